//! The server over real sockets.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Empty;
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::Value;
use tencentcloud_core::Credential;
use tencentcloud_emulator::{Emulator, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::caller::{ID, KEY, draft};
use crate::captures::{PYTHON, timestamp};
use crate::diagnosis::raw;

/// Runs a test against a server, which must then stop at once, since no request
/// is pending.
async fn served<F: Future<Output = ()>>(emulator: Emulator, test: impl FnOnce(SocketAddr) -> F) {
    let took = served_and_stopped(emulator, test).await;
    assert!(took < Duration::from_secs(1), "stopping took {took:?}");
}

/// Runs a test against a server and returns the time that the shutdown took.
async fn served_and_stopped<F: Future<Output = ()>>(
    emulator: Emulator,
    test: impl FnOnce(SocketAddr) -> F,
) -> Duration {
    let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = server.local_addr();
    assert_eq!(server.url(), format!("http://{address}"));
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async {
        stopped.await.unwrap();
    }));
    tokio::time::timeout(Duration::from_secs(30), test(address)).await.unwrap();
    let start = tokio::time::Instant::now();
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(10), running).await.unwrap().unwrap().unwrap();
    start.elapsed()
}

fn emulator() -> Emulator {
    Emulator::builder().key(ID, KEY).clock_start(timestamp(PYTHON)).build().unwrap()
}

/// Sends a request and returns the response: status line and headers in lower
/// case, and the body.
async fn exchange(stream: &mut TcpStream, request: &[u8]) -> (String, Vec<u8>) {
    stream.write_all(request).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    (head, body)
}

fn code(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap();
    body["Response"]["Error"]["Code"].as_str().unwrap_or("success").to_owned()
}

#[tokio::test]
async fn captured_request_succeeds_over_http() {
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (head, body) = exchange(&mut stream, PYTHON).await;
        assert!(head.starts_with("http/1.1 200 ok\r\n"), "{head}");
        assert_eq!(head.matches("content-type:").count(), 1);
        assert!(head.contains("content-type: application/json\r\n"), "{head}");
        assert_eq!(head.matches("date:").count(), 1);
        assert!(head.contains("date: tue, 24 nov 2026 02:"), "{head}");
        assert_eq!(code(&body), "success");
        // The same request again on the same connection.
        let (_, body) = exchange(&mut stream, PYTHON).await;
        assert_eq!(code(&body), "InvalidParameterValue.ImageDuplicate");
    })
    .await;
}

/// tccli sends its whole endpoint as Host, and some requests have no Host.
#[tokio::test]
async fn unusual_hosts_are_accepted() {
    let raw = include_bytes!("../../../../tests/data/captures/tccli_tc3_unfold.http");
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (_, body) = exchange(&mut stream, raw).await;
        assert_eq!(code(&body), "success");
        for request in [
            "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost:\r\nContent-Length: 0\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a b/c?d\r\nContent-Length: 0\r\n\r\n",
        ] {
            let (_, body) = exchange(&mut stream, request.as_bytes()).await;
            assert_eq!(code(&body), "MissingParameter", "{request}");
        }
    })
    .await;
}

/// Otherwise the signature would not match.
#[tokio::test]
async fn query_reaches_the_verifier_unchanged() {
    let raw = include_bytes!("../../../../tests/data/captures/python_tc3_get.http");
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (_, body) = exchange(&mut stream, raw).await;
        assert_eq!(code(&body), "success");
    })
    .await;
}

#[tokio::test]
async fn unsupported_methods_and_sizes_are_refused() {
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        for method in ["PUT", "DELETE", "BREW"] {
            let request = format!("{method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            let (head, body) = exchange(&mut stream, request.as_bytes()).await;
            assert!(head.starts_with("http/1.1 200"), "{head}");
            assert_eq!(code(&body), "UnsupportedProtocol");
        }
        let size = 11 * 1024 * 1024;
        let mut request =
            format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n").into_bytes();
        request.resize(request.len() + size, b'x');
        let (_, body) = exchange(&mut stream, &request).await;
        assert_eq!(code(&body), "RequestSizeLimitExceeded");
        let body = String::from_utf8(body).unwrap();
        assert!(body.contains("more than 10485760 bytes"), "{body}");
    })
    .await;
}

#[tokio::test]
async fn connect_is_refused() {
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n";
        let (head, body) = exchange(&mut stream, request.as_bytes()).await;
        assert!(head.starts_with("http/1.1 405"), "{head}");
        assert_eq!(code(&body), "UnsupportedProtocol");
    })
    .await;
}

