//! The head that is shown is the head that is sent.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{
    Credential, Endpoint, Language, Method, Now, Origin, Request, SignatureMethod, Timestamp,
    TransportErrorKind,
};
use tencentcloud_hyper::http1_head;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::{exchange, limits, transport};

/// The bytes that arrive at a socket, head and body.
async fn received(listener: TcpListener, length: usize) -> Vec<u8> {
    let (mut tcp, _) = listener.accept().await.unwrap();
    let mut bytes = Vec::new();
    let end = loop {
        bytes.push(tcp.read_u8().await.unwrap());
        if bytes.ends_with(b"\r\n\r\n") {
            break bytes.len();
        }
    };
    bytes.resize(end + length, 0);
    tcp.read_exact(&mut bytes[end..]).await.unwrap();
    tcp.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").await.unwrap();
    // No byte more, until the client closes.
    tcp.read_to_end(&mut bytes).await.unwrap();
    bytes
}

/// Sends a request to a socket, and compares what arrives with what was shown.
async fn check(request: impl FnOnce(&str) -> http::Request<Bytes>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let request = request(&listener.local_addr().unwrap().to_string());
    let mut shown = http1_head(&request).unwrap();
    shown.extend_from_slice(request.body());
    let socket = tokio::spawn(received(listener, request.body().len()));
    let transport = transport();
    exchange(&transport, request, limits()).await.unwrap();
    drop(transport);
    let sent = tokio::time::timeout(Duration::from_secs(5), socket).await.unwrap().unwrap();
    assert_eq!(String::from_utf8_lossy(&shown), String::from_utf8_lossy(&sent));
    assert_eq!(shown, sent);
}

fn signed(request: &Request, authority: &str) -> http::Request<Bytes> {
    let origin: Origin =
        Endpoint::custom(&format!("http://{authority}")).unwrap().origin("ecm").unwrap();
    let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 7 << 33);
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let keys = keys.with_token("test-token-000001").unwrap();
    request.to_http_with_steps(&origin, now, Some(&keys)).unwrap().0
}

#[tokio::test]
async fn shown_head_of_signed_requests_is_received_byte_for_byte() {
    let (service, version, action) = ("ecm", "2019-07-19", "ImportImage");
    let input = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"边 缘+~*"}"#;
    let json = Request::new(service, version, action, input)
        .region("ap-chengdu")
        .language(Language::ZhCn)
        .header(HeaderName::from_static("x-mine"), HeaderValue::from_static("A b"))
        .sign_header(HeaderName::from_static("x-mine"));
    let v1 = |algorithm| {
        Request::new(service, version, action, input).signature(SignatureMethod::V1(algorithm))
    };
    let long = format!(r#"{{"ImageDescription":"{}"}}"#, "a".repeat(30_000));
    let bytes: Vec<u8> = (0..=255).collect();
    let files = vec![("File".to_owned(), Bytes::from(bytes.clone()))];
    for request in [
        json.clone(),
        json.clone().unsigned(),
        json.clone().with_method(Method::Get),
        json.unsigned_payload(),
        v1(Algorithm::HmacSha1),
        v1(Algorithm::HmacSha256).with_method(Method::Get),
        Request::new(service, version, action, "{}").with_method(Method::Get),
        Request::new(service, version, action, long).with_method(Method::Get),
        Request::new(service, version, action, ""),
        Request::multipart(service, version, action, input, files),
        Request::octets(service, version, action, Vec::new(), bytes.repeat(1_000)),
    ] {
        check(|authority| signed(&request, authority)).await;
    }
}

#[tokio::test]
async fn shown_head_of_other_requests_is_received_byte_for_byte() {
    let url = |authority: &str| format!("http://{authority}/path?a=%20&b");
    // With what the transport adds or keeps: host, length, accept-encoding.
    check(|authority| http::Request::get(url(authority)).body(Bytes::new()).unwrap()).await;
    check(|authority| http::Request::delete(url(authority)).body("x".into()).unwrap()).await;
    check(|authority| {
        http::Request::post(url(authority))
            .header("x-b", "1")
            .header("x-a", "1")
            .header("x-b", "2")
            .header("accept-encoding", "br")
            .header("host", "other.example")
            .body(Bytes::new())
            .unwrap()
    })
    .await;
}

#[test]
fn head_needs_no_runtime_and_no_server() {
    let request = http::Request::put("https://api.example").body(Bytes::from("abc")).unwrap();
    let head = String::from_utf8(http1_head(&request).unwrap()).unwrap();
    let gzip = if cfg!(feature = "gzip") { "accept-encoding: gzip, deflate\r\n" } else { "" };
    assert_eq!(
        head,
        format!("PUT / HTTP/1.1\r\n{gzip}host: api.example\r\ncontent-length: 3\r\n\r\n")
    );
}

#[test]
fn request_that_the_transport_refuses_has_no_head() {
    let build = |builder: http::request::Builder| builder.body(Bytes::from("{}")).unwrap();
    for request in [
        build(http::Request::post("ftp://api.example/")),
        build(http::Request::post("http://api.example/").header("content-length", "1")),
        build(http::Request::post("http://api.example/").header("transfer-encoding", "chunked")),
    ] {
        let error = http1_head(&request).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Unsupported, "{error}");
    }
}
