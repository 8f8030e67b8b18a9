//! Failures on a connection and before there is one.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tencentcloud_core::{Sent, Transport, TransportErrorKind as Kind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Server, closed_port};
use crate::{exchange, kind_and_sent, limits, post, transport};

#[tokio::test]
async fn refused_connection_was_never_sent() {
    let url = format!("http://{}/", closed_port().await);
    let error = exchange(&transport(), post(&url), limits()).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (Kind::Connect, Sent::Never));
    let text = error.to_string();
    assert!(text.contains("127.0.0.1:") && text.contains("refused"), "{text}");
}

#[tokio::test]
async fn response_cut_at_any_byte_is_closed() {
    const RESPONSE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole";
    let transport = transport();
    for kept in 0..RESPONSE.len() {
        for is_reset in [false, true] {
            let server = Server::of(move |mut peer| async move {
                peer.request().await.unwrap();
                peer.tcp.write_all(&RESPONSE.as_bytes()[..kept]).await.unwrap();
                if is_reset {
                    peer.reset();
                }
            })
            .await;
            let response = exchange(&transport, post(&server.url()), limits()).await;
            assert_eq!(kind_and_sent(response), (Kind::Closed, Sent::Maybe), "{kept} {is_reset}");
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn invalid_response_is_a_protocol_error() {
    for (response, kind) in [
        ("hello\r\n\r\n", Kind::Protocol),
        ("HTTP/9.9 200 OK\r\n\r\n", Kind::Protocol),
        ("HTTP/1.1 abc OK\r\n\r\n", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nbad header\r\n\r\n", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx", Kind::Protocol),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{", Kind::Closed),
    ] {
        let server = Server::responding_once(response).await;
        let result = exchange(&transport(), post(&server.url()), limits()).await;
        assert_eq!(kind_and_sent(result), (kind, Sent::Maybe), "{response:?}");
    }
}

#[tokio::test]
async fn endless_head_is_a_protocol_error() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(b"HTTP/1.1 200 OK\r\n").await.unwrap();
        // Bounded, in case the client reads all of it.
        let line = format!("x: {}\r\n", "y".repeat(1000));
        for _ in 0..10_000 {
            if peer.tcp.write_all(line.as_bytes()).await.is_err() {
                return;
            }
        }
    })
    .await;
    let response = exchange(&transport(), post(&server.url()), limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Protocol, Sent::Maybe));
}

#[tokio::test]
async fn head_of_too_many_lines_is_a_protocol_error() {
    let response = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(1_000));
    let server = Server::responding_once(response).await;
    let result = exchange(&transport(), post(&server.url()), limits()).await;
    assert_eq!(kind_and_sent(result), (Kind::Protocol, Sent::Maybe));
}

/// As a server of SSH or SMTP does.
#[tokio::test]
async fn server_of_another_protocol_is_an_error() {
    let server = Server::of(|mut peer| async move {
        let _ = peer.tcp.write_all(b"220 mail.example ESMTP\r\n").await;
        while peer.request().await.is_some() {}
    })
    .await;
    let response = exchange(&transport(), post(&server.url()), limits()).await;
    let (kind, sent) = kind_and_sent(response);
    // A race: hyper may read the greeting and close before it has the request.
    assert!(matches!(kind, Kind::Protocol | Kind::Closed), "{kind:?}");
    assert!(sent == Sent::Maybe || server.requests().is_empty());
}

#[tokio::test]
async fn connection_reset_before_the_request_maps_to_closed() {
    for size in [2, 5_000_000] {
        let server = Server::of(|peer| async move { peer.reset() }).await;
        let request = http::Request::post(server.url()).body("x".repeat(size).into()).unwrap();
        let response = exchange(&transport(), request, limits()).await;
        assert_eq!(kind_and_sent(response).0, Kind::Closed);
    }
}

/// The server has only a part of the body, which the client cannot know.
#[tokio::test]
async fn reset_within_a_large_body_may_have_been_sent() {
    let server = Server::of(|mut peer| async move {
        peer.tcp.read_u8().await.unwrap();
        peer.reset();
    })
    .await;
    let request = http::Request::post(server.url()).body("x".repeat(5_000_000).into()).unwrap();
    let response = exchange(&transport(), request, limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Closed, Sent::Maybe));
}

/// Without a body the head is the whole request.
#[tokio::test]
async fn request_without_body_may_have_been_sent() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
    })
    .await;
    let get = || http::Request::get(server.url()).body(bytes::Bytes::new()).unwrap();
    let response = exchange(&transport(), get(), limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Closed, Sent::Maybe));
    let url = format!("http://{}/", closed_port().await);
    let get = http::Request::get(url).body(bytes::Bytes::new()).unwrap();
    let response = exchange(&transport(), get, limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Connect, Sent::Never));
}

#[tokio::test]
async fn other_scheme_is_unsupported() {
    let request = http::Request::post("ftp://127.0.0.1/").body("{}".into()).unwrap();
    let response = exchange(&transport(), request, limits()).await;
    assert_eq!(kind_and_sent(response), (Kind::Unsupported, Sent::Never));
}

#[test]
fn missing_runtime_is_unsupported() {
    let transport = transport();
    let sending = pin!(transport.send(post("http://127.0.0.1:1/"), limits()));
    match sending.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => {
            assert_eq!(kind_and_sent(response), (Kind::Unsupported, Sent::Never));
        }
        Poll::Pending => panic!("expected an error at once"),
    }
}

#[test]
fn request_begins_when_it_is_awaited() {
    // No runtime exists when the future is made.
    let transport = transport();
    let sending = transport.send(post("http://127.0.0.1:1/"), limits());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(kind_and_sent(runtime.block_on(sending)), (Kind::Connect, Sent::Never));
}

#[tokio::test]
async fn dropped_future_closes_the_connection() {
    let (gone, is_gone) = tokio::sync::oneshot::channel();
    let gone = std::sync::Mutex::new(Some(gone));
    let server = Server::of(move |mut peer| {
        let gone = gone.lock().unwrap().take();
        async move {
            peer.request().await.unwrap();
            assert_eq!(peer.request().await, None);
            gone.unwrap().send(()).unwrap();
        }
    })
    .await;
    let transport = transport();
    let sending = exchange(&transport, post(&server.url()), limits());
    let waiting = tokio::time::timeout(Duration::from_millis(100), sending).await;
    assert!(waiting.is_err());
    let is_gone = tokio::time::timeout(Duration::from_secs(5), is_gone).await;
    is_gone.unwrap().unwrap();
}
