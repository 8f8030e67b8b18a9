//! A message in two languages.

use tencentcloud_core::Language;

use crate::shortened::shortened;

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

    /// The message in one language, with at most 4 KiB.
    pub(crate) fn into_language(self, language: Language) -> String {
        let message = match language {
            Language::ZhCn => self.zh,
            _ => self.en,
        };
        shortened(&message).into_owned()
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

/// The number of values that a list in a message shows.
pub(crate) const SHOWN: usize = 10;

/// A list of values, with the commas of each language. It shows the first ten and
/// counts the others.
pub(super) struct List {
    pub(super) count: usize,
    pub(super) zh: String,
    pub(super) en: String,
}

/// `more` is the number of values that follow.
pub(super) fn list<'a>(values: impl IntoIterator<Item = &'a str>, more: usize) -> List {
    let mut values = values.into_iter();
    let first: Vec<String> = values.by_ref().take(SHOWN).map(shown).collect();
    let more = values.count() + more;
    let (zh, en) = (first.join("、"), first.join(", "));
    let (zh, en) = match more {
        0 => (zh, en),
        _ => (format!("{zh}，以及另外 {more} 项"), format!("{en}, and {more} more")),
    };
    List { count: first.len() + more, zh, en }
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
        let names = list(["A", "B"], 0);
        assert_eq!((names.count, &*names.zh, &*names.en), (2, "`A`、`B`", "`A`, `B`"));
    }

    #[test]
    fn lists_show_ten_values_and_count_the_others() {
        let ten = list(["x"; 10], 0);
        assert_eq!((ten.count, ten.en.matches('x').count()), (10, 10));
        assert!(!ten.en.contains("more"), "{}", ten.en);
        for (values, more) in [(12, 0), (10, 2), (11, 1)] {
            let names = list(std::iter::repeat_n("x", values), more);
            assert_eq!((names.count, names.en.matches('x').count()), (12, 10));
            assert!(names.en.ends_with("`x`, and 2 more"), "{}", names.en);
            assert!(names.zh.ends_with("`x`，以及另外 2 项"), "{}", names.zh);
        }
    }

    #[test]
    fn message_has_at_most_4_kib() {
        let text = Text::new("边".repeat(2_000), "x".repeat(5_000));
        let zh = text.clone().into_language(Language::ZhCn);
        let en = text.into_language(Language::EnUs);
        assert_eq!((zh.len(), en.len()), (4_095, 4_096));
        assert!(zh.ends_with('…') && en.ends_with('…'));
    }

    #[test]
    fn sentences_are_appended_in_both_languages() {
        let text = Text::new("甲。", "One.").and("乙。", "Two.");
        assert_eq!(text.clone().into_language(Language::ZhCn), "甲。乙。");
        assert_eq!(text.into_language(Language::EnUs), "One. Two.");
    }
}
