//! Why a request is refused.

use tencentcloud_core::{CommonCode, Timestamp};

use crate::{AuthorizationFault, form::FormFault};

/// Why a request is refused, as the service would say it. [`VerifyError::code`] is
/// the error code to answer with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A common parameter is absent; named as the service does, without `X-TC-`.
    #[error("the request lacks the parameter `{0}`")]
    MissingParameter(&'static str),
    /// A common parameter is not of its type.
    #[error("the parameter `{0}` has a wrong format")]
    InvalidParameter(&'static str),
    /// A common parameter is there more than once.
    #[error("the request has the parameter `{0}` more than once")]
    RepeatedParameter(String),
    /// Under signature v1: a parameter's name has a `=` or a `&` in it, so that
    /// the text to sign shows others in its place. With what stands before the
    /// first `=` of the name; what follows may be a value that is not for showing.
    #[error("the name of the parameter that begins with `{0}` has a `=` or a `&` in it")]
    ParameterName(String),
    /// Under signature v1: the query or form is not made of pairs.
    #[error("the parameters cannot be read: {0}")]
    MalformedForm(FormFault),
    /// The `Authorization` header is malformed or does not fit the request.
    #[error("the `Authorization` header is not valid: {0}")]
    InvalidAuthorization(AuthorizationFault),
    /// The request says `Authorization: SKIP`, so it is not signed. Whoever
    /// serves an action that may be called without a signature, as those that
    /// hand out temporary keys may, goes on here; for any other it is refused.
    #[error("the request is not signed, and says so with `Authorization: SKIP`")]
    Skipped,
    /// There is no key with this id.
    #[error("the secret id is not known")]
    SecretIdNotFound,
    /// The token is wrong, absent although the key needs one, or there
    /// although the key has none.
    #[error("the token does not belong to the secret id")]
    TokenFailure,
    /// The timestamp is too far from the server's clock.
    #[error("the timestamp {timestamp} is too far from the server's time {now}")]
    SignatureExpire {
        /// The timestamp as it was sent: decimal digits, however many, and
        /// seconds if the client was right.
        timestamp: String,
        /// The server's time.
        now: Timestamp,
    },
    /// The signature is not the one that the key makes for this request.
    #[error("the signature does not match")]
    SignatureFailure(Box<Mismatch>),
}

impl VerifyError {
    /// The error code that the service gives.
    pub fn code(&self) -> CommonCode {
        match self {
            Self::MissingParameter(_) => CommonCode::MissingParameter,
            Self::InvalidParameter(_)
            | Self::RepeatedParameter(_)
            | Self::ParameterName(_)
            | Self::MalformedForm(_) => CommonCode::InvalidParameter,
            // That of an action which has to be signed.
            Self::InvalidAuthorization(_) | Self::Skipped => CommonCode::InvalidAuthorization,
            Self::SecretIdNotFound => CommonCode::SecretIdNotFound,
            Self::TokenFailure => CommonCode::TokenFailure,
            Self::SignatureExpire { .. } => CommonCode::SignatureExpire,
            Self::SignatureFailure(_) => CommonCode::SignatureFailure,
        }
    }
}

impl From<AuthorizationFault> for VerifyError {
    fn from(fault: AuthorizationFault) -> Self {
        Self::InvalidAuthorization(fault)
    }
}

/// What the server has rebuilt from the request, to be compared with what the
/// client has signed. No key, no token and no signature is in it: the right
/// signature, above all, would be an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// Under signature v3 the canonical request, with bytes that are no UTF-8 replaced and the
    /// values of `authorization` and `x-tc-token` hidden where those were signed.
    /// Signature v1 has none.
    pub canonical_request: Option<String>,
    /// The string to sign: under signature v3 with the hash of the true
    /// canonical request, under v1 all parameters, the value of `Token` hidden.
    pub string_to_sign: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_the_code_of_the_documentation() {
        let now = Timestamp::saturating(1_700_000_000);
        let mismatch = Mismatch { canonical_request: None, string_to_sign: String::new() };
        for (refusal, code) in [
            (VerifyError::MissingParameter("Timestamp"), "MissingParameter"),
            (VerifyError::InvalidParameter("Timestamp"), "InvalidParameter"),
            (VerifyError::RepeatedParameter("Timestamp".to_owned()), "InvalidParameter"),
            (VerifyError::ParameterName("a".to_owned()), "InvalidParameter"),
            (VerifyError::MalformedForm(FormFault::NoValue(1)), "InvalidParameter"),
            (VerifyError::Skipped, "AuthFailure.InvalidAuthorization"),
            (AuthorizationFault::Algorithm.into(), "AuthFailure.InvalidAuthorization"),
            (VerifyError::SecretIdNotFound, "AuthFailure.SecretIdNotFound"),
            (VerifyError::TokenFailure, "AuthFailure.TokenFailure"),
            (
                VerifyError::SignatureExpire { timestamp: "0".to_owned(), now },
                "AuthFailure.SignatureExpire",
            ),
            (VerifyError::SignatureFailure(Box::new(mismatch)), "AuthFailure.SignatureFailure"),
        ] {
            assert_eq!(refusal.code().as_str(), code);
        }
    }

    #[test]
    fn a_message_names_what_is_wrong() {
        let fault =
            AuthorizationFault::Service { claimed: "cvm".to_owned(), product: "ecm".to_owned() };
        assert_eq!(
            VerifyError::from(fault).to_string(),
            "the `Authorization` header is not valid: \
             `Service` in Credential is `cvm`, where `ecm` is due"
        );
    }
}
