//! Which members hold secrets, by their names.

/// A member holds a secret if its name ends with one of these.
const ENDINGS: [&str; 13] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "secretkey",
    "privatekey",
    "apikey",
    "accesskey",
    "token",
    "secretstring",
    "secretbinary",
    "secretvalue",
    "credentialdata",
];

/// Tokens that are none: they mark a page or a repeated request.
const HARMLESS: [&str; 9] = [
    "clienttoken",
    "creationtoken",
    "idempotencytoken",
    "nexttoken",
    "pagetoken",
    "paginationtoken",
    "scrolltoken",
    "continuetoken",
    "streamtoken",
];

/// Whether values of a member with this name are redacted. Ids and names of secrets, such
/// as `SecretId`, are not.
pub(super) fn is_secret(name: &str) -> bool {
    let ends_with_any = |endings: &[&str]| endings.iter().any(|ending| ends_with(name, ending));
    ends_with_any(&ENDINGS) && !ends_with_any(&HARMLESS)
}

/// Ignoring case, and a plural.
fn ends_with(name: &str, ending: &str) -> bool {
    let is_plural = !ending.ends_with("token");
    let singular = name.strip_suffix('s').filter(|_| is_plural).unwrap_or(name);
    let start = singular.len().checked_sub(ending.len());
    let tail = start.and_then(|start| singular.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

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
        ] {
            assert!(is_secret(name), "{name}");
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
            "PasswordType",
            "PrivateKeyId",
            "ApiKeyName",
            "Key",
            "",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
