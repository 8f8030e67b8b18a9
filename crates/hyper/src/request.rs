//! From the request of a client to the request that hyper sends.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST, PROXY_AUTHORIZATION, TRANSFER_ENCODING};
use http::{HeaderValue, Request, Version};
use tencentcloud_core::TransportError;
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use tencentcloud_net::{ProxyServer, Target};

use crate::body::{RequestBody, SendGuard};
use crate::error::unsupported;

/// Refuses a request whose head contradicts its body: with a shorter
/// `Content-Length` the server could hold a whole request before the body is sent.
pub(crate) fn check(request: &Request<Bytes>) -> Result<(), TransportError> {
    let length = request.body().len();
    for (name, value) in request.headers() {
        if name == CONTENT_LENGTH && parse_length(value) != Some(length) {
            return Err(unsupported("Content-Length is not the length of the body"));
        }
        if name == TRANSFER_ENCODING {
            return Err(unsupported("Transfer-Encoding cannot be set"));
        }
    }
    Ok(())
}

fn parse_length(value: &HeaderValue) -> Option<usize> {
    value.to_str().ok()?.parse().ok()
}

/// Whether the `Host` header differs from the URI.
///
/// The header is signed, so it must arrive unchanged. HTTP/2 sends the authority
/// of the URI instead, so the two must be the same.
pub(crate) fn has_other_host(request: &Request<Bytes>) -> bool {
    let authority = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let host = request.headers().get(HOST).map(HeaderValue::as_bytes);
    host.is_some() && host != authority
}

/// The request for hyper, and the guard of its body.
pub(crate) fn prepare(
    request: Request<Bytes>,
    server: &Target,
    proxy: Option<&ProxyServer>,
) -> (Request<RequestBody>, Arc<SendGuard>) {
    let mut request = request.map(RequestBody::new);
    // The version is negotiated when the connection is made.
    *request.version_mut() = Version::HTTP_11;
    // A tunnel gets the credentials once, in its CONNECT request.
    let is_forwarded = !server.is_tls();
    if let Some(authorization) = proxy.filter(|_| is_forwarded).and_then(ProxyServer::authorization)
    {
        request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
    }
    #[cfg(feature = "gzip")]
    content_encoding::accept(request.headers_mut());
    let guard = request.body().guard();
    (request, guard)
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::{Sent, TransportErrorKind};
    use tencentcloud_net::Proxy;

    use super::*;

    fn with_body(request: http::request::Builder) -> Request<Bytes> {
        request.body("{}".into()).unwrap()
    }

    #[test]
    fn contradicting_length_is_refused() {
        let post = || Request::post("https://ecm.example/");
        for (name, value) in
            [(CONTENT_LENGTH, "0"), (CONTENT_LENGTH, "3"), (TRANSFER_ENCODING, "chunked")]
        {
            let error = check(&with_body(post().header(name, value))).unwrap_err();
            assert_eq!(
                (error.kind(), error.sent()),
                (TransportErrorKind::Unsupported, Sent::Never)
            );
        }
        check(&with_body(post().header(CONTENT_LENGTH, "2"))).unwrap();
    }

    #[test]
    fn host_is_compared_with_the_uri() {
        let post = || Request::post("https://ecm.example/");
        for (host, is_other) in [("ecm.example", false), ("ecm.other.example", true)] {
            assert_eq!(has_other_host(&with_body(post().header(HOST, host))), is_other);
        }
        assert!(!has_other_host(&with_body(post())));
    }

    #[test]
    fn only_a_forwarding_proxy_gets_credentials() {
        let proxy = Proxy::url("http://user:pass-000001@proxy.example").unwrap();
        for (uri, has_credentials) in [
            ("http://ecm.example/", true),
            ("https://ecm.example/", false),
            ("http://127.0.0.1/", false),
        ] {
            let request = with_body(Request::post(uri));
            let server = Target::of(request.uri()).unwrap();
            let proxy = proxy.server_for(&server).unwrap();
            let (request, _) = prepare(request, &server, proxy);
            let headers = request.headers();
            assert_eq!(headers.contains_key(PROXY_AUTHORIZATION), has_credentials, "{uri}");
        }
    }
}
