//! Why a request could not be made.

use alloc::string::String;

use crate::error::JsonError;
use crate::sign::SignError;

/// A request that cannot be made. Nothing was sent; correct what it names.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// A parameter that travels as a header has a character that cannot.
    #[error("the value for {0} has characters that cannot stand in a header, or is too long")]
    Header(String),
    /// The input did not serialise.
    #[error("the input cannot be written as JSON: {0}")]
    Body(JsonError),
    /// The input is not a JSON object, so it cannot become a query or a form.
    #[error("the input is not a JSON object ({0}), so it cannot be sent in this form")]
    NotAnObject(JsonError),
    /// An input member that signature v1 cannot carry: it has the name of a
    /// common parameter, or one that would end itself. Use signature v3.
    #[error("signature v1 cannot carry an input member called {0:?}")]
    Name(String),
    /// The request is larger than the service accepts in this form.
    #[error("the request has {size} bytes; in this form the service accepts {limit}")]
    TooLarge {
        /// Bytes of the body, or of the query of a GET.
        size: usize,
        /// Bytes that are accepted.
        limit: usize,
    },
    /// This combination does not exist.
    #[error("{0}")]
    Form(&'static str),
    /// The signer refused.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The keys were made by an emulator, and the host is Tencent Cloud's.
    #[error(
        "keys of an emulator are not sent to {0}: use the endpoint that the emulator printed, or real keys"
    )]
    EmulatorKeys(String),
    /// The endpoint is plain HTTP and not on this machine. Use `https://`, or say
    /// that it is meant with `Endpoint::allow_plain_http`.
    #[error(
        "{0} would be sent to without TLS: plain http is for this machine unless it is allowed"
    )]
    PlainHttp(String),
}
