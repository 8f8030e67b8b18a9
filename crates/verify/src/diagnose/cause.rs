//! A mistake of a client, by name.

use std::fmt;

use tencentcloud_core::Language;

use super::{Found, search::Search, search_v1::SearchV1};

/// A mistake of a client, by name. The names are stable.
///
/// ```
/// use tencentcloud_verify::Cause;
///
/// let names: Vec<_> = Cause::all().map(|cause| cause.name()).collect();
/// assert!(names.contains(&"missing-tc3-prefix"));
/// ```
pub struct Cause {
    pub(crate) name: &'static str,
    pub(crate) explanation: Bilingual,
    pub(crate) code: &'static str,
    pub(crate) at: &'static [Stage],
    pub(crate) tc3: Option<fn(&mut Search<'_>)>,
    pub(crate) v1: Option<fn(&mut SearchV1<'_>)>,
    /// Whether it may take most of the signatures that a search may compute.
    pub(crate) is_costly: bool,
}

/// One sentence in English and in Chinese.
#[derive(Clone, Copy)]
pub(crate) struct Bilingual {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

/// The check that refuses a request, and so where a cause is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The `Authorization` header, the timestamp or the parameters of v1 are read.
    Authorization,
    /// The token is compared with that of the key.
    Token,
    /// The timestamp is compared with the time of the server.
    Time,
    /// The signatures are compared.
    Signature,
}

impl Cause {
    /// What a file of a cause does not say. The explanation may not stay empty.
    pub(crate) const NEW: Self = Self {
        name: "",
        explanation: Bilingual { en: "", zh: "" },
        code: "",
        at: &[Stage::Signature],
        tc3: None,
        v1: None,
        is_costly: false,
    };

    /// All causes, in the order in which several are named.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        super::causes::ALL.iter().copied()
    }

    /// The causes that show at a stage, either those that are costly or the others.
    pub(crate) fn at(stage: Stage, is_costly: bool) -> impl Iterator<Item = &'static Self> {
        Self::all().filter(move |cause| cause.is_costly == is_costly && cause.at.contains(&stage))
    }

    /// Sorts findings into the order in which they are named.
    pub(crate) fn sort(found: &mut [Found]) {
        found.sort_by_key(|found| Self::all().position(|cause| cause == found.cause));
    }

    /// The name, such as `missing-tc3-prefix`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What the client did, and what it should do: one sentence.
    pub fn explanation(&self, language: Language) -> &'static str {
        self.explanation.in_language(language)
    }

    /// The mistake as a line of code in no particular language: the wrong form, two spaces,
    /// `//`, a space and the right form. Names such as `other_host` are placeholders.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl Bilingual {
    pub(crate) fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::ZhCn => self.zh,
            _ => self.en,
        }
    }
}

/// Two causes are equal if their names are.
impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Cause {}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
