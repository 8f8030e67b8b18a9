//! Method, size and form of a request.

use tencentcloud_core::CommonCode;
use tencentcloud_verify::{RawRequest, Scheme};

use crate::api_request::ApiRequest;
use crate::failure::Failure;
use crate::messages;
use crate::size_limit::{self, FORM_LIMIT};

pub(super) fn check_method(request: &RawRequest) -> Result<(), Failure> {
    match request.method() {
        "GET" | "POST" => Ok(()),
        other => Err(Failure::common(
            CommonCode::UnsupportedProtocol,
            messages::unsupported_method(other),
        )),
    }
}

pub(super) fn check_size(request: &ApiRequest<'_>) -> Result<(), Failure> {
    match size_limit::exceeded(request.raw, request.scheme) {
        None => Ok(()),
        // As seen with the Python and PHP SDKs: the service blames the signature.
        Some(FORM_LIMIT) if request.scheme == Scheme::V1 => {
            Err(Failure::common(CommonCode::SignatureFailure, messages::form_too_large(FORM_LIMIT)))
        }
        Some(limit) => Err(Failure::common(
            CommonCode::RequestSizeLimitExceeded,
            messages::too_large(request.raw.method(), limit),
        )),
    }
}

/// Checks that the query or form of signature v1 is well-formed. The message has
/// only the number of the malformed pair, which may hold a token.
pub(super) fn check_form(request: &ApiRequest<'_>) -> Result<(), Failure> {
    let fault = request.pairs.as_ref().err();
    fault.map_or(Ok(()), |fault| {
        let text = messages::malformed_pair(*fault, None);
        Err(Failure::common(CommonCode::InvalidParameter, text))
    })
}
