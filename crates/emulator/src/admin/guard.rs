//! Who may administer: programs on this machine, and no web page.

use http::StatusCode;
use tencentcloud_core::Endpoint;
use tencentcloud_verify::RawRequest;

use super::Refused;

/// Refuses a request that names a foreign host, as one does that a page has
/// sent through a name it made point here; one with a foreign `Origin`; and one
/// that changes something without saying that it sends JSON, which no page can
/// say without asking first.
pub(super) fn check(request: &RawRequest) -> Result<(), Refused> {
    let forbidden = |why| Err(Refused::new(StatusCode::FORBIDDEN, why));
    let host = request.host().unwrap_or_default();
    if !is_loopback(host) {
        return forbidden("administration is for a Host on this machine, such as 127.0.0.1");
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
        return forbidden("administration is not for pages of another Origin");
    }
    let content_type = request.header("content-type").ok().flatten().unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if request.method() == "POST" && !essence.eq_ignore_ascii_case("application/json") {
        return Err(Refused::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the Content-Type of a POST is application/json",
        ));
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    Endpoint::custom(host)
        .and_then(|endpoint| endpoint.origin("ecm"))
        .is_ok_and(|origin| origin.is_loopback())
}
