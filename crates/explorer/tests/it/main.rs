//! Tests of the explorer over real sockets.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose preparation fails has failed"
)]

mod canary;
mod page;
mod running;
mod safety;
