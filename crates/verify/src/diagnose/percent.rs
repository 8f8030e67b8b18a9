//! Percent-encoding by the rules of several libraries.

/// Which characters besides letters and digits stay as they are, and how a space is
/// written.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) plain: &'static str,
    pub(crate) space: &'static str,
}

impl Rule {
    /// RFC 3986, section 2.3.
    pub(crate) const RFC_3986: Self = Self { plain: "-._~", space: "%20" };

    /// Upper-case hexadecimal.
    pub(crate) fn encode(self, text: &[u8]) -> String {
        let mut encoded = String::with_capacity(text.len());
        self.push_encoded(&mut encoded, text);
        encoded
    }

    /// As [`Rule::encode`], behind another text.
    pub(crate) fn push_encoded(self, encoded: &mut String, text: &[u8]) {
        for &byte in text {
            if byte.is_ascii_alphanumeric() || self.plain.as_bytes().contains(&byte) {
                encoded.push(char::from(byte));
            } else if byte == b' ' {
                encoded.push_str(self.space);
            } else {
                push_escape(encoded, byte);
            }
        }
    }
}

/// Writes `%XX`.
fn push_escape(text: &mut String, byte: u8) {
    text.push('%');
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_digit(digit.into(), 16).unwrap_or_default();
        text.push(digit.to_ascii_uppercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_encoded_by_the_rule() {
        let text = "aZ9-._~ /é";
        assert_eq!(Rule::RFC_3986.encode(text.as_bytes()), "aZ9-._~%20%2F%C3%A9");
        let rule = Rule { plain: "/", space: "+" };
        assert_eq!(rule.encode(text.as_bytes()), "aZ9%2D%2E%5F%7E+/%C3%A9");
    }
}
