//! Tests that cross crates, and the data that every test reads.

mod error_chain;

pub use self::error_chain::{error_chain, repeated_fact};
