//! The first word of an action's name, by which actions are classed.

/// The first word: an optional capital with the small letters and digits after it
/// (`Describe5` of `Describe5GNodes`), or a run of capitals up to the one that begins
/// the next word (`HKID` of `HKIDCardOCR`). `None` if
/// the name begins with neither.
pub(super) fn first_word(name: &str) -> Option<&str> {
    let is_small = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    let capitals = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let rest = bytes.get(capitals..)?;
    let small = rest.iter().take_while(|byte| is_small(byte)).count();
    let begins_word = rest.first().is_some_and(u8::is_ascii_lowercase);
    let end = match capitals {
        0 | 1 if small > 0 => capitals + small,
        _ if begins_word => capitals.saturating_sub(1),
        _ => capitals,
    };
    name.get(..end).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_end_before_the_next_one_begins() {
        for (name, word) in [
            ("DescribeImage", "Describe"),
            ("Describe5GNodes", "Describe5"),
            ("Get400Number", "Get400"),
            ("HKIDCardOCR", "HKID"),
            ("IDCardOCR", "ID"),
            ("EHOCR", "EHOCR"),
            ("ECC", "ECC"),
            ("A1", "A1"),
            ("AB1", "AB"),
            ("AnImage", "An"),
            ("createImage", "create"),
            ("ABc", "A"),
        ] {
            assert_eq!(first_word(name), Some(word), "{name}");
        }
        for name in ["", "_Image", "图"] {
            assert_eq!(first_word(name), None, "{name}");
        }
    }
}
