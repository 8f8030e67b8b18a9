//! From the request of a client to the one that hyper sends.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST, PROXY_AUTHORIZATION, TRANSFER_ENCODING};
use http::uri::Scheme;
use http::{HeaderValue, Request, Version};
#[cfg(feature = "gzip")]
use tencentcloud_core::content_encoding;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::body::{Gate, RequestBody};
use crate::proxy::Proxy;

/// The same request, as hyper sends it, and the gate before its body.
pub(crate) fn outgoing(
    request: Request<Bytes>,
    proxy: &Proxy,
) -> (Request<RequestBody>, Arc<Gate>) {
    let mut request = request.map(RequestBody::new);
    // Which version is spoken is settled when the connection is made.
    *request.version_mut() = Version::HTTP_11;
    if let Some(auth) = proxy.authorization(request.uri()) {
        request.headers_mut().insert(PROXY_AUTHORIZATION, auth);
    }
    #[cfg(feature = "gzip")]
    content_encoding::accept(request.headers_mut());
    let gate = request.body().gate();
    (request, gate)
}

/// Whether the Host header says something else than the URI.
///
/// It is signed, so it must arrive as it is. HTTP/2 sends the authority of the
/// URI in its place, and the two must be the same.
pub(crate) fn has_host_of_its_own(request: &Request<RequestBody>) -> bool {
    let authority = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let host = request.headers().get(HOST).map(HeaderValue::as_bytes);
    host.is_some() && host != authority
}

/// Why a request cannot be sent as it is.
pub(crate) fn refuse(request: &Request<Bytes>) -> Option<&'static str> {
    let is_http = match request.uri().scheme() {
        Some(scheme) => *scheme == Scheme::HTTPS || *scheme == Scheme::HTTP,
        None => false,
    };
    if !is_http {
        return Some("its URI must begin with http:// or https://");
    }
    // The head must announce the body as it is: a shorter one would be complete
    // before the body is, and nobody could tell that it was sent.
    let length = request.body().len();
    request.headers().iter().find_map(|(name, value)| {
        if name == CONTENT_LENGTH && number(value) != Some(length) {
            Some("its Content-Length is not the length of its body")
        } else if name == TRANSFER_ENCODING {
            Some("a Transfer-Encoding cannot be chosen")
        } else {
            None
        }
    })
}

fn number(value: &HeaderValue) -> Option<usize> {
    value.to_str().ok()?.parse().ok()
}

pub(crate) fn unsupported() -> TransportError {
    TransportError::new(TransportErrorKind::Unsupported, Sent::Never)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(request: http::request::Builder) -> Request<RequestBody> {
        outgoing(request.body("{}".into()).unwrap(), &Proxy::none()).0
    }

    fn refused(request: http::request::Builder) -> Option<&'static str> {
        refuse(&request.body("{}".into()).unwrap())
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        for request in [
            Request::post("/"),
            Request::post("ftp://ecm.example/"),
            Request::post("https://ecm.example/").header(CONTENT_LENGTH, "0"),
            Request::post("https://ecm.example/").header(CONTENT_LENGTH, "3"),
            Request::post("https://ecm.example/").header(TRANSFER_ENCODING, "chunked"),
        ] {
            assert!(refused(request).is_some());
        }
        assert_eq!(unsupported().sent(), Sent::Never);
        let request = Request::post("https://ecm.example/").header(CONTENT_LENGTH, "2");
        assert_eq!(refused(request), None);
    }

    #[test]
    fn a_host_is_compared_with_the_uri() {
        for (host, is_own) in [("ecm.example", false), ("ecm.other.example", true)] {
            let request = Request::post("https://ecm.example/").header(HOST, host);
            assert_eq!(has_host_of_its_own(&sent(request)), is_own);
        }
        assert!(!has_host_of_its_own(&sent(Request::post("https://ecm.example/"))));
    }

    #[test]
    fn a_forwarding_proxy_is_shown_the_password_and_nobody_else() {
        let proxy = Proxy::url("http://user:pass-000001@proxy.example").unwrap();
        for (uri, is_shown) in [
            ("http://ecm.example/", true),
            ("https://ecm.example/", false),
            ("http://127.0.0.1/", false),
        ] {
            let request = Request::post(uri).body("{}".into()).unwrap();
            let (request, _) = outgoing(request, &proxy);
            assert_eq!(request.headers().contains_key(PROXY_AUTHORIZATION), is_shown, "{uri}");
        }
    }
}
