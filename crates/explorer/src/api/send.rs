//! Sending a call.

use serde::{Deserialize, Serialize};

use super::{Call, Class, Destination, Finding, Language, SignedRequest};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct SendRequest {
    pub(crate) language: Language,
    pub(crate) call: Call,
    pub(crate) destination: Destination,
    #[serde(default)]
    pub(crate) time: Option<u64>,
    #[serde(default)]
    pub(crate) random: Option<u64>,
    #[serde(default)]
    pub(crate) allow_changes: bool,
    #[serde(default)]
    pub(crate) confirmed: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct SendResponse {
    pub(crate) outcome: Outcome,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) total_ms: f64,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) headers: Vec<(String, String)>,
    /// The beginning of the body, at most 2 MiB.
    pub(crate) body: String,
    /// Bytes of the whole body.
    pub(crate) body_bytes: usize,
    pub(crate) pretty: Option<String>,
    pub(crate) events: Option<Vec<String>>,
    pub(crate) output_findings: Vec<Finding>,
    pub(crate) fidelity: Option<String>,
    pub(crate) help: Option<ErrorHelp>,
    /// The request of the last attempt.
    pub(crate) request: Option<SignedRequest>,
    pub(crate) history_id: u64,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Outcome {
    Success,
    ApiError {
        code: String,
        message: String,
        diagnosis: Vec<String>,
    },
    /// Nothing was sent, so the action did not run.
    NotSent {
        title: String,
        message: String,
    },
    /// Sent, and no response: a write may have taken effect.
    Unknown {
        title: String,
        message: String,
        /// The action may be sent again without a second effect.
        idempotent: bool,
    },
    NoApiResponse {
        title: String,
        message: String,
    },
    /// Refused by the explorer.
    Refused {
        message: String,
        reason: Refusal,
    },
}

/// Why the explorer sends nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    ReadOnly,
    Confirm,
    NoKey,
    Invalid,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Attempt {
    pub(crate) number: u32,
    /// `success`, a code, or a sentence.
    pub(crate) result: String,
    pub(crate) ms: f64,
    pub(crate) timings: Option<AttemptTimings>,
    /// `not executed, retried after 0.41 s`
    pub(crate) then: String,
}

/// Milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct AttemptTimings {
    pub(crate) sign: f64,
    /// `None` where the connection was reused.
    pub(crate) connect: Option<f64>,
    pub(crate) first_byte: f64,
    pub(crate) body: f64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Default)]
pub(crate) struct ErrorHelp {
    pub(crate) meaning: String,
    pub(crate) cause: String,
    pub(crate) what_to_do: String,
    pub(crate) retry: String,
    pub(crate) actions: Vec<FollowUp>,
}

/// A call that opens a filled form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FollowUp {
    pub(crate) call: Call,
    pub(crate) class: Class,
}
