//! Literals are decoded again, by readers that share nothing with the writers.

use proptest::prelude::*;

use super::*;

/// Texts that have ended a literal, a comment or a line somewhere.
const AWKWARD: [&str; 15] = [
    "",
    "line\nfeed\r\ttab",
    "\"quotes\" 'single' `back`",
    "\\ \\\\ \\\" \\u0041 \\n",
    "$HOME ${HOME} $(id) #{id} %s",
    "! !! !x",
    "\u{2028}\u{2029}\u{feff}\u{202e}\u{2066}",
    "\0\u{1}\u{7}0\u{1b}[31m\u{7f}\u{85}\u{9b}9",
    "😀👩‍💻𝄞 边缘",
    "\"# \"## \"######",
    "\"",
    "r#\"",
    "*/ // /* # --",
    "</script>",
    "\u{ffff}\u{10ffff}",
];

fn awkward() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(&AWKWARD[..]).prop_map(str::to_owned),
        any::<String>(),
        "[\\\\u0-9\"'`$#\n]{0,8}",
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

/// The text of a literal in double quotes; `None` if it ends early or has a character that
/// may not stand there.
fn decode(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '"' || is_hidden(c) {
            return None;
        }
        if c != '\\' {
            text.push(c);
            continue;
        }
        text.push(match rest.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            c @ ('"' | '\\') => c,
            'u' if rest.peek() == Some(&'{') => {
                rest.next();
                let digits: String = rest.by_ref().take_while(|c| *c != '}').collect();
                char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
            }
            'u' => {
                let digits: String = rest.by_ref().take(4).collect();
                char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
            }
            first @ '0'..='3' => {
                let digits: String = [first].into_iter().chain(rest.by_ref().take(2)).collect();
                char::from_u32(u32::from_str_radix(&digits, 8).ok()?)?
            }
            _ => return None,
        });
    }
    Some(text)
}

/// What a compiler of Java reads before it looks for strings: `\uXXXX` after an even number
/// of backslashes is a character.
fn java_characters(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let (mut text, mut place, mut is_escaped) = (String::new(), 0, false);
    while let Some(c) = characters.get(place) {
        let is_unicode = *c == '\\' && !is_escaped && characters.get(place + 1) == Some(&'u');
        if is_unicode {
            let digits: String = characters[place + 2..place + 6].iter().collect();
            text.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
            place += 6;
            continue;
        }
        is_escaped = *c == '\\' && !is_escaped;
        text.push(*c);
        place += 1;
    }
    text
}

/// A raw string of Rust, read as the reference describes it.
fn decode_raw(literal: &str) -> Option<&str> {
    let hashes = literal.strip_prefix('r')?.bytes().take_while(|byte| *byte == b'#').count();
    let (open, close) = (format!("r{}\"", "#".repeat(hashes)), format!("\"{}", "#".repeat(hashes)));
    let inner = literal.strip_prefix(open.as_str())?;
    let end = inner.find(close.as_str())?;
    (inner.len() == end + close.len() && !inner.contains('\r')).then(|| &inner[..end])
}

proptest! {
    #[test]
    fn literals_read_back_as_the_text(text in awkward()) {
        for literal in [rust(&text), python(&text), js(&text), go(&text)] {
            prop_assert_eq!(decode(&literal), Some(text.clone()), "{}", literal);
        }
        let json: String = serde_json::from_str(&js(&text)).unwrap();
        prop_assert_eq!(&json, &text);
    }

    #[test]
    fn java_strings_read_back_as_the_text(text in awkward()) {
        let literal = java(&text);
        // Only characters that no compiler takes for the end of a line or a string.
        let read = java_characters(&literal);
        prop_assert!(!read.contains(['\n', '\r']), "{literal}");
        let hidden: String = read.chars().map(|c| if is_hidden(c) { '?' } else { c }).collect();
        let expected: String =
            text.chars().map(|c| if is_hidden(c) && u32::from(c) > 0xff { '?' } else { c }).collect();
        prop_assert_eq!(decode(&hidden), Some(expected), "{}", literal);
    }

    #[test]
    fn raw_strings_read_back_as_the_text(text in awkward()) {
        let literal = rust_raw(&text);
        let read = match decode_raw(&literal) {
            Some(raw) => Some(raw.to_owned()),
            None => decode(&literal),
        };
        prop_assert_eq!(read, Some(text.clone()), "{}", literal);

        let literal = go_raw(&text);
        let raw = literal.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
        let raw = raw.filter(|raw| !raw.contains(['`', '\r'])).map(str::to_owned);
        prop_assert_eq!(raw.or_else(|| decode(&literal)), Some(text), "{}", literal);
    }
}

#[test]
fn long_string_of_java_is_in_parts_that_its_compiler_takes() {
    let text = "边\u{2028}".repeat(100_000);
    let literal = java(&text);
    let parts = literal.strip_prefix("String.join(\"\", ").unwrap().strip_suffix(')').unwrap();
    let parts: Vec<_> = parts.split(", ").map(java_characters).collect();
    assert!(parts.iter().all(|part| part.len() < 65_535));
    let joined: String = parts.iter().map(|part| part.trim_matches('"')).collect();
    assert_eq!(joined, text);
}

#[test]
fn bytes_are_escaped() {
    assert_eq!(rust_bytes(b"a\"\\\0\xff\n"), r#"b"a\"\\\x00\xff\n""#);
}
