//! The messages of API errors, in Chinese and English.
//!
//! Three messages are those of the service, as quoted in public reports: signature
//! mismatch, unknown id, rate limit. The others are ours. Programs should depend
//! on codes only.

mod authorization;
mod gateway;
mod images;
mod parameters;
mod text;

pub(crate) use self::authorization::invalid_authorization;
pub(crate) use self::gateway::*;
pub(crate) use self::images::*;
pub(crate) use self::parameters::*;
pub(crate) use self::text::{SHOWN, Text};
