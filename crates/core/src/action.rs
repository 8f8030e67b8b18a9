//! What a typed API action is.

use serde::{Serialize, de::DeserializeOwned};

use crate::ErrorCode;

/// One action of one service: its input as a type, and what is known about it.
///
/// The value itself is the input and serialises to the request's JSON body.
/// Actions of a service crate are generated; this is what one looks like:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use tencentcloud_core::{Action, Effect, ErrorCode};
///
/// #[derive(Debug, Serialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct DescribeZones {
///     limit: u32,
/// }
///
/// #[derive(Debug, Deserialize)]
/// #[serde(rename_all = "PascalCase")]
/// struct DescribeZonesOutput {
///     total_count: Option<i64>,
///     request_id: String,
/// }
///
/// impl Action for DescribeZones {
///     const SERVICE: &'static str = "cvm";
///     const VERSION: &'static str = "2017-03-12";
///     const NAME: &'static str = "DescribeZones";
///     const EFFECT: Effect = Effect::Read;
///     type Output = DescribeZonesOutput;
///     type Code = ErrorCode;
/// }
/// ```
pub trait Action: Serialize + Sync {
    /// The product, as it opens the host and stands in the credential scope.
    const SERVICE: &'static str;
    /// The version of its API, `YYYY-MM-DD`.
    const VERSION: &'static str;
    /// The action's name, as `X-TC-Action` carries it.
    const NAME: &'static str;
    /// Whether sending it twice is harmless.
    const EFFECT: Effect;
    /// The documented limit in requests per second and account, where one is.
    const RATE: Option<u32> = None;
    /// Whether requests are signed. The few that fetch a first credential are not.
    const SIGNED: bool = true;
    /// How the input becomes a body.
    const BODY: BodyKind = BodyKind::Json;
    /// Whether the output has a member of its own called `Error`, which then
    /// is not mistaken for a failure.
    const DECLARES_ERROR: bool = false;

    /// The output. Every member but `RequestId` may be absent or null.
    type Output: DeserializeOwned;
    /// The action's error codes, see [`error_codes!`](crate::error_codes).
    type Code: From<ErrorCode>;
}

/// What an action does to the world, which decides about sending it again when
/// nobody knows whether the first one arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Changes nothing: twice is as good as once.
    Read,
    /// Changes something: twice may be one too many.
    Write,
    /// Changes something, and the named member makes the service recognise a
    /// repetition.
    Token(&'static str),
}

/// The form of a request's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyKind {
    /// `application/json`.
    Json,
    /// `multipart/form-data`, for actions that take files.
    Multipart,
    /// `application/octet-stream`, with the parameters as headers.
    Octets,
}
