//! A call as the form describes it.

use serde::{Deserialize, Serialize};

/// What previews, snippets and sends are about, and what links, the history and
/// `.tc3.json` files hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) service: String,
    pub(crate) version: String,
    pub(crate) action: String,
    /// JSON text, as it was typed. It need not be valid.
    pub(crate) input: String,
    /// The content of an octet stream in Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) octets: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<String>,
    /// `X-TC-Language`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
    pub(crate) scheme: String,
    pub(crate) method: String,
}

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Destination {
    pub(crate) target: TargetKind,
    /// For [`TargetKind::Custom`]: a host or URL.
    #[serde(default)]
    pub(crate) endpoint: Option<String>,
}

/// The kinds of targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TargetKind {
    /// The built-in emulator.
    Emulator,
    /// An endpoint that the user named.
    Custom,
    /// Tencent Cloud.
    Cloud,
}