#[tokio::test]
async fn administration_is_served_over_http() {
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET /_emulator/health HTTP/1.1\r\nHost: {address}\r\n\r\n");
        let (head, body) = exchange(&mut stream, request.as_bytes()).await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(body.starts_with(b"{\"status\":\"ok\""));
        let request = "GET /_emulator/health HTTP/1.1\r\nHost: evil.example\r\n\r\n";
        let (head, _) = exchange(&mut stream, request.as_bytes()).await;
        assert!(head.starts_with("http/1.1 403"), "{head}");
    })
    .await;
}

/// A whole request of 10 MB in the body of another one; what is larger is cut.
#[tokio::test]
async fn large_request_can_be_pasted() {
    let emulator = emulator();
    let now = tencentcloud_core::Clock::now(&emulator.clock()).unix;
    let mut draft = draft("ImportImage", &serde_json::json!({}));
    (draft.timestamp, draft.body) = (now, vec![b' '; 10 * 1024 * 1024].into());
    let pasted = raw(&draft.request());
    served(emulator, |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        for (more, status) in [(0, "200"), (64 * 1024, "413")] {
            let length = pasted.len() + more;
            let head = format!(
                "POST /_emulator/diagnose HTTP/1.1\r\nHost: {address}\r\n\
                 Content-Length: {length}\r\n\r\n"
            );
            let mut request = [head.as_bytes(), &pasted].concat();
            request.resize(request.len() + more, b' ');
            let (head, body) = exchange(&mut stream, &request).await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{head}");
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert!(more > 0 || body["verdict"] == "valid", "{body}");
        }
    })
    .await;
}

/// Over HTTP the client may have signed the port, and its text is read on loopback only.
#[tokio::test]
async fn diagnosis_depends_on_the_peer() {
    let other = Credential::new(ID, "test-secret-key-000002").unwrap();
    for address in [Some(IpAddr::from([127, 0, 0, 1])), own_address()].into_iter().flatten() {
        let emulator = emulator();
        let now = tencentcloud_core::Clock::now(&emulator.clock()).unix;
        let mut draft = draft("ImportImage", &serde_json::json!({}));
        (draft.timestamp, draft.credential) = (now, other.clone());
        let mut request = draft.request();
        request.headers_mut().insert("x-emulator-canonical-request", "AAAA".parse().unwrap());
        let length = draft.body.len().to_string().parse().unwrap();
        request.headers_mut().insert("content-length", length);
        let server = Server::bind(emulator, (address, 0).into()).await.unwrap();
        let to = server.local_addr();
        let running = tokio::spawn(server.run(std::future::pending()));
        let mut stream = TcpStream::connect(to).await.unwrap();
        let (head, _) = exchange(&mut stream, &raw(&request)).await;
        assert!(head.contains("x-emulator-diagnosis: unknown\r\n"), "{head}");
        let is_compared = head.contains("x-emulator-difference: line 1, byte 1\r\n");
        assert_eq!(is_compared, address.is_loopback(), "{head}");
        assert_eq!(head.contains("x-emulator-difference"), is_compared, "{head}");
        running.abort();
    }
}

/// The own address is a name of the emulator, and peers elsewhere need the token. A
/// peer that reaches it by an address outside loopback is elsewhere.
#[tokio::test]
async fn administration_depends_on_the_peer() {
    let Some(address) = own_address() else {
        return;
    };
    let emulator = Emulator::builder().admin_token().build().unwrap();
    let token = emulator.admin_token().unwrap().expose().to_owned();
    let server = Server::bind(emulator, (address, 0).into()).await.unwrap();
    let address = server.local_addr();
    let running = tokio::spawn(server.run(std::future::pending()));
    let mut stream = TcpStream::connect(address).await.unwrap();
    for (host, token, status) in [
        ("localhost", "", "403"),
        (&*address.to_string(), "", "403"),
        (&*address.to_string(), &*token, "200"),
        ("evil.example", &*token, "403"),
    ] {
        let request = format!(
            "GET /_emulator/health HTTP/1.1\r\nHost: {host}\r\nX-Emulator-Token: {token}\r\n\r\n"
        );
        let (head, _) = exchange(&mut stream, request.as_bytes()).await;
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{host}: {head}");
    }
    running.abort();
}

/// An address of this machine outside loopback, if there is one. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback()).then_some(address)
}

#[tokio::test]
async fn head_has_at_most_64_kib() {
    served(emulator(), |address| async move {
        for (bytes, status) in [(60 * 1024, "200"), (64 * 1024, "431")] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let value = "x".repeat(bytes);
            let request = format!(
                "GET /_emulator/health HTTP/1.1\r\nHost: {address}\r\nX-A: {value}\r\n\r\n"
            );
            let (head, _) = exchange(&mut stream, request.as_bytes()).await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{bytes}: {head}");
        }
    })
    .await;
}

