//! What is particular to a request, in both languages.

use std::borrow::Cow;

use tencentcloud_core::Language;

/// The same in English and in Chinese.
pub(crate) type Phrase = (&'static str, &'static str);

/// A few words that say what is particular to a request. Names and code read the same in
/// both languages, so they need one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Detail<'a> {
    en: Cow<'a, str>,
    zh: Cow<'a, str>,
}

impl Detail<'_> {
    pub(crate) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.zh,
            _ => &self.en,
        }
    }

    /// The same after a change of either text.
    pub(crate) fn map(&self, change: impl Fn(&str) -> String) -> Detail<'static> {
        Detail { en: change(&self.en).into(), zh: change(&self.zh).into() }
    }
}

impl<'a> From<&'a str> for Detail<'a> {
    fn from(text: &'a str) -> Self {
        Self { en: text.into(), zh: text.into() }
    }
}

impl From<String> for Detail<'_> {
    fn from(text: String) -> Self {
        Self { en: text.clone().into(), zh: text.into() }
    }
}

impl<'a, En: Into<Cow<'a, str>>, Zh: Into<Cow<'a, str>>> From<(En, Zh)> for Detail<'a> {
    fn from((en, zh): (En, Zh)) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }
}
