//! The request as HTTP: method, size, kind of signature.

use tencentcloud_core::CommonCode;
use tencentcloud_verify::RawRequest;

use crate::failure::Failure;
use crate::messages;

/// Bytes of a POST with signature v3; documented as 10 MB.
pub(crate) const POST_LIMIT: usize = 10 * 1024 * 1024;
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

pub(super) fn check_size(request: &RawRequest) -> Result<(), Failure> {
    let method = request.method();
    let (size, limit) = if method == "GET" {
        (request.query().len(), GET_LIMIT)
    } else {
        (request.body().len(), POST_LIMIT)
    };
    if size <= limit {
        return Ok(());
    }
    Err(Failure::common(CommonCode::RequestSizeLimitExceeded, messages::too_large(method, limit)))
}

/// Signature v1 has its parameters, the signature among them, in the query or a
/// form. Such a request would seem to lack everything; better say what it is.
pub(super) fn check_scheme(request: &RawRequest) -> Result<(), Failure> {
    let is_signature = |pair: &[u8]| pair.starts_with(b"Signature=");
    let pairs = |text: &[u8]| text.split(|&byte| byte == b'&').any(is_signature);
    let is_v1 = request.header("authorization") == Ok(None)
        && (pairs(request.query().as_bytes()) || pairs(request.body()));
    if is_v1 {
        return Err(Failure::common(CommonCode::InvalidAuthorization, messages::signature_v1()));
    }
    Ok(())
}
