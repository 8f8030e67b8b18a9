//! What can be wrong with an `Authorization` header.

/// What is wrong with an `Authorization` header, or with how it fits the
/// request. The client that made the header has to be corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationFault {
    /// It does not begin with `TC3-HMAC-SHA256` and a blank.
    #[error("it does not begin with `TC3-HMAC-SHA256`")]
    Algorithm,
    /// One of its three parts is absent.
    #[error("`{0}` is absent")]
    MissingPart(&'static str),
    /// One of its three parts is there twice.
    #[error("`{0}` is given more than once")]
    RepeatedPart(&'static str),
    /// It has a part that is none of the three.
    #[error("it has a part other than `Credential`, `SignedHeaders` and `Signature`")]
    UnknownPart,
    /// The credential is not four parts between slashes.
    #[error("`Credential` is not `id/date/service/tc3_request`")]
    Credential,
    /// The date of the credential is not of the form `YYYY-MM-DD`.
    #[error("`Date` in Credential is not of the form `YYYY-MM-DD`")]
    Date,
    /// The credential does not end in `tc3_request`.
    #[error("`Credential` does not end in `tc3_request`")]
    ScopeEnd,
    /// The signed headers are not lower-case names, each once, between
    /// semicolons, or are more than a hundred.
    #[error("`SignedHeaders` is not a list of different lower-case names joined by `;`")]
    SignedHeaders,
    /// A header that must be signed is not in the list.
    #[error("`SignedHeaders` lacks `{0}`")]
    Unsigned(&'static str),
    /// The signature is not 64 lower-case hexadecimal digits.
    #[error("`Signature` is not 64 lower-case hexadecimal digits")]
    Signature,
    /// A signed header is not in the request.
    #[error("the request lacks the signed header `{0}`")]
    AbsentHeader(String),
    /// A header that the signature depends on is in the request more than once.
    /// How to join the values is not documented, so every reading is a guess.
    #[error("the request has the header `{0}` more than once")]
    RepeatedHeader(String),
    /// Under signature v1: the `Host` header is not a name or an address with or
    /// without a port. What else it held would be read as signed parameters.
    #[error("the request's header `Host` is not a host with or without a port")]
    Host,
    /// The scope names another service than the request goes to.
    #[error("`Service` in Credential is `{claimed}`, where `{product}` is due")]
    Service {
        /// What the scope says.
        claimed: String,
        /// The product that the request goes to.
        product: String,
    },
}
