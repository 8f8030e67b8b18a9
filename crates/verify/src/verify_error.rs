//! The errors of verification.

use tencentcloud_core::{CommonCode, Timestamp};

use crate::{AuthorizationFault, SignedTexts, form::FormFault};

/// The error of a request that fails verification. Respond with the error code
/// [`VerifyError::code`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// A common parameter is missing. The name is without `X-TC-`, as in the errors of
    /// the service.
    #[error("the parameter `{0}` is missing")]
    MissingParameter(&'static str),
    /// A common parameter does not have its type.
    #[error("the parameter `{0}` has an invalid format")]
    InvalidParameter(&'static str),
    /// A common parameter occurs more than once.
    #[error("the parameter `{0}` occurs more than once")]
    RepeatedParameter(String),
    /// Signature v1: the name of a parameter contains `=` or `&`, so that the string
    /// to sign would show other parameters. Contains the name up to the first `=`,
    /// [redacted](crate::redact::words); the rest may be a secret.
    #[error("the name of the parameter that begins with `{0}` contains `=` or `&`")]
    ParameterName(String),
    /// Signature v1: the query or form does not consist of pairs.
    #[error("cannot decode the parameters: {0}")]
    MalformedForm(FormFault),
    /// The `Authorization` header is invalid or does not match the request.
    #[error("the `Authorization` header is not valid: {0}")]
    InvalidAuthorization(AuthorizationFault),
    /// The request is not signed and has `Authorization: SKIP`. Accept it for actions
    /// that may be called without a signature, such as some that issue temporary
    /// keys. Reject it for all others.
    #[error("the request is not signed (`Authorization: SKIP`)")]
    Skipped,
    /// The [`KeyLookup`](crate::KeyLookup) has no key with this id.
    #[error("the secret id is unknown")]
    SecretIdNotFound,
    /// The token is wrong, missing for a temporary key, or present for a long-term
    /// key.
    #[error("the token does not belong to the secret id")]
    TokenFailure,
    /// The timestamp differs too much from the time of the server.
    #[error("the timestamp {timestamp} is too far from the server time {now}")]
    SignatureExpire {
        /// The timestamp as received: any number of decimal digits, which should be
        /// Unix seconds.
        timestamp: String,
        /// The time of the server.
        now: Timestamp,
    },
    /// The signature is not that of this request and key. Compare the texts with those of
    /// the client, or let [`diagnose`](crate::diagnose) find the cause.
    #[error("the signature does not match")]
    SignatureFailure(Box<SignedTexts>),
}

impl VerifyError {
    /// The error code of the service.
    pub fn code(&self) -> CommonCode {
        match self {
            Self::MissingParameter(_) => CommonCode::MissingParameter,
            Self::InvalidParameter(_)
            | Self::RepeatedParameter(_)
            | Self::ParameterName(_)
            | Self::MalformedForm(_) => CommonCode::InvalidParameter,
            // `Skipped`: the code for an action that must be signed.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_the_documented_code() {
        let now = Timestamp::saturating(1_700_000_000);
        let mismatch = SignedTexts { canonical_request: None, string_to_sign: String::new() };
        for (error, code) in [
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
            assert_eq!(error.code().as_str(), code);
        }
    }

    #[test]
    fn message_includes_the_fault() {
        let fault =
            AuthorizationFault::Service { claimed: "cvm".to_owned(), product: "ecm".to_owned() };
        assert_eq!(
            VerifyError::from(fault).to_string(),
            "the `Authorization` header is not valid: \
             `Service` in Credential is `cvm` instead of `ecm`"
        );
    }
}
