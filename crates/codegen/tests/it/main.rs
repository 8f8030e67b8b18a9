//! Integration tests.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed assumption fails the test"
)]

mod calls;
mod catalog;
mod golden;
mod limits;
mod read_back;
mod signed;
mod tc3_line;
mod token;
mod typed;
