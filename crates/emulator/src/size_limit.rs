//! The documented size limits of requests.

use tencentcloud_verify::{RawRequest, Scheme};

/// Bytes of a POST with signature v3; documented as 10 MB.
pub(crate) const POST_LIMIT: usize = 10 * 1024 * 1024;
/// Bytes of a request that is sent to the administration: such a POST with its head.
pub(crate) const WHOLE_LIMIT: usize = POST_LIMIT + 64 * 1024;
/// Bytes of a POST with signature v1; documented as 1 MB.
pub(crate) const FORM_LIMIT: usize = 1024 * 1024;
/// Bytes of the query of a GET; documented as 32 KB.
const GET_LIMIT: usize = 32 * 1024;

/// The limit that a request exceeds, in bytes.
pub(crate) fn exceeded(request: &RawRequest, scheme: Scheme) -> Option<usize> {
    let is_get = request.method() == "GET";
    let size = if is_get { request.query().len() } else { request.body().len() };
    let limits: &[usize] = match scheme {
        _ if is_get => &[GET_LIMIT],
        Scheme::V1 => &[POST_LIMIT, FORM_LIMIT],
        _ => &[POST_LIMIT],
    };
    limits.iter().copied().find(|&limit| size > limit)
}
