//! Redaction of values that may be keys or tokens.

/// Replaces a secret. Lower case, as the values in a canonical request.
pub(crate) const REDACTED: &str = "[redacted]";

/// Parts of the names of headers and parameters that hold secrets. `key` alone is not
/// one, since tags have keys.
const SECRET_NAMES: [&str; 8] = [
    "accesskey",
    "apikey",
    "authorization",
    "credential",
    "password",
    "secret",
    "signature",
    "token",
];

/// The value of a header or parameter of a request that nobody has signed: redacted
/// if the name or the value suggests a key or token, since a mistaken client may send
/// one anywhere.
pub(crate) fn value<'a>(name: &str, value: &'a str) -> &'a str {
    let name = name.to_ascii_lowercase();
    // The id is known here, or there would be no key to compare with.
    let is_known = name == "secretid" || ["HmacSHA1", "HmacSHA256"].contains(&value);
    if is_known {
        return value;
    }
    let is_secret = SECRET_NAMES.iter().any(|part| name.contains(part)) || looks_secret(value);
    if is_secret { REDACTED } else { value }
}

/// A query with its values redacted like those of parameters. A malformed pair counts
/// as a secret.
pub(crate) fn query(query: &str) -> String {
    let shown = |pair: &str| {
        let decoded = crate::form::decode(pair.as_bytes()).ok();
        let is_harmless = match decoded.as_deref() {
            Some([]) => true,
            Some([(name, decoded)]) => value(name, decoded) == decoded,
            _ => false,
        };
        match pair.split_once('=') {
            _ if is_harmless => pair.to_owned(),
            Some((name, _)) => format!("{name}={REDACTED}"),
            None => value("", pair).to_owned(),
        }
    };
    query.split('&').map(shown).collect::<Vec<_>>().join("&")
}

/// Whether it is one long word with letters and digits, as keys and tokens are. Ids
/// of resources and regions are shorter.
fn looks_secret(value: &str) -> bool {
    const SHORTEST: usize = 20;
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte);
    value.len() >= SHORTEST
        && value.bytes().all(is_of_word)
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
        && value.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_redacted_by_name_or_by_look() {
        for (name, text, is_shown) in [
            ("SecretId", "test-secret-id-000001", true),
            ("ImageId", "img-pmqg1cw9", true),
            ("host", "ecm.tencentcloudapi.com", true),
            ("host", "127.0.0.1:18080", true),
            ("content-type", "application/x-www-form-urlencoded", true),
            ("Timestamp", "1700000000", true),
            ("Region", "ap-guangzhou", true),
            ("Description", "two words 1", true),
            ("TagKeys.0", "a", true),
            ("Token", "a", false),
            ("x-tc-token", "a", false),
            ("SessionToken", "a", false),
            ("SecretKey", "a", false),
            ("Region", "test-secret-key-000001", false),
            ("ImageId", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", false),
        ] {
            assert_eq!(value(name, text), if is_shown { text } else { REDACTED }, "{name} {text}");
        }
    }

    #[test]
    fn query_keeps_its_names() {
        let shown =
            query("Limit=5&To%6ben=canary&SecretKey=canary&a%=canary&b=test-secret-key-000001&c");
        assert_eq!(
            shown,
            "Limit=5&To%6ben=[redacted]&SecretKey=[redacted]&a%=[redacted]&b=[redacted]&c"
        );
        assert_eq!(query(""), "");
    }
}
