//! The request as HTTP: method, size, and form.

use tencentcloud_core::CommonCode;
use tencentcloud_verify::{RawRequest, Scheme};

use super::source::Source;
use crate::failure::Failure;
use crate::messages;

/// Bytes of a POST with signature v3; documented as 10 MB.
pub(crate) const POST_LIMIT: usize = 10 * 1024 * 1024;
/// Bytes of a POST with signature v1; documented as 1 MB.
const FORM_LIMIT: usize = 1024 * 1024;
/// Bytes of a GET's parameters; documented as 32 KB.
const GET_LIMIT: usize = 32 * 1024;

pub(super) fn check_method(request: &RawRequest) -> Result<(), Failure> {
    match request.method() {
        "GET" | "POST" => Ok(()),
        other => Err(Failure::common(
            CommonCode::UnsupportedProtocol,
            messages::unsupported_method(other),
        )),
    }
}

pub(super) fn check_size(request: &RawRequest, scheme: Scheme) -> Result<(), Failure> {
    let method = request.method();
    let too_large = |limit| {
        Failure::common(CommonCode::RequestSizeLimitExceeded, messages::too_large(method, limit))
    };
    if method == "GET" {
        let fits = request.query().len() <= GET_LIMIT;
        return fits.then_some(()).ok_or_else(|| too_large(GET_LIMIT));
    }
    let size = request.body().len();
    if size > POST_LIMIT {
        return Err(too_large(POST_LIMIT));
    }
    if scheme == Scheme::V1 && size > FORM_LIMIT {
        // Seen with the SDKs for Python and PHP: it is said to be the signature.
        return Err(Failure::common(
            CommonCode::SignatureFailure,
            messages::form_too_large(FORM_LIMIT),
        ));
    }
    Ok(())
}

/// Under signature v1 the query or form must be readable before anything else
/// is. Of what is wrong only the place is told: it may be a token.
pub(super) fn check_form(source: &Source<'_>) -> Result<(), Failure> {
    let fault = source.pairs.as_ref().err();
    fault.map_or(Ok(()), |fault| {
        let text = messages::malformed_form(fault.pair());
        Err(Failure::common(CommonCode::InvalidParameter, text))
    })
}
