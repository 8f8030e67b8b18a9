//! Who may use the server: only the page that it served itself.
//!
//! A browser sends requests of any page to loopback. So the server refuses
//!
//! - a Host that does not name it: a page whose name was rebound to this machine sends its
//!   own name;
//! - another Origin, or a fetch that is not from the same origin;
//! - a form post: only POSTs of JSON are taken, which a page cannot send elsewhere without a
//!   preflight request, and there are no CORS headers to allow one;
//! - a request without the token, which only the link has.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tencentcloud_core::Secret;

use crate::body::{LIMIT, too_large};
use crate::failure::Failure;

const TOKEN: HeaderName = HeaderName::from_static("x-explorer-token");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// All that the page may load or do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// What a request is checked against.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) token: Secret,
    /// The address that the server listens on.
    pub(crate) local: SocketAddr,
}

/// Checks a request to any path, and sets the headers of all responses.
pub(crate) async fn check_host(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let checked = guard.host(request.headers());
    let mut response = match checked {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (RESOURCE_POLICY, "same-origin"),
        (OPENER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Files of the page say themselves how they may be kept.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Checks a request of the page for data.
pub(crate) async fn check_page(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    match guard.page(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(failure) => {
            let mut response = failure.into_response();
            if response.status() == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            }
            response
        }
    }
}

impl Guard {
    fn host(&self, headers: &HeaderMap) -> Result<(), Failure> {
        if only(headers, &HOST).flatten().is_some_and(|host| self.is_own(host)) {
            return Ok(());
        }
        Err(Failure::new(
            StatusCode::MISDIRECTED_REQUEST,
            format!("the Host must be {}, as in the link that was printed", self.local),
        ))
    }

    fn page(&self, method: &Method, headers: &HeaderMap) -> Result<(), Failure> {
        let refuse = |status, error: &str| Err(Failure::new(status, error));
        if !is_same_origin(headers) {
            return refuse(StatusCode::FORBIDDEN, "requests of other pages are refused");
        }
        if method != Method::POST {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "the method must be POST");
        }
        let content_type = only(headers, &CONTENT_TYPE).flatten().unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return refuse(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type must be application/json",
            );
        }
        let length = only(headers, &CONTENT_LENGTH).flatten().unwrap_or_default();
        if length.parse().is_ok_and(|length: u64| length > LIMIT as u64) {
            return Err(too_large());
        }
        let token = only(headers, &TOKEN).flatten().unwrap_or_default();
        if self.token != *token.as_bytes() {
            return refuse(
                StatusCode::UNAUTHORIZED,
                "This link’s token is from another run. Open the link that tc3 explorer \
                 printed last.",
            );
        }
        Ok(())
    }

    /// Whether a Host is this server: a loopback address or `localhost`, or the address that
    /// it listens on. Where it listens on all, any address: it was reached by one, and only a
    /// name can be rebound.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.local.port()) {
            return false;
        }
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let address = match bare {
            Some(bare) => bare.parse().map(IpAddr::V6).ok(),
            None => name.parse().map(IpAddr::V4).ok(),
        };
        let local = self.local.ip().to_canonical();
        address.is_some_and(|address| {
            let address = address.to_canonical();
            address.is_loopback() || address == local || local.is_unspecified()
        })
    }
}

/// Whether the headers that browsers add, where they are, say that the page asks its own
/// server.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let host = only(headers, &HOST).flatten().unwrap_or_default();
    let origin = match only(headers, &ORIGIN) {
        Some(None) => true,
        Some(Some(origin)) => origin
            .strip_prefix("http://")
            .is_some_and(|authority| authority.eq_ignore_ascii_case(host)),
        None => false,
    };
    let site = match only(headers, &SEC_FETCH_SITE) {
        Some(None) => true,
        Some(Some(site)) => site == "same-origin",
        None => false,
    };
    origin && site
}

/// The value of a header; `None` if it is there twice or is no text.
#[expect(clippy::option_option, reason = "absent and unusable are different")]
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Option<&'a str>> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().map(HeaderValue::to_str);
    if values.next().is_some() { None } else { value.transpose().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(local: &str) -> Guard {
        Guard { token: Secret::new("t"), local: local.parse().unwrap() }
    }

    #[test]
    fn host_must_be_an_address_of_the_server_with_its_port() {
        for (local, host, expected) in [
            ("127.0.0.1:8080", "127.0.0.1:8080", true),
            ("127.0.0.1:8080", "localhost:8080", true),
            ("127.0.0.1:8080", "LOCALHOST:8080", true),
            ("[::1]:8080", "[::1]:8080", true),
            ("127.0.0.1:80", "127.0.0.1", true),
            ("[::1]:80", "[::1]", true),
            ("127.0.0.1:8080", "127.0.0.1", false),
            ("127.0.0.1:8080", "127.0.0.1:8081", false),
            ("127.0.0.1:8080", "evil.example:8080", false),
            ("127.0.0.1:8080", "localhost.evil.example:8080", false),
            ("127.0.0.1:8080", "localhost.:8080", false),
            ("127.0.0.1:8080", "10.9.8.7:8080", false),
            ("127.0.0.1:8080", "user@127.0.0.1:8080", false),
            ("127.0.0.1:8080", "::1:8080", false),
            ("127.0.0.1:8080", "", false),
            ("10.9.8.7:8080", "10.9.8.7:8080", true),
            ("10.9.8.7:8080", "10.9.8.8:8080", false),
            ("0.0.0.0:8080", "10.9.8.7:8080", true),
            ("[::]:8080", "[fd00::7]:8080", true),
            ("0.0.0.0:8080", "evil.example:8080", false),
        ] {
            assert_eq!(guard(local).is_own(host), expected, "{local} {host}");
        }
    }
}
