//! Code that sends a Tencent Cloud API 3.0 request.
//!
//! [`snippets`] writes a call as a command line of curl, `tc3` or tccli, as the text of
//! HTTP, or as a program in Rust, Python, Go, JavaScript or Java. [`types`] writes the types
//! of a service as a module, and [`package`] as a crate. Nothing here does I/O, and the same
//! arguments give the same text.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

pub mod package;
pub mod snippets;
pub mod types;
