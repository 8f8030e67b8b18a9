//! Values in errors of the builder.

use tencentcloud_verify::redact::{REDACTED, words};

/// A value in quotes. What may be a key is redacted, as is a value that begins with a
/// dash, which is a key or a private key in the wrong place.
pub(crate) fn quoted(value: &str) -> String {
    if value.starts_with('-') { REDACTED.to_owned() } else { format!("{:?}", words(value)) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn secrets_and_values_with_a_dash_are_redacted() {
        for (value, shown) in [
            ("Import\n", r#""Import\n""#),
            ("test-secret-key-000001", r#""[redacted]""#),
            ("-x", "[redacted]"),
            ("-----BEGIN PRIVATE KEY-----", "[redacted]"),
        ] {
            assert_eq!(quoted(value), shown);
        }
    }
}
