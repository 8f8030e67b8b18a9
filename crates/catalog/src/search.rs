//! Search by words, in Chinese and English, with typing mistakes.

mod catalog;
mod dictionary;
mod distance;
mod groups;
mod hits;
mod index;
mod names;
mod query;
mod rank;
mod scan;
mod split;
mod synonyms;

pub use self::groups::{HitGroup, search_by_kind};
pub(crate) use self::index::Index;
use crate::ActionClass;

/// An item of the catalog that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hit {
    /// What was found.
    pub kind: HitKind,
    /// The service, by the word of the official command.
    pub service: &'static str,
    /// The version; the default version of a service.
    pub version: &'static str,
    /// The action of a member, or the structure if the member is one of a structure.
    pub action: Option<String>,
    /// The name. That of a service is its word.
    pub name: String,
    /// The Chinese title of an action or service, else the English one.
    pub title: Option<String>,
    /// The English title of an action or service, where there is one.
    pub title_en: Option<String>,
    /// The class of an action.
    pub class: Option<ActionClass>,
    /// Whether the action is deprecated or offline, or the member is one of its.
    pub deprecated: bool,
    /// How many items have this kind and name, of which only the best are hits: actions
    /// and structures count as one, members and error codes in every place.
    pub places: usize,
}

/// Kinds of items that a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum HitKind {
    /// A service.
    Service,
    /// An action.
    Action,
    /// A member of an input, an output or a structure.
    Member,
    /// A structure.
    Structure,
    /// An error code.
    ErrorCode,
}

impl HitKind {
    /// The name in output for programs: `error_code`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Action => "action",
            Self::Member => "member",
            Self::Structure => "structure",
            Self::ErrorCode => "error_code",
        }
    }
}

/// The items that match a query best, at most `limit`.
///
/// The query consists of names, parts of names, and words of titles in Chinese or
/// English; case does not matter. Exact names come first, then names that begin with
/// the query, items with all its words, and items with some of them or with typing
/// mistakes. Default versions and current actions come before others. The name or
/// title of a service, as one of several words, narrows the search to that service.
///
/// A search decodes no version; it reads an index in some milliseconds.
///
/// ```
/// use tencentcloud_catalog::{HitKind, search};
///
/// for query in ["ecm ImportImage", "ecm imprt imge", "边缘计算机器 导入镜像"] {
///     let hits = search(query, 3);
///     assert_eq!(hits[0].kind, HitKind::Action);
///     assert_eq!((hits[0].service, hits[0].name.as_str()), ("ecm", "ImportImage"));
/// }
/// ```
pub fn search(query: &str, limit: usize) -> Vec<Hit> {
    scan::search(query, limit)
}

/// The words of a name, which join to it: parts of `CamelCase`, and numbers.
///
/// ```
/// use tencentcloud_catalog::name_words;
///
/// assert_eq!(name_words("ImageIDSet"), ["Image", "ID", "Set"]);
/// assert_eq!(name_words("DescribeVPCs"), ["Describe", "VPCs"]);
/// ```
pub fn name_words(name: &str) -> Vec<&str> {
    split::words(name)
}
