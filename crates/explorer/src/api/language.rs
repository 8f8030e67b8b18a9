//! The language of texts that people read.

use serde::{Deserialize, Serialize};

/// A language of the page, as `X-TC-Language` spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Language {
    #[serde(rename = "en-US")]
    English,
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// The value of `X-TC-Language`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language of the libraries.
    pub(crate) const fn of_core(self) -> tencentcloud_core::Language {
        match self {
            Self::English => tencentcloud_core::Language::EnUs,
            Self::Chinese => tencentcloud_core::Language::ZhCn,
        }
    }

    /// The text of the two that is in this language.
    pub(crate) fn of<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}
