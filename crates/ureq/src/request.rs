//! From the request of a client to the request that ureq sends.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderValue, Method, Version};
use tencentcloud_core::{TransportError, TransportErrorKind};
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use tencentcloud_net::{ConnectError, Target};

use crate::limits::MAX_REQUEST_LINE;

/// Refuses a head that ureq would not send unchanged, and sets the length of the
/// body: a server without the body then cannot hold a whole request.
pub(crate) fn prepare(head: &mut Parts, body: &Bytes) -> Result<(), TransportError> {
    let unsupported =
        |reason| Err(ConnectError::new(TransportErrorKind::Unsupported, reason).into());
    Target::of(&head.uri)?;
    if head.headers.get_all(HOST).iter().count() > 1 {
        return unsupported("more than one Host header");
    }
    for name in [HOST, AUTHORIZATION] {
        if head.headers.get(&name).is_some_and(|value| value.to_str().is_err()) {
            return unsupported("Host or Authorization header is not ASCII");
        }
    }
    // ureq would make an Authorization header of it.
    if head.uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return unsupported("the URI has a user name");
    }
    let target = head.uri.path_and_query().map_or(0, |target| target.as_str().len());
    if target > MAX_REQUEST_LINE
        || head.headers.values().any(|value| value.len() > MAX_REQUEST_LINE)
    {
        return unsupported("URI or header is too long");
    }
    #[cfg(feature = "gzip")]
    content_encoding::accept(&mut head.headers);
    // ureq supports no other version.
    head.version = Version::HTTP_11;
    head.headers.remove(TRANSFER_ENCODING);
    if body.is_empty() && !matches!(head.method, Method::POST | Method::PUT | Method::PATCH) {
        head.headers.remove(CONTENT_LENGTH);
    } else {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_target_and_header_are_sent() {
        let prepared = |target: usize, header: usize| {
            let request =
                http::Request::get(format!("http://127.0.0.1/{}", "a".repeat(target - 1)))
                    .header("x-long", "b".repeat(header));
            prepare(&mut request.body(()).unwrap().into_parts().0, &Bytes::new()).is_ok()
        };
        let longest = MAX_REQUEST_LINE;
        assert!(prepared(longest, longest));
        assert!(!prepared(longest + 1, 1) && !prepared(1, longest + 1));
    }
}
