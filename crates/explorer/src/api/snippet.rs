//! `/_explorer/snippet`: a call as code.

use serde::{Deserialize, Serialize};

use super::{Call, Destination, Language};

#[derive(Debug, Deserialize)]
pub(crate) struct SnippetRequest {
    pub(crate) language: Language,
    /// `curl`, `rust-blocking`
    pub(crate) form: String,
    pub(crate) call: Call,
    pub(crate) destination: Destination,
    #[serde(default)]
    pub(crate) time: Option<u64>,
    #[serde(default)]
    pub(crate) random: Option<u64>,
    /// For Rust: the input as JSON, even if there are types for it.
    #[serde(default)]
    pub(crate) untyped: bool,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Snippet {
    pub(crate) code: String,
    /// The lines below `[dependencies]` of `Cargo.toml` that a Rust program needs.
    pub(crate) manifest: Option<String>,
    /// Whether there are a typed and an untyped program.
    pub(crate) has_types: bool,
    /// Why there is no code.
    pub(crate) unsupported: Option<String>,
    pub(crate) caption: String,
    /// Until when a signed snippet is accepted.
    pub(crate) expires: Option<u64>,
}
