//! Finds secrets in a string, in any encoding.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// A search for secrets.
pub(crate) struct Search(Vec<Needle>);

struct Needle {
    secret: &'static str,
    form: Form,
    text: String,
}

/// The encoding of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Raw,
    Hex,
    Base64,
    Percent,
    /// `[12, 34, …]`, as `Debug` shows bytes.
    Numbers,
}

impl Search {
    /// A search for these named secrets. Half of a secret counts as a leak, because
    /// output may be truncated.
    pub(crate) fn of<'a>(secrets: impl IntoIterator<Item = (&'static str, &'a [u8])>) -> Self {
        let mut needles = Vec::new();
        for (secret, bytes) in secrets {
            let (first, second) = bytes.split_at(bytes.len() / 2);
            for half in [first, second] {
                needles.extend(encodings(half).map(|(form, text)| Needle { secret, form, text }));
            }
        }
        Self(needles)
    }

    /// The first secret found, its form and its context.
    pub(crate) fn find(&self, text: &str) -> Option<(&'static str, Form, String)> {
        let views = Views::of(text);
        self.0.iter().find_map(|needle| {
            let view = views.for_form(needle.form);
            let at = view.find(&needle.text)?;
            let context = view.as_bytes().get(at.saturating_sub(200)..)?;
            let context = context.get(..400).unwrap_or(context);
            Some((needle.secret, needle.form, String::from_utf8_lossy(context).into_owned()))
        })
    }
}

/// A piece of a secret in every form, as the view for that form shows it.
fn encodings(piece: &[u8]) -> impl Iterator<Item = (Form, String)> {
    let mut forms = Vec::new();
    // The bytes of a derived key may not be UTF-8, and then no string has them.
    if let Ok(text) = std::str::from_utf8(piece) {
        forms.push((Form::Raw, text.to_owned()));
        let reserved = |byte: &u8| !byte.is_ascii_alphanumeric() && !b"-_.~".contains(byte);
        forms.push((Form::Percent, percent(piece, reserved)));
        forms.push((Form::Percent, percent(piece, |_| true)));
    }
    forms.push((Form::Hex, bytes(piece, |text, byte| write!(text, "{byte:02x}"))));
    forms.push((Form::Numbers, bytes(piece, |text, byte| write!(text, "{byte},"))));
    forms.extend((0..3).map(|offset| (Form::Base64, base64(piece, offset))));
    forms.into_iter()
}

fn bytes(piece: &[u8], one: impl Fn(&mut String, u8) -> std::fmt::Result) -> String {
    let mut text = String::new();
    for byte in piece {
        one(&mut text, *byte).unwrap();
    }
    text
}

/// Percent-encoding in lower case, as in the view.
fn percent(piece: &[u8], is_encoded: impl Fn(&u8) -> bool) -> String {
    bytes(piece, |text, byte| {
        if is_encoded(&byte) {
            write!(text, "%{byte:02x}")
        } else {
            write!(text, "{}", char::from(byte.to_ascii_lowercase()))
        }
    })
}

/// The Base64 characters that depend on the piece alone, where the piece begins
/// `offset` bytes after a group of three in a longer text.
fn base64(piece: &[u8], offset: usize) -> String {
    let padded = [&vec![0; offset], piece].concat();
    let text = STANDARD_NO_PAD.encode(&padded);
    let whole = padded.len() * 8 / 6;
    text[(offset * 8).div_ceil(6)..whole].to_owned()
}

/// The text, normalized for each form.
struct Views {
    raw: String,
    lower: String,
    hex: String,
    base64: String,
    numbers: String,
}

impl Views {
    fn of(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        Self {
            // JSON may write `\/`.
            raw: text.replace('\\', ""),
            // In pairs, rows or with colons, across line breaks.
            hex: lower.chars().filter(char::is_ascii_hexdigit).collect(),
            // In the URL-safe alphabet, across line breaks.
            base64: text
                .chars()
                .filter(|c| !c.is_ascii_whitespace())
                .map(|c| match c {
                    '-' => '+',
                    '_' => '/',
                    other => other,
                })
                .collect(),
            numbers: text.chars().filter(|c| !c.is_ascii_whitespace()).collect(),
            lower,
        }
    }

