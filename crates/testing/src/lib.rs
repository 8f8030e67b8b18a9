//! Transports and clocks for tests: of this project, and of yours.
//!
//! [`Scripted`] answers from a list and keeps what it was sent; it serves the
//! async and the blocking client alike. [`PausedClock`] stands still until it
//! is told to move.

mod clock;
mod scripted;

pub use self::clock::PausedClock;
pub use self::scripted::{Answer, Scripted};
