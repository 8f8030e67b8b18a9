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
    /// For Rust; by default, typed if no crate has to be generated for it.
    #[serde(default)]
    pub(crate) types: Option<Types>,
}

/// Whether a Rust program takes the input as a value of its type, or as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Types {
    Typed,
    Untyped,
}

#[derive(Debug, Default, Serialize)]
pub(crate) struct Snippet {
    pub(crate) code: String,
    /// The lines below `[dependencies]` of `Cargo.toml` that a Rust program needs.
    pub(crate) manifest: Option<String>,
    /// The command that generates the crate with the types of a Rust program.
    pub(crate) generate: Option<String>,
    /// Which of two programs this is, where there are a typed and an untyped one.
    pub(crate) types: Option<Types>,
    /// Why there is no code.
    pub(crate) unsupported: Option<String>,
    pub(crate) caption: String,
    /// Until when a signed snippet is accepted.
    pub(crate) expires: Option<u64>,
}
