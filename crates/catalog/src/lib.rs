//! A catalog of Tencent Cloud API 3.0 as static data: services, versions and actions,
//! their inputs and outputs, error codes and rate limits.
//!
//! Look items up by the names of the service, in its own spelling. The catalog does no
//! I/O and has no dependencies. It contains the image actions of ECM 2019-07-19.
//!
//! ```
//! use tencentcloud_catalog::{Effect, Kind, action, service};
//!
//! let import = action("ecm", "2019-07-19", "ImportImage").unwrap();
//! assert_eq!(import.effect, Effect::Write);
//! let region = import.member("SourceRegion").unwrap();
//! assert!(region.required && region.kind == Kind::String);
//!
//! let ecm = service("ecm").unwrap().latest();
//! assert_eq!(ecm.version, "2019-07-19");
//! assert!(ecm.structure("Filter").is_some());
//! ```
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod action;
mod ecm;
mod lookup;
mod member;
mod service;

pub use self::action::{Action, Effect};
pub use self::lookup::{action, actions_named, service, services};
pub use self::member::{Kind, Member, Structure};
pub use self::service::{Service, Version};
