//! Requests as a server receives them.

use std::sync::mpsc;
use std::time::Duration;

use crate::server::Server;
use crate::*;

/// The bytes of a request on the wire.
fn on_the_wire(request: impl FnOnce(&str) -> Request<Bytes>) -> String {
    let (sender, receiver) = mpsc::channel();
    let server = Server::start(move |_, mut peer| {
        sender.send(peer.request().unwrap()).unwrap();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    exchange(&transport(), request(&server.url()), LIMITS).unwrap();
    receiver.recv_timeout(Duration::from_secs(1)).unwrap()
}

fn count(text: &str, header: &str) -> usize {
    let named = |line: &&str| line.to_ascii_lowercase().starts_with(&format!("{header}:"));
    text.lines().filter(named).count()
}

#[test]
fn only_host_and_length_are_added() {
    let text = on_the_wire(|url| post(url, r#"{"ImageId":"img-1"}"#));
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"ImageId":"img-1"}"#);
    let mut names: Vec<_> =
        head.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect();
    names.sort_unstable();
    let accepts_gzip = cfg!(feature = "gzip").then_some("accept-encoding");
    let expected = accepts_gzip.into_iter().chain(["content-length", "content-type", "host"]);
    assert_eq!(names, expected.collect::<Vec<_>>());
    assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("content-length: 19"), "{head}");
}

#[test]
fn host_header_is_kept() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        request.headers_mut().insert("host", "ecm.tencentcloudapi.com".parse().unwrap());
        request
    });
    assert_eq!(count(&text, "host"), 1);
    assert!(text.contains("host: ecm.tencentcloudapi.com\r\n"), "{text}");
}

#[test]
fn content_length_is_corrected() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        request.headers_mut().insert("content-length", "7".parse().unwrap());
        request.headers_mut().insert("transfer-encoding", "chunked".parse().unwrap());
        request
    });
    assert_eq!((count(&text, "content-length"), count(&text, "transfer-encoding")), (1, 0));
    assert!(
        text.ends_with("content-length: 2\r\n\r\n{}") || text.contains("content-length: 2\r\n")
    );
}

#[test]
fn empty_body_has_a_length_for_post_only() {
    let text = on_the_wire(|url| post(url, ""));
    assert!(text.contains("content-length: 0\r\n"), "{text}");
    let text = on_the_wire(|url| get(format!("{url}path?Action=DescribeImage&x=%20")));
    assert!(text.starts_with("GET /path?Action=DescribeImage&x=%20 HTTP/1.1\r\n"), "{text}");
    assert_eq!((count(&text, "content-length"), count(&text, "transfer-encoding")), (0, 0));
}

#[test]
fn longest_query_of_the_service_is_sent() {
    let query = "x".repeat(32_768);
    let text = on_the_wire(|url| get(format!("{url}?{query}")));
    assert!(text.contains(&query));
}

#[test]
fn every_method_may_have_a_body() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        *request.method_mut() = http::Method::DELETE;
        request
    });
    assert!(text.starts_with("DELETE ") && text.ends_with("{}"), "{text}");
}

#[test]
fn version_is_always_http_1_1() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        *request.version_mut() = http::Version::HTTP_2;
        request
    });
    assert!(text.starts_with("POST / HTTP/1.1\r\n"), "{text}");
}

#[test]
fn unsendable_request_is_unsupported() {
    let transport = transport();
    let unsupported =
        |request| fails(&transport, request, LIMITS, TransportErrorKind::Unsupported, Sent::Never);
    unsupported(post("ftp://127.0.0.1/", "{}"));
    unsupported(post("/path", "{}"));
    unsupported(post("http://user:pass@127.0.0.1:1/", "{}"));
    unsupported(get(format!("http://127.0.0.1:1/?{}", "x".repeat(65_000))));
    let mut request = post("http://127.0.0.1:1/", "{}");
    request.headers_mut().append("host", "a".parse().unwrap());
    request.headers_mut().append("host", "b".parse().unwrap());
    unsupported(request);
    let mut request = get("http://127.0.0.1:1/");
    request.headers_mut().insert("host", http::HeaderValue::from_bytes(b"\xff").unwrap());
    unsupported(request);
}
