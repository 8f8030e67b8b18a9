//! A message in two languages.

use tencentcloud_core::Language;

/// A message in Chinese and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    zh: String,
    en: String,
}

impl Text {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// Appends a sentence.
    pub(super) fn and(mut self, zh: &str, en: &str) -> Self {
        self.zh.push_str(zh);
        self.en.push(' ');
        self.en.push_str(en);
        self
    }

    pub(crate) fn into_language(self, language: Language) -> String {
        match language {
            Language::ZhCn => self.zh,
            _ => self.en,
        }
    }
}

/// A value from the request in backticks, with control characters escaped, and
/// shortened if long.
pub(super) fn shown(value: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown = String::from("`");
    for c in value.chars().take(LONGEST) {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if value.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown.push('`');
    shown
}

/// A list of values, with the commas of each language.
pub(super) struct List {
    pub(super) count: usize,
    pub(super) zh: String,
    pub(super) en: String,
}

pub(super) fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> List {
    let shown: Vec<String> = values.into_iter().map(shown).collect();
    List { count: shown.len(), zh: shown.join("、"), en: shown.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_and_shortened() {
        assert_eq!(shown("img-1"), "`img-1`");
        assert_eq!(shown("a\r\nb\u{0}"), "`a\\r\\nb\\u{0}`");
        assert_eq!(shown(&"边".repeat(100)), format!("`{}…`", "边".repeat(80)));
    }

    #[test]
    fn lists_use_the_commas_of_their_language() {
        let names = list(["A", "B"]);
        assert_eq!((names.count, &*names.zh, &*names.en), (2, "`A`、`B`", "`A`, `B`"));
    }

    #[test]
    fn sentences_are_appended_in_both_languages() {
        let text = Text::new("甲。", "One.").and("乙。", "Two.");
        assert_eq!(text.clone().into_language(Language::ZhCn), "甲。乙。");
        assert_eq!(text.into_language(Language::EnUs), "One. Two.");
    }
}
