//! The emulator as its clients see it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose preparation fails has failed"
)]

mod admin;
mod arbitrary_requests;
mod caller;
mod captures;
mod common_parameters;
mod diagnosis;
mod forms;
mod gateway;
mod images;
mod import;
mod languages;
mod parameters;
mod rate;
mod secrets;
#[cfg(feature = "server")]
mod server;
mod signature_v1;
mod stubs;
#[cfg(feature = "tls")]
mod tls;
mod transport;
