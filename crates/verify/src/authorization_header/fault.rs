//! The errors of the `Authorization` header.

/// The error of an `Authorization` header that is invalid or does not match the
/// request. Correct the client that made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationFault {
    /// The header does not begin with `TC3-HMAC-SHA256` and a space.
    #[error("it does not begin with `TC3-HMAC-SHA256`")]
    Algorithm,
    /// One of the three parts is missing.
    #[error("`{0}` is missing")]
    MissingPart(&'static str),
    /// One of the three parts occurs more than once.
    #[error("`{0}` occurs more than once")]
    RepeatedPart(&'static str),
    /// The header has an unknown part.
    #[error("it has a part other than `Credential`, `SignedHeaders` and `Signature`")]
    UnknownPart,
    /// The credential does not have four parts separated by slashes.
    #[error("`Credential` is not `id/date/service/tc3_request`")]
    Credential,
    /// The date in the credential does not have the form `YYYY-MM-DD`.
    #[error("`Date` in Credential does not have the form `YYYY-MM-DD`")]
    Date,
    /// The credential does not end with `tc3_request`.
    #[error("`Credential` does not end with `tc3_request`")]
    ScopeEnd,
    /// The signed headers are not distinct lower-case names separated by
    /// semicolons, or are more than 100.
    #[error("`SignedHeaders` is not a list of distinct lower-case names separated by `;`")]
    SignedHeaders,
    /// The list does not have a header that must be signed.
    #[error("`SignedHeaders` does not have `{0}`")]
    Unsigned(&'static str),
    /// The signature is not 64 lower-case hexadecimal digits.
    #[error("`Signature` is not 64 lower-case hexadecimal digits")]
    Signature,
    /// The request does not have a signed header.
    #[error("the request does not have the signed header `{0}`")]
    AbsentHeader(String),
    /// The request has a signed header more than once. How the service joins the
    /// values is not documented.
    #[error("the request has the header `{0}` more than once")]
    RepeatedHeader(String),
    /// Signature v1: the `Host` header is not a host name or an address with an
    /// optional port. Anything else in it could be read as signed parameters.
    #[error("the header `Host` of the request is not a host with an optional port")]
    Host,
    /// The service in the scope is not that of the request.
    #[error("`Service` in Credential is `{claimed}` instead of `{product}`")]
    Service {
        /// The service in the scope.
        claimed: String,
        /// The product that the request is sent to.
        product: String,
    },
}
