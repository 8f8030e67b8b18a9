//! The words of names and titles: parts of `CamelCase`, numbers, single characters.

/// Splits a text into words that give it back when joined. A word that follows one
/// space begins with that space; every character outside ASCII is a word.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(word) = first_word(rest) {
        words.push(word);
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    words
}

/// The first word of a text that is not empty.
pub(crate) fn first_word(text: &str) -> Option<&str> {
    text.get(..first_length(text)).filter(|word| !word.is_empty())
}

fn first_length(text: &str) -> usize {
    let space = usize::from(text.starts_with(' '));
    let bytes = text.as_bytes().get(space..).unwrap_or_default();
    let run = |from: usize, class: fn(&u8) -> bool| {
        bytes.iter().skip(from).take_while(|byte| class(byte)).count()
    };
    let length = match bytes.first() {
        Some(byte) if byte.is_ascii_digit() => run(0, u8::is_ascii_digit),
        Some(byte) if byte.is_ascii_lowercase() => run(0, u8::is_ascii_lowercase),
        Some(byte) if byte.is_ascii_uppercase() => {
            let upper = run(0, u8::is_ascii_uppercase);
            let lower = run(upper, u8::is_ascii_lowercase);
            let next = bytes.get(upper).copied();
            let digit = bytes.get(upper + 1).is_some_and(u8::is_ascii_digit);
            match upper {
                1 => 1 + lower,
                // A plural (`VPCs`) and `IPv6` stay together.
                _ if lower == 1 && (next == Some(b's') || next == Some(b'v') && digit) => upper + 1,
                // The last capital letter begins the next word.
                _ if lower > 0 => upper - 1,
                _ => upper,
            }
        }
        _ => 0,
    };
    match length {
        0 => text.chars().next().map_or(0, char::len_utf8),
        length => space + length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parts_of_camel_case_and_join_to_the_text() {
        let cases: [(&str, &[&str]); 6] = [
            ("ImportImage", &["Import", "Image"]),
            ("CreateVPCEndPoint2", &["Create", "VPC", "End", "Point", "2"]),
            ("AssignIPv6Addresses", &["Assign", "IPv", "6", "Addresses"]),
            ("Query EIPs", &["Query", " EIPs"]),
            ("InvalidImageID.NotFound", &["Invalid", "Image", "ID", ".", "Not", "Found"]),
            ("导入 a", &["导", "入", " a"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected);
            assert_eq!(words(text).concat(), text);
        }
    }
}
