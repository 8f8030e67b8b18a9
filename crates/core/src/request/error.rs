//! The error of an invalid request.

use alloc::string::String;

use crate::error::{JsonError, chain};
use crate::sign::SignError;
use crate::transport::BoxError;

/// The error of a request that cannot be signed or must not be sent. It was not
/// sent; correct what the error names.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A header, or a parameter that is sent as one, is invalid or missing.
    #[error("invalid header {name}: {reason}")]
    Header {
        /// The name of the header.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The input does not serialize to JSON.
    #[error("failed to serialize the input: {0}")]
    Body(JsonError),
    /// The input is not a JSON object, or is nested more than 128 levels deep. A query,
    /// a form, a multipart body and [`Request::set`](crate::Request::set) need one.
    #[error("a query, form or multipart body needs a JSON object as input: {0}")]
    NotAnObject(JsonError),
    /// The value of an input member is not what it must be: JSON for
    /// [`Request::set`](crate::Request::set), Base64 for a file, a scalar for a header.
    #[error("invalid value of the input member {name}: {reason}")]
    Member {
        /// The name of the member.
        name: String,
        /// What is wrong with the value, which is not shown.
        reason: String,
    },
    /// A check before sending refused the input. The error says what is wrong with it;
    /// it is one of the crate that made the check.
    #[error("nothing was sent: {}", chain(&**_0))]
    Input(BoxError),
    /// Signature v1 cannot carry an input member with this name: it is the name of a
    /// common parameter, or contains `=` or `&`. Use signature v3.
    #[error("signature v1 cannot carry the input member {0:?}; use signature v3")]
    Name(String),
    /// Two input members are sent under one name: it occurs twice, or a name contains a
    /// dot, as in `{"A": {"B": 1}, "A.B": 2}`. The service would read one of them.
    #[error("the input has two members that are sent as {0:?}")]
    Duplicate(String),
    /// The request exceeds the size limit of its method and content type.
    #[error("request too large: {size} bytes exceed the limit of {limit} bytes")]
    TooLarge {
        /// Bytes of the body, or of the query of a GET.
        size: usize,
        /// The limit of the service in bytes.
        limit: usize,
    },
    /// The protocol does not support this combination of options.
    #[error("{0}")]
    Unsupported(&'static str),
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The credential is from an emulator, and this host is not.
    #[error(
        "refusing to sign for {0} with emulator keys; use the endpoint that the emulator printed, \
         or keys of an account"
    )]
    EmulatorKeys(String),
    /// The endpoint uses plain HTTP and is not on this machine. Use `https://` or
    /// [`Endpoint::allow_plain_http`](crate::Endpoint::allow_plain_http).
    #[error(
        "refusing to send credentials to {0} over plain HTTP; \
         use https:// or Endpoint::allow_plain_http"
    )]
    PlainHttp(String),
}

impl RequestError {
    pub(super) fn header(name: impl Into<String>, reason: &'static str) -> Self {
        Self::Header { name: name.into(), reason }
    }
}
