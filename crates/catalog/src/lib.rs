//! A catalog of Tencent Cloud API 3.0: every service, version, action, member, data type
//! and error code that the official metadata describes.
//!
//! The catalog does no I/O. It is part of the program as compressed text, a block for
//! each version of a service, and a version is decoded when it is first used and kept
//! for the rest of the process. Names are looked up in the spelling of the service.
//!
//! With the feature `json`, `check_input` and `check_output` check JSON against it,
//! `read_input` reads JSON of users, `pretty_json` lays JSON out, `skeleton` makes inputs to
//! fill in, `example_output` makes outputs for tests, and `nearest` suggests names.
//!
//! ```
//! use tencentcloud_catalog::{ActionClass, Kind, action, service};
//!
//! let import = action("ecm", "2019-07-19", "ImportImage").unwrap();
//! assert_eq!(import.class, ActionClass::Changes);
//! let region = import.member("SourceRegion").unwrap();
//! assert!(region.required && region.kind == Kind::String);
//!
//! let cvm = service("cvm").unwrap().default_version();
//! assert_eq!(cvm.version, "2017-03-12");
//! assert!(cvm.structure("Filter").is_some());
//! ```
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod action;
#[cfg(feature = "json")]
mod check;
#[cfg(feature = "json")]
mod example_output;
mod facts;
#[cfg(feature = "json")]
mod flat;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod layout;
mod lookup;
mod member;
#[cfg(feature = "json")]
mod nearest;
mod packed;
#[cfg(feature = "json")]
mod parameters;
mod search;
mod service;
#[cfg(feature = "json")]
mod skeleton;
mod version;

pub use self::action::{Action, ActionClass, Body, Paging, Status};
#[cfg(feature = "json")]
pub use self::check::{
    Finding, FindingKind, MAX_FINDINGS, check_input, check_input_text, check_json, check_output,
    check_output_text, read_input,
};
#[cfg(feature = "json")]
pub use self::example_output::example_output;
#[doc(hidden)]
pub use self::facts::{check_block, read_block};
#[cfg(feature = "json")]
pub use self::flat::{UnflattenError, unflatten};
#[cfg(feature = "json")]
pub use self::json::Json;
#[cfg(feature = "json")]
pub use self::layout::{compact_json, pretty_json};
pub use self::lookup::{action, actions_named, service, services};
pub use self::member::{Kind, Member, Structure, TimeFormat};
#[cfg(feature = "json")]
pub use self::nearest::nearest;
#[cfg(feature = "json")]
pub use self::parameters::{
    Parameter, ParameterError, ParameterFault, Words, WordsError, input_of_parameters,
};
pub use self::search::name_words;
pub use self::search::{Hit, HitGroup, HitKind, search, search_by_kind};
pub use self::service::Service;
#[cfg(feature = "json")]
pub use self::skeleton::{full_skeleton, skeleton};
pub use self::version::Version;

/// The date of the catalog, `YYYY-MM-DD`: the day on which the newest of the official
/// packages was built that its facts are from.
pub const DATE: &str = packed::DATE;

/// Tells whether two catalogs are the same: a hash of all facts and of what we added to
/// them, 16 hexadecimal digits. It depends on nothing else, and may differ between any
/// two versions of this crate.
pub const HASH: &str = packed::HASH;
