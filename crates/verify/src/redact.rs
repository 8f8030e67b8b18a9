//! Redaction of texts of a request without a valid signature.
//!
//! A mistaken client may send a key or token anywhere: as a name, within a value, as the
//! host. So every text is redacted word by word. [`SignedTexts`](crate::SignedTexts) is; use
//! [`words`] for whatever else a log shows of such a request.

use std::borrow::Cow;

/// Replaces a secret. Lower case, as the values in a canonical request.
pub const REDACTED: &str = "[redacted]";

/// Words that look like secrets and are not.
const KNOWN: [&str; 1] = ["id/date/service/tc3_request"];

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

/// Redacts each word that may be a key or token: at least 20 letters, digits and
/// `+/=_-%`, with a letter and a digit. Ids of resources and names of the API are shorter
/// or have no digits. Of a text that was cut (`…`), the last word is redacted as well.
///
/// ```
/// use tencentcloud_verify::redact;
///
/// let text = "Bearer test-secret-key-000001 for ecm.tencentcloudapi.com";
/// assert_eq!(redact::words(text), "Bearer [redacted] for ecm.tencentcloudapi.com");
/// ```
pub fn words(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (before, word) = rest.split_at(start);
        let end = word.find(|c| !is_of_word(c)).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        let is_secret = may_be_secret(word) || after.starts_with('…');
        shown.extend([before, if is_secret { REDACTED } else { word }]);
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// Replaces a known secret, in any case of its letters, since values are lower-cased. Not
/// if it is so short that it may be a part of any word.
pub(crate) fn known(text: &mut String, secret: &str) {
    const SHORTEST: usize = 8;
    if secret.len() < SHORTEST {
        return;
    }
    // Lower case of ASCII keeps all positions.
    let (lower, secret) = (text.to_ascii_lowercase(), secret.to_ascii_lowercase());
    for (start, secret) in lower.rmatch_indices(&secret) {
        text.replace_range(start..start + secret.len(), REDACTED);
    }
}

/// The value of a header or parameter: redacted whole if the name suggests a secret,
/// else word by word.
pub(crate) fn value<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    let name = name.to_ascii_lowercase();
    // Of the values of such names, these are no secrets.
    if ["", "HmacSHA1", "HmacSHA256"].contains(&value) {
        Cow::Borrowed(value)
    } else if SECRET_NAMES.iter().any(|part| name.contains(part)) {
        Cow::Borrowed(REDACTED)
    } else {
        Cow::Owned(words(value))
    }
}

/// A path or URL, with its query as [`query`] shows it.
pub(crate) fn target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{}?{}", words(path), self::query(query)),
        None => words(target),
    }
}

/// A query whose names and values are redacted like those of parameters. They are shown
/// as they are encoded, so one that contains a secret is redacted whole, as is a
/// malformed pair.
pub(crate) fn query(query: &str) -> String {
    query.split('&').map(pair).collect::<Vec<_>>().join("&")
}

fn pair(pair: &str) -> String {
    let (name, value, equals) = match pair.split_once('=') {
        Some((name, value)) => (name, value, "="),
        None => (pair, "", ""),
    };
    let decoded = crate::form::decode(format!("{name}={value}").as_bytes());
    let Ok([(decoded_name, decoded_value)]) = decoded.as_deref() else {
        return REDACTED.to_owned();
    };
    let is_name_shown = words(decoded_name) == *decoded_name;
    let is_value_shown = self::value(decoded_name, decoded_value) == *decoded_value;
    let shown = |is_shown, part| if is_shown { part } else { REDACTED };
    format!("{}{equals}{}", shown(is_name_shown, name), shown(is_value_shown, value))
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+/=_-%".contains(c)
}