    fn for_form(&self, form: Form) -> &str {
        match form {
            Form::Raw => &self.raw,
            Form::Hex => &self.hex,
            Form::Base64 => &self.base64,
            Form::Percent => &self.lower,
            Form::Numbers => &self.numbers,
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    use super::*;

    const SECRET: &str = "test/planted+secret/000009=";

    /// The form in which the search finds this text within another.
    fn found(planted: &str) -> Option<Form> {
        let text = format!("[2026-01-01 TRACE \u{8fb9}] a=1&b={planted}&c=2\nmore\n");
        let found = Search::of([("planted", SECRET.as_bytes())]).find(&text);
        found.map(|(name, form, _)| {
            assert_eq!(name, "planted");
            form
        })
    }

    #[test]
    fn a_raw_leak_is_found() {
        assert_eq!(found(SECRET), Some(Form::Raw));
        assert_eq!(found(&SECRET[..20]), Some(Form::Raw), "without its end");
        assert_eq!(found(&SECRET[10..]), Some(Form::Raw), "without its beginning");
        assert_eq!(found(&SECRET.replace('/', "\\/")), Some(Form::Raw), "in JSON");
        assert_eq!(found(&format!("{:?}", format!("{SECRET:?}"))), Some(Form::Raw), "quoted twice");
    }

    #[test]
    fn a_leak_is_found_in_hexadecimal() {
        let with = |write: fn(u8) -> String| SECRET.bytes().map(write).collect::<String>();
        assert_eq!(found(&with(|byte| format!("{byte:02x}"))), Some(Form::Hex));
        assert_eq!(found(&with(|byte| format!("{byte:02X}"))), Some(Form::Hex));
        assert_eq!(found(&with(|byte| format!("{byte:02X}:"))), Some(Form::Hex));
        assert_eq!(found(&with(|byte| format!("\\x{byte:02x}"))), Some(Form::Hex));
        assert_eq!(found(&with(|byte| format!("{byte:02x} \n"))), Some(Form::Hex));
    }

    #[test]
    fn a_leak_is_found_in_base64() {
        for before in ["", "k", "TC3", "ab:cd"] {
            for after in ["", "\n", "xyz"] {
                let text = format!("{before}{SECRET}{after}");
                assert_eq!(found(&STANDARD.encode(&text)), Some(Form::Base64), "{text}");
                assert_eq!(found(&URL_SAFE.encode(&text)), Some(Form::Base64), "{text}");
                assert_eq!(found(&STANDARD_NO_PAD.encode(&text)), Some(Form::Base64), "{text}");
                let mut lines = STANDARD.encode(&text);
                lines.insert(17, '\n');
                assert_eq!(found(&lines), Some(Form::Base64), "{text}");
            }
        }
    }

    #[test]
    fn a_leak_is_found_percent_encoded() {
        let form = tencentcloud_core::form::encode([("Token", SECRET)]);
        assert!(form.contains("test%2Fplanted%2B"), "{form}");
        assert_eq!(found(&form), Some(Form::Percent));
        assert_eq!(found(&form.replace("%2F", "%2f").replace("%2B", "%2b")), Some(Form::Percent));
        let every = bytes(SECRET.as_bytes(), |text, byte| write!(text, "%{byte:02X}"));
        assert_eq!(found(&every), Some(Form::Percent));
        assert_eq!(found(&every.to_lowercase()), Some(Form::Percent));
    }

    #[test]
    fn a_leak_is_found_as_numbers() {
        assert_eq!(found(&format!("{:?}", SECRET.as_bytes())), Some(Form::Numbers));
        assert_eq!(found(&format!("{:#?}", SECRET.as_bytes())), Some(Form::Numbers));
    }

    #[test]
    fn other_text_is_not_found() {
        for text in ["", "[redacted]", "test/planted", "test-secret-id-000001", "planted+other=1"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
