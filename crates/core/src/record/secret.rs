//! Which members hold secrets, by their names.

/// A member holds a secret if its name ends with one of these, also in the plural: passwords;
/// secrets and tokens by that name; keys of accounts, applications and devices; keys of
/// ciphers, and what they protect; files with any of these.
const ENDINGS: &str = "
    password passwd pwd pass passphrase passwordnew passwordvalue
    secret secretkey secretstring secretbinary secretvalue secretiv token tokenvalue tokencode
    credentialdata credentialcontent samlassertion usersig logincookie
    accesskey apikey apitokens appkey applicationkey authkey authbackkey callbackkey clientkey keyparamvalue licensekey
    nwkkey openkey playkey primarykey privatemapkey psk secondarykey sessionkey signkey skey
    streamkey submerchantkey userkey webhookkey
    aeskey certificatekey certkey datakey decryptionkey decryptkey deskey encryptedkey
    encryptkey keycontent keymaterial keystore keytab keytabcontent newkey pem plainkey
    plaintext presharekey privatekey sslvpnkey
    kubeconfig userdata
";

/// Names with such an ending that are none: they mark a page, a repeated request or a column,
/// count tokens, or are public.
const HARMLESS: &str = "
    clienttoken creationtoken idempotencytoken continuetoken nexttoken pagetoken paginationtoken
    scrolltoken streamtoken inputtoken outputtoken totaltoken bypass databaseprimarykey
    isprimarykey primarykeys coskey kmskey tipskey md5pem publicencryptkey publickeypem
";

/// Whether a member of this name holds a secret, such as a password, a private key or a
/// session token. `Debug` of records redacts its value. Ids and names of secrets, such as
/// `SecretId`, are none.
///
/// ```
/// use tencentcloud_core::record::names_secret;
///
/// assert!(names_secret("TmpSecretKey") && names_secret("AdminPassword"));
/// assert!(!names_secret("SecretId") && !names_secret("NextToken"));
/// ```
pub fn names_secret(name: &str) -> bool {
    let ends_with_any =
        |endings: &str| endings.split_whitespace().any(|ending| ends_with(name, ending));
    ends_with_any(ENDINGS) && !ends_with_any(HARMLESS)
}

/// Ignoring case, and a plural. Tokens in the plural are counted.
fn ends_with(name: &str, ending: &str) -> bool {
    let is_end = |name: &str| {
        let start = name.len().checked_sub(ending.len());
        let tail = start.and_then(|start| name.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    let singular = name.strip_suffix('s').filter(|_| !ending.ends_with("token"));
    is_end(name) || singular.is_some_and(is_end)
}

#[cfg(test)]
mod tests {
    use super::names_secret;

    #[test]
    fn passwords_and_keys_are_secret_and_ids_and_pages_are_not() {
        for name in [
            "Password",
            "PassWord",
            "PassWords",
            "AdminPassword",
            "DbPwd",
            "Passwd",
            "SecretKey",
            "TmpSecretKey",
            "ClientSecret",
            "PrivateKey",
            "APIKey",
            "ApiKeys",
            "SecretAccessKey",
            "Token",
            "SessionToken",
            "AccessToken",
            "SecretString",
            "CredentialData",
            "CertKey",
            "Plaintext",
            "Kubeconfig",
            "PreShareKey",
        ] {
            assert!(names_secret(name), "{name}");
        }
        for name in [
            "SecretId",
            "TmpSecretId",
            "SecretName",
            "ClientToken",
            "NextToken",
            "NextPageToken",
            "PageToken",
            "TotalTokens",
            "TotalToken",
            "PrimaryKeys",
            "ByPass",
            "PasswordType",
            "PrivateKeyId",
            "ApiKeyName",
            "Key",
            "",
        ] {
            assert!(!names_secret(name), "{name}");
        }
    }
}
