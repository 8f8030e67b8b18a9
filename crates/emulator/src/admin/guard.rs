//! Protection against web pages: only programs on this machine may administer.

use http::StatusCode;
use tencentcloud_core::Endpoint;
use tencentcloud_verify::RawRequest;

use super::refusal::Refusal;

/// Refuses three kinds of requests that a web page may send: one with a foreign
/// host, which a page sends through DNS rebinding; one with a foreign origin; and
/// a POST that is not JSON, which a page may send without a preflight request.
pub(super) fn check(request: &RawRequest) -> Result<(), Refusal> {
    let forbidden = |reason| Err(Refusal::new(StatusCode::FORBIDDEN, reason));
    let host = request.host().unwrap_or_default();
    if !is_loopback(host) {
        return forbidden("the Host must name this machine, such as 127.0.0.1");
    }
    let is_own = |origin: &str| {
        let authority = origin.split_once("://").map(|(_, authority)| authority);
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    let is_foreign = match request.header("origin") {
        Ok(None) => false,
        Ok(Some(origin)) => !is_own(origin),
        Err(_) => true,
    };
    if is_foreign {
        return forbidden("the Origin must be the same as the Host");
    }
    let content_type = request.header("content-type").ok().flatten().unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if request.method() == "POST" && !essence.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the Content-Type of a POST must be application/json",
        ));
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    Endpoint::custom(host)
        .and_then(|endpoint| endpoint.origin("ecm"))
        .is_ok_and(|origin| origin.is_loopback())
}
