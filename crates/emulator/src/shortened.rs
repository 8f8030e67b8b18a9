//! Texts of limited length.

use std::borrow::Cow;

/// Bytes of a message, and of a text in the journal.
const LONGEST: usize = 4_096;

/// The text, shortened to 4 KiB. A shortened text ends with `…`.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let longest = LONGEST - '…'.len_utf8();
    // A character has at most four bytes.
    let end = (longest - 3..=longest).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn only_long_texts_are_shortened() {
        let limit = "x".repeat(4_096);
        assert_eq!(shortened(&limit), limit);
        let long = shortened(&"x".repeat(4_097)).into_owned();
        assert_eq!((long.len(), long.ends_with("x…")), (4_096, true));
        assert_eq!(shortened(&"边".repeat(1_400)), format!("{}…", "边".repeat(1_364)));
    }
}
