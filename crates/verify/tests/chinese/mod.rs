//! Whether a Chinese text is Chinese.

/// Fails if a text has two English words in a row outside of code.
pub(crate) fn assert_chinese(text: &str) {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let mut parts = prose.split(|c: char| !c.is_ascii_lowercase() && c != ' ');
    let found = parts.find(|part| part.split(' ').filter(|word| word.len() > 1).count() > 1);
    assert_eq!(found, None, "{text}");
}
