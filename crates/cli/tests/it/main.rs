//! The command as its users see it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a test whose preparation fails has failed; some read and write files, or wait"
)]

mod canary;
mod command;
mod compressed;
mod documents;
mod events;
mod explain;
mod explorer;
mod generate;
mod interrupt;
mod memory;
mod one_call;
mod quota;
mod running;
mod search;
mod sign;
mod snippets;
mod streams;
mod texts;
