//! Redaction of values that may be keys or tokens.

/// Replaces a secret. Lower case, as the values in a canonical request.
pub(crate) const REDACTED: &str = "[redacted]";

/// Parts of the names of headers and parameters that hold secrets.
const SECRET_NAMES: [&str; 7] =
    ["authorization", "credential", "key", "password", "secret", "signature", "token"];

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

/// A query with its values redacted like those of parameters.
pub(crate) fn query(query: &str) -> String {
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, encoded)) => format!("{name}={}", value(&decoded(name), encoded)),
        None => value("", pair).to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// The name without percent-encoding. A malformed one counts as a secret.
fn decoded(name: &str) -> String {
    let pairs = crate::form::decode(format!("{name}=").as_bytes()).ok();
    let name = pairs.and_then(|pairs| pairs.into_iter().next()).map(|(name, _)| name);
    name.unwrap_or_else(|| "secret".to_owned())
}

/// Whether it is one long word with letters and digits, as keys and tokens are. Ids
/// of resources, such as `img-pmqg1cw9`, are shorter.
fn looks_secret(value: &str) -> bool {
    const SHORTEST: usize = 13;
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-%".contains(&byte);
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
        let shown = query("Limit=5&To%6ben=canary&SecretKey=canary&a%=canary&b=canary-000001&c");
        assert_eq!(
            shown,
            "Limit=5&To%6ben=[redacted]&SecretKey=[redacted]&a%=[redacted]&b=[redacted]&c"
        );
        assert_eq!(query(""), "");
    }
}
