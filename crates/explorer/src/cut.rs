//! Texts that are too long.

/// Cuts a text to so many bytes, or a few less: no character is divided.
pub(crate) fn cut(text: &mut String, most: usize) {
    if text.len() > most {
        let end = (0..=most).rev().find(|&end| text.is_char_boundary(end));
        text.truncate(end.unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn no_character_is_divided() {
        for (most, expected) in [(0, ""), (3, "a"), (4, "a边"), (9, "a边b")] {
            let mut text = "a边b".to_owned();
            cut(&mut text, most);
            assert_eq!(text, expected);
        }
    }
}