/// Whether it is a long word with letters and digits, as keys and tokens are.
fn may_be_secret(word: &str) -> bool {
    const SHORTEST: usize = 20;
    word.len() >= SHORTEST
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && !KNOWN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    #[test]
    fn words_are_redacted_wherever_they_stand() {
        for (around, shown) in [
            ("KEY", "[redacted]"),
            ("Bearer KEY", "Bearer [redacted]"),
            ("application/json; charset=utf-8;KEY", "application/json; charset=utf-8;[redacted]"),
            ("application/json; k=KEY", "application/json; [redacted]"),
            (r#"{"a":["x","KEY"]}"#, r#"{"a":["x","[redacted]"]}"#),
            ("x%20KEY", "[redacted]"),
            ("%47%75%35%74%39%78%4a%41 x", "[redacted] x"),
            ("KEY.x:80", "[redacted].x:80"),
            ("`KEY`、`KEY&a`", "`[redacted]`、`[redacted]&a`"),
            ("边KEY\u{fffd}", "边[redacted]\u{fffd}"),
            ("`a KE…`, `KE`", "`a [redacted]…`, `KE`"),
        ] {
            let text = around.replace("KEY", KEY);
            assert_eq!(words(&text), shown);
            assert_eq!(words(shown), shown, "redacted twice");
        }
    }

    #[test]
    fn known_secret_is_redacted_in_any_case() {
        let mut text = "host:hunter-two.x\nHUNTER-TWO hunter".to_owned();
        known(&mut text, "Hunter-Two");
        assert_eq!(text, "host:[redacted].x\n[redacted] hunter");
        known(&mut text, "hunter");
        known(&mut text, "redacted");
        assert_eq!(text, "host:[[redacted]].x\n[[redacted]] hunter");
    }

    #[test]
    fn names_of_the_api_are_no_secrets() {
        for text in [
            "",
            "ecm.tencentcloudapi.com",
            "127.0.0.1:18080",
            "application/x-www-form-urlencoded",
            "TC3-HMAC-SHA256",
            "UNSIGNED-PAYLOAD",
            "x-tc-content-sha256;x-tc-requestclient",
            "DescribeImportImageTaskDetail",
            "1700000000 2019-07-19",
            "ap-hangzhou-ecm-1",
            "img-pmqg1cw9",
            "`Credential` is not `id/date/service/tc3_request`",
        ] {
            assert_eq!(words(text), text);
        }
    }

    #[test]
    fn values_are_redacted_by_name_or_by_look() {
        for (name, text, is_shown) in [
            ("ImageId", "img-pmqg1cw9", true),
            ("Description", "two words 1", true),
            ("TagKeys.0", "a", true),
            ("SignatureMethod", "HmacSHA256", true),
            ("Token", "a", false),
            ("x-tc-token", "a", false),
            ("SessionToken", "a", false),
            ("SecretKey", "a", false),
            ("secretid", "a", false),
            ("Region", "test-secret-key-000001", false),
            ("ImageId", KEY, false),
        ] {
            assert_eq!(value(name, text), if is_shown { text } else { REDACTED }, "{name} {text}");
        }
    }

    #[test]
    fn query_of_a_target_is_redacted_by_names() {
        for (text, shown) in [
            ("/", "/"),
            ("/test-secret-key-000001", "[redacted]"),
            ("https://a:80/b?Token=canary&c=1?d", "https://a:80/b?Token=[redacted]&c=1?d"),
        ] {
            assert_eq!(target(text), shown);
        }
    }

    #[test]
    fn query_is_redacted_by_its_decoded_parts() {
        for (text, shown) in [
            ("", ""),
            ("Limit=5&&a%20b=c+d&e", "Limit=5&&a%20b=c+d&e"),
            ("To%6ben=canary&SecretKey=canary", "To%6ben=[redacted]&SecretKey=[redacted]"),
            ("b=test-secret-key-000001&c", "b=[redacted]&c"),
            ("b=x%20test-secret-key-000001", "b=[redacted]"),
            ("b=%7B%22a%22%3A%22test-secret-key-000001%22%7D", "b=[redacted]"),
            ("Token&Token=", "Token&Token="),
            ("b=test%2Dsecret%2Dkey%2D000001", "b=[redacted]"),
            ("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE=1", "[redacted]=1"),
            ("%74est-secret-key-000001", "[redacted]"),
            ("a%=canary&%zztest-secret-key-000001", "[redacted]&[redacted]"),
        ] {
            assert_eq!(query(text), shown);
        }
    }
}
