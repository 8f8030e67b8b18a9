//! `/_explorer/preview`: the request as it would be sent now, and how it is signed.

use serde::{Deserialize, Serialize};

use super::{Call, Destination, Language};

#[derive(Debug, Deserialize)]
pub(crate) struct PreviewRequest {
    pub(crate) language: Language,
    pub(crate) call: Call,
    pub(crate) destination: Destination,
    /// Seconds since 1970. `None`: now.
    #[serde(default)]
    pub(crate) time: Option<u64>,
    /// For the nonce of v1 and the boundary of a multipart body. `None`: a fresh one.
    #[serde(default)]
    pub(crate) random: Option<u64>,
    /// JSON pointer of the member that has the caret.
    #[serde(default)]
    pub(crate) at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Preview {
    pub(crate) findings: Vec<Finding>,
    pub(crate) time: u64,
    pub(crate) random: u64,
    pub(crate) url: String,
    /// Why there is no request.
    pub(crate) problem: Option<String>,
    pub(crate) request: Option<SignedRequest>,
}

/// What the check found.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    /// JSON pointer into the input.
    pub(crate) pointer: String,
    /// As people write it.
    pub(crate) path: String,
    pub(crate) severity: Severity,
    pub(crate) text: String,
    /// A name that the member may be renamed to.
    pub(crate) rename: Option<String>,
    pub(crate) kind: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Severity {
    Error,
    Warning,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignedRequest {
    /// All lines of the head, then an empty one, then the body.
    pub(crate) lines: Vec<RequestLine>,
    /// Whether the body is no text: then its line has Base64.
    pub(crate) binary: bool,
    pub(crate) scheme: String,
    pub(crate) steps: Vec<Step>,
    /// Until when the service accepts the signature.
    pub(crate) expires: u64,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct RequestLine {
    /// Without the line end. Secrets of an account are dots.
    pub(crate) text: String,
    pub(crate) part: Part,
    /// Ties it to lines of steps.
    pub(crate) letter: Option<char>,
    pub(crate) signed: bool,
    pub(crate) source: String,
    pub(crate) note: Option<String>,
    /// The member that has the caret, in UTF-16 offsets.
    pub(crate) mark: Option<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Start,
    Header,
    Blank,
    Body,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) number: usize,
    pub(crate) id: StepId,
    pub(crate) title: String,
    pub(crate) why: String,
    pub(crate) size: String,
    pub(crate) summary: String,
    pub(crate) lines: Vec<StepLine>,
    /// How many causes of a wrong signature differ here first.
    pub(crate) mistakes: usize,
    /// Where the text is hidden: why.
    pub(crate) hidden: Option<String>,
    /// The exact text; `None` where it has secrets of an account.
    pub(crate) copy: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepId {
    CanonicalRequest,
    Hash,
    StringToSign,
    KeyChain,
    Signature,
    Authorization,
    Parameters,
    SourceText,
    Hmac,
    Base64,
    Encoded,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct StepLine {
    pub(crate) text: String,
    /// Whether a line feed follows.
    pub(crate) newline: bool,
    pub(crate) name: Option<&'static str>,
    pub(crate) formula: Option<String>,
    pub(crate) letter: Option<char>,
    pub(crate) source: String,
    /// Letters that it is derived from.
    pub(crate) derives: Vec<char>,
    /// Number of the step whose result it is.
    pub(crate) from_step: Option<usize>,
}
