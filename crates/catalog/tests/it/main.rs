//! The check of inputs and outputs from outside, over the whole catalog.
#![cfg(feature = "json")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test whose preparation fails has failed"
)]

mod check;
mod classes;
mod decoded;
mod example_output;
mod examples;
mod lookup;
mod mistakes;
mod nearest;
mod skeleton;
mod values;

use tencentcloud_catalog::{Action, Service, services};

/// Decodes all versions.
fn every_action() -> impl Iterator<Item = &'static Action> {
    services().flat_map(Service::versions).flat_map(|version| version.actions)
}