#[tokio::test]
async fn target_with_a_fragment_is_refused() {
    served(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        for (target, status) in [("/_emulator/health", "200"), ("/_emulator/health#a", "400")] {
            let request = format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nX-A: #\r\n\r\n");
            let (head, _) = exchange(&mut stream, request.as_bytes()).await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{target}: {head}");
        }
    })
    .await;
}

/// A client that sends several requests at once may not hide one.
#[tokio::test]
async fn target_with_a_fragment_is_refused_behind_other_requests() {
    served(emulator(), |address| async move {
        let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        let hidden = get("/_emulator/health#a");
        let length = hidden.len();
        let requests = [
            get("/_emulator/health"),
            format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{hidden}"),
            format!(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\
                 {length:x}\r\n{hidden}\r\n0\r\n\r\n"
            ),
            hidden,
        ];
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(requests.concat().as_bytes()).await.unwrap();
        for status in ["200", "200", "200", "400"] {
            let (head, _) = exchange(&mut stream, b"").await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{head}");
        }
    })
    .await;
}

/// The library of the client sends a `host` beside `:authority` as it is.
#[tokio::test]
async fn host_that_differs_from_the_authority_is_refused_over_http_2() {
    served(emulator(), |address| async move {
        let stream = TcpStream::connect(address).await.unwrap();
        let http = hyper::client::conn::http2::Builder::new(TokioExecutor::new());
        let (mut client, connection) = http.handshake(TokioIo::new(stream)).await.unwrap();
        let connection = tokio::spawn(connection);
        let url = format!("http://{address}/_emulator/health");
        for (host, status) in
            [(None, 200), (Some(&*address.to_string()), 200), (Some("localhost"), 400)]
        {
            let mut request = http::Request::get(&url).version(http::Version::HTTP_2);
            if let Some(host) = host {
                request = request.header("host", host);
            }
            let request = request.body(Empty::<Bytes>::new()).unwrap();
            let response = client.send_request(request).await.unwrap();
            assert_eq!(response.version(), http::Version::HTTP_2);
            assert_eq!(response.status(), status, "{host:?}");
        }
        drop(client);
        connection.await.unwrap().unwrap();
    })
    .await;
}

/// The HTTP library refuses a last coding other than `chunked`, since the length of such
/// a body is unknown.
#[tokio::test]
async fn transfer_codings_other_than_chunked_are_refused() {
    const REASON: &str = "the only supported transfer coding is chunked";
    served(emulator(), |address| async move {
        for (codings, status, body) in [
            (&["chunked"][..], 200, None),
            (&["Chunked"], 200, None),
            (&["gzip, chunked"], 501, Some(REASON)),
            (&["identity, chunked"], 501, Some(REASON)),
            (&["chunked, chunked"], 501, Some(REASON)),
            (&["gzip", "chunked"], 501, Some(REASON)),
            (&["chunked", "chunked"], 501, Some(REASON)),
            (&["gzip"], 400, Some("")),
            (&["identity"], 400, Some("")),
            (&["deflate"], 400, Some("")),
            (&["xchunked"], 400, Some("")),
            (&["chunked, gzip"], 400, Some("")),
            (&["chunked", "gzip"], 400, Some("")),
        ] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let codings = codings.iter().map(|coding| format!("Transfer-Encoding: {coding}\r\n"));
            let codings: String = codings.collect();
            let request = format!("POST / HTTP/1.1\r\nHost: x\r\n{codings}\r\n0\r\n\r\n");
            let (head, received) = exchange(&mut stream, request.as_bytes()).await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{codings}: {head}");
            if let Some(body) = body {
                assert_eq!(String::from_utf8(received).unwrap(), body, "{codings}");
                assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0, "{codings}: not closed");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn shutdown_is_bounded_when_a_request_is_incomplete() {
    let took = served_and_stopped(emulator(), |address| async move {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf";
        stream.write_all(half).await.unwrap();
        // Keeps the connection open.
        std::mem::forget(stream);
    })
    .await;
    assert!(took < Duration::from_secs(5), "stopping took {took:?}");
}

#[tokio::test]
async fn idle_connections_are_closed_at_shutdown() {
    let mut stream = None;
    served(emulator(), |address| {
        let stream = &mut stream;
        async move {
            let mut idle = TcpStream::connect(address).await.unwrap();
            let (_, body) = exchange(&mut idle, PYTHON).await;
            assert_eq!(code(&body), "success");
            *stream = Some(idle);
        }
    })
    .await;
    let rest = tokio::time::timeout(Duration::from_secs(5), stream.unwrap().read_u8()).await;
    assert!(rest.unwrap().is_err());
}
