//! What the build script packed: the services with their versions, the deflated facts of
//! each version, and the names of all actions.

#![expect(clippy::unreadable_literal, reason = "the build script wrote the places of the blocks")]

use crate::service::{PackedVersion, Service};

include!(concat!(env!("OUT_DIR"), "/services.rs"));

/// The deflated facts of all versions, one after the other.
pub(crate) static BLOCKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/blocks.bin"));

/// Deflated lines `NAME SERVICE VERSION SERVICE VERSION …`, sorted by name: places in
/// [`SERVICES`] and in the versions of each.
pub(crate) static ACTION_NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/actions.bin"));
