//! What leaves.

use std::sync::mpsc;
use std::time::Duration;

use crate::server::Server;
use crate::*;

/// The bytes of a request as they arrive.
fn on_the_wire(request: impl FnOnce(&str) -> Request<Bytes>) -> String {
    let (tell, told) = mpsc::channel();
    let server = Server::start(move |_, mut peer| {
        tell.send(peer.request().unwrap()).unwrap();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    });
    exchange(&transport(), request(&server.url()), LIMITS).unwrap();
    told.recv_timeout(Duration::from_secs(1)).unwrap()
}

fn count(text: &str, header: &str) -> usize {
    let named = |line: &&str| line.to_ascii_lowercase().starts_with(&format!("{header}:"));
    text.lines().filter(named).count()
}

#[test]
fn nothing_is_added_but_host_and_length() {
    let text = on_the_wire(|url| post(url, r#"{"ImageId":"img-1"}"#));
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"ImageId":"img-1"}"#);
    let mut names: Vec<_> =
        head.lines().skip(1).map(|line| line.split(':').next().unwrap()).collect();
    names.sort_unstable();
    let asks_for_gzip = cfg!(feature = "gzip").then_some("accept-encoding");
    let expected = asks_for_gzip.into_iter().chain(["content-length", "content-type", "host"]);
    assert_eq!(names, expected.collect::<Vec<_>>());
    assert!(head.starts_with("POST / HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("content-length: 19"), "{head}");
}

#[test]
fn the_host_header_is_the_callers() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        request.headers_mut().insert("host", "ecm.tencentcloudapi.com".parse().unwrap());
        request
    });
    assert_eq!(count(&text, "host"), 1);
    assert!(text.contains("host: ecm.tencentcloudapi.com\r\n"), "{text}");
}

#[test]
fn the_length_stands_once_and_is_right() {
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
fn without_a_body_only_methods_that_have_one_give_a_length() {
    let text = on_the_wire(|url| post(url, ""));
    assert!(text.contains("content-length: 0\r\n"), "{text}");
    let text = on_the_wire(|url| get(format!("{url}path?Action=DescribeImage&x=%20")));
    assert!(text.starts_with("GET /path?Action=DescribeImage&x=%20 HTTP/1.1\r\n"), "{text}");
    assert_eq!((count(&text, "content-length"), count(&text, "transfer-encoding")), (0, 0));
}

#[test]
fn the_longest_query_of_the_service_passes() {
    let query = "x".repeat(32_768);
    let text = on_the_wire(|url| get(format!("{url}?{query}")));
    assert!(text.contains(&query));
}

#[test]
fn a_body_goes_with_any_method() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        *request.method_mut() = http::Method::DELETE;
        request
    });
    assert!(text.starts_with("DELETE ") && text.ends_with("{}"), "{text}");
}

#[test]
fn the_version_is_what_is_spoken() {
    let text = on_the_wire(|url| {
        let mut request = post(url, "{}");
        *request.version_mut() = http::Version::HTTP_2;
        request
    });
    assert!(text.starts_with("POST / HTTP/1.1\r\n"), "{text}");
}

#[test]
fn some_requests_cannot_be_sent() {
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
