//! Rates that a fleet shares over a real server: processes of their own, async and blocking,
//! call one emulator that has the documented limits.
//!
//! The tests need a Redis or Valkey server, so they are ignored; `cargo xtask test quota`
//! runs them. [`server`] starts servers, [`proxy`] is the way there, [`fleet`] the processes,
//! [`report`] what they have done.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; counts are small; real processes take real time"
)]

mod faults;
mod fleet;
mod forms;
mod learning;
mod proxy;
mod report;
mod script;
mod server;
mod steady;
