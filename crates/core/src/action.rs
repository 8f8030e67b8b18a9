//! Typed API actions.

use alloc::vec::Vec;

use serde::{Serialize, de::DeserializeOwned};

use crate::ErrorCode;

/// An action of a service: the input as a type, with the facts about the action.
///
/// The value is the input and serializes to the JSON body of the request. A
/// service crate has one such type for each action:
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
    /// The service, as in the host name and the credential scope.
    const SERVICE: &'static str;
    /// The API version, `YYYY-MM-DD`.
    const VERSION: &'static str;
    /// The name of the action, the value of `X-TC-Action`.
    const NAME: &'static str;
    /// Whether the action is idempotent.
    const EFFECT: Effect;
    /// The documented rate limit, in requests per second and account.
    const RATE: Option<u32> = None;
    /// Whether requests are signed. The few actions that return a first credential
    /// are not.
    const SIGNED: bool = true;
    /// The form of the body.
    const BODY: BodyKind = BodyKind::Json;
    /// Whether a successful output may have a member named `Error`. The client then
    /// treats `Error` as an API error only if its `Code` is a non-empty string.
    const DECLARES_ERROR: bool = false;
    /// Whether the response may be a stream of events.
    const STREAMS: bool = false;
    /// The first labels of the host, if they are not the service: `es.ai`.
    const HOST: Option<&'static str> = None;

    /// The output. Every member may be absent or null. It does not contain
    /// `RequestId`; see `Response::request_id` of the client.
    type Output: DeserializeOwned;
    /// The error codes of the action, see [`error_codes!`](crate::error_codes).
    type Code: From<ErrorCode>;

    /// The files of a [`BodyKind::Multipart`] request: the name of each member and its
    /// content.
    fn files(&self) -> Vec<(&'static str, &[u8])> {
        Vec::new()
    }

    /// The body of a [`BodyKind::Octets`] request; the members of the input are headers.
    fn octets(&self) -> &[u8] {
        &[]
    }
}

/// Whether an action is idempotent, which decides on retries when the outcome of
/// an attempt is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Reads only; idempotent.
    Read,
    /// Changes something; not idempotent.
    Write,
    /// Changes something; idempotent if the input has this member, by which the
    /// service recognizes a retry, such as `ClientToken`.
    Token(&'static str),
}

/// The form of the body of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyKind {
    /// `application/json`.
    Json,
    /// `multipart/form-data`, with the members of the input and [`Action::files`].
    Multipart,
    /// `application/octet-stream`: the members of the input are headers, and
    /// [`Action::octets`] is the body.
    Octets,
}
