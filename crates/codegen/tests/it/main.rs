//! Integration tests.
#![expect(clippy::unwrap_used, reason = "a failed assumption fails the test")]

mod calls;
mod golden;
mod token;
