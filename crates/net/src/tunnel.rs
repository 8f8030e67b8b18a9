//! The bytes of a CONNECT exchange with an HTTP proxy
//! ([RFC 9110, section 9.3.6](https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6)).
//!
//! Send [`request`], collect what the proxy sends and pass all of it to [`is_open`]
//! after each read.

use tencentcloud_core::TransportErrorKind;

use crate::{ConnectError, ProxyServer, Target};

/// The longest accepted head of a proxy's response, in bytes.
pub const MAX_HEAD: usize = 16 * 1024;

/// The request for a tunnel to `server`, with the credentials of the proxy's URL.
pub fn request(server: &Target, proxy: &ProxyServer) -> Vec<u8> {
    let mut request = format!("CONNECT {server} HTTP/1.1\r\nHost: {server}\r\n").into_bytes();
    if let Some(authorization) = proxy.authorization() {
        request.extend(b"Proxy-Authorization: ");
        request.extend(authorization.as_bytes());
        request.extend(b"\r\n");
    }
    request.extend(b"\r\n");
    request
}

/// Whether the tunnel is open; `false` while the head of the response is
/// incomplete. Any status of 2xx opens it, and no other.
///
/// Fails if the proxy refuses, does not speak HTTP/1, sends a head of more than
/// [`MAX_HEAD`] bytes, or bytes after the head: the server speaks after the client.
pub fn is_open(received: &[u8]) -> Result<bool, ConnectError> {
    let failed = |reason: &str| Err(ConnectError::new(TransportErrorKind::Proxy, reason));
    if !received.iter().zip(b"HTTP/1.").all(|(found, expected)| found == expected) {
        return failed("response is not HTTP/1");
    }
    let Some(end) = received.windows(4).position(|four| four == b"\r\n\r\n") else {
        return if received.len() > MAX_HEAD {
            failed("response head is too long")
        } else {
            Ok(false)
        };
    };
    let status = match received {
        [_, _, _, _, _, _, _, b'0'..=b'9', b' ', a, b, c, b' ' | b'\r', ..] => [*a, *b, *c],
        _ => [0; 3],
    };
    match std::str::from_utf8(&status).ok().and_then(|status| status.parse().ok()) {
        Some(200..=299_u16) if end + 4 < received.len() => {
            failed("unexpected data after the response")
        }
        Some(200..=299_u16) => Ok(true),
        Some(status) => failed(&format!("tunnel refused with status {status}")),
        None => failed("response is not HTTP/1"),
    }
}

/// The error for a proxy that closes the connection before the tunnel is open.
pub fn closed() -> ConnectError {
    ConnectError::new(TransportErrorKind::Proxy, "connection closed before the tunnel was open")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Proxy;

    fn request_text(uri: &str, proxy: &str) -> String {
        let server = Target::of(&uri.parse().unwrap()).unwrap();
        let proxy = Proxy::url(proxy).unwrap();
        let proxy = proxy.server_for(&server).unwrap().unwrap();
        String::from_utf8(request(&server, proxy)).unwrap()
    }

    #[test]
    fn request_names_host_and_port_only() {
        assert_eq!(
            request_text("https://ecm.example/path", "http://proxy.example:3128"),
            "CONNECT ecm.example:443 HTTP/1.1\r\nHost: ecm.example:443\r\n\r\n"
        );
        assert!(
            request_text("http://[2001:db8::1]/", "proxy.example")
                .starts_with("CONNECT [2001:db8::1]:80 ")
        );
    }

    #[test]
    fn request_carries_credentials_when_the_url_has_them() {
        let request = request_text("https://ecm.example/", "http://user:pass%21@proxy.example");
        assert!(
            request.contains("\r\nProxy-Authorization: Basic dXNlcjpwYXNzIQ==\r\n"),
            "{request}"
        );
    }

    #[test]
    fn head_of_2xx_opens_the_tunnel() {
        for head in
            ["HTTP/1.0 200 Connection established\r\n\r\n", "HTTP/1.1 204 No\r\nVia: x\r\n\r\n"]
        {
            assert_eq!(is_open(head.as_bytes()), Ok(true));
            for cut in 0..head.len() {
                assert_eq!(is_open(&head.as_bytes()[..cut]), Ok(false), "{cut}");
            }
        }
    }

    #[test]
    fn head_has_at_most_16_kib() {
        let mut received = b"HTTP/1.1 200 OK\r\n".to_vec();
        received.resize(16_384, b'x');
        assert_eq!(is_open(&received), Ok(false));
        received.push(b'x');
        assert!(is_open(&received).is_err());
    }

    #[test]
    fn other_responses_fail() {
        let long = format!("HTTP/1.1 200 OK\r\n{}", "x: y\r\n".repeat(4_000));
        for (received, reason) in [
            (&b"HTTP/1.1 407 Who?\r\n\r\n"[..], "tunnel refused with status 407"),
            (b"HTTP/1.1 100 Continue\r\n\r\n", "tunnel refused with status 100"),
            (b"HTTP/1.1 300 Choices\r\n\r\n", "tunnel refused with status 300"),
            (b"HTTP/1.1 \xff\xff\xff\r\n\r\n", "response is not HTTP/1"),
            (b"HTTP/1.1 2000 x\r\n\r\n", "response is not HTTP/1"),
            (b"HTTP/1.1X200 x\r\n\r\n", "response is not HTTP/1"),
            (b"HTTP/1.\xff 200 x\r\n\r\n", "response is not HTTP/1"),
            (b"HTTP/1.1\r\n\r\n", "response is not HTTP/1"),
            (b"HTTP/1.1 200 OK\r\n\r\nX", "unexpected data after the response"),
            (b"SSH-2.0", "response is not HTTP/1"),
            (long.as_bytes(), "response head is too long"),
        ] {
            assert_eq!(is_open(received).unwrap_err().to_string(), reason);
        }
    }
}
