//! What goes wrong on an established connection, or before there is one.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tencentcloud_core::{Sent, Transport, TransportErrorKind as Kind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::{Server, nobody};
use crate::{exchange, limits, post, transport, verdict};

#[tokio::test]
async fn nobody_listens() {
    let url = format!("http://{}/", nobody().await);
    let error = exchange(&transport(), post(&url), limits()).await.unwrap_err();
    assert_eq!((error.kind(), error.sent()), (Kind::Connect, Sent::Never));
    let text = error.to_string();
    assert!(text.contains("127.0.0.1:") && text.contains("refused"), "{text}");
}

#[tokio::test]
async fn an_answer_is_cut_at_any_byte() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole";
    let transport = transport();
    for kept in 0..ANSWER.len() {
        for is_reset in [false, true] {
            let server = Server::of(move |mut peer| async move {
                peer.request().await.unwrap();
                peer.tcp.write_all(&ANSWER.as_bytes()[..kept]).await.unwrap();
                if is_reset {
                    peer.reset();
                }
            })
            .await;
            let answer = exchange(&transport, post(&server.url()), limits()).await;
            assert_eq!(verdict(answer), (Kind::Closed, Sent::Maybe), "{kept} {is_reset}");
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn an_answer_is_not_http() {
    for (answer, kind) in [
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
        let server = Server::answering_once(answer).await;
        let answered = exchange(&transport(), post(&server.url()), limits()).await;
        assert_eq!(verdict(answered), (kind, Sent::Maybe), "{answer:?}");
    }
}

#[tokio::test]
async fn the_head_of_an_answer_has_no_end() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(b"HTTP/1.1 200 OK\r\n").await.unwrap();
        // Bounded, should the client ever read on.
        let line = format!("x: {}\r\n", "y".repeat(1000));
        for _ in 0..10_000 {
            if peer.tcp.write_all(line.as_bytes()).await.is_err() {
                return;
            }
        }
    })
    .await;
    let answer = exchange(&transport(), post(&server.url()), limits()).await;
    assert_eq!(verdict(answer), (Kind::Protocol, Sent::Maybe));
}

#[tokio::test]
async fn the_head_of_an_answer_has_too_many_lines() {
    let answer = format!("HTTP/1.1 200 OK\r\n{}\r\n", "x: y\r\n".repeat(1_000));
    let server = Server::answering_once(answer).await;
    let answered = exchange(&transport(), post(&server.url()), limits()).await;
    assert_eq!(verdict(answered), (Kind::Protocol, Sent::Maybe));
}

/// As one of SSH or SMTP does.
#[tokio::test]
async fn the_server_speaks_first_and_not_http() {
    let server = Server::of(|mut peer| async move {
        let _ = peer.tcp.write_all(b"220 mail.example ESMTP\r\n").await;
        while peer.request().await.is_some() {}
    })
    .await;
    let answer = exchange(&transport(), post(&server.url()), limits()).await;
    let (kind, sent) = verdict(answer);
    // It depends on who is faster: hyper may have read it, and closed, before
    // the request has come to the connection.
    assert!(matches!(kind, Kind::Protocol | Kind::Closed), "{kind:?}");
    assert!(sent == Sent::Maybe || server.requests().is_empty());
}

#[tokio::test]
async fn the_connection_is_reset_before_the_request_is_read() {
    for size in [2, 5_000_000] {
        let server = Server::of(|peer| async move { peer.reset() }).await;
        let request = http::Request::post(server.url()).body("x".repeat(size).into()).unwrap();
        let answer = exchange(&transport(), request, limits()).await;
        assert_eq!(verdict(answer).0, Kind::Closed);
    }
}

/// The server never had more than a part of the body, but nobody knows here.
#[tokio::test]
async fn the_connection_is_reset_within_a_large_body() {
    let server = Server::of(|mut peer| async move {
        peer.tcp.read_u8().await.unwrap();
        peer.reset();
    })
    .await;
    let request = http::Request::post(server.url()).body("x".repeat(5_000_000).into()).unwrap();
    let answer = exchange(&transport(), request, limits()).await;
    assert_eq!(verdict(answer), (Kind::Closed, Sent::Maybe));
}

/// Without a body the head is the whole request.
#[tokio::test]
async fn a_request_without_a_body_may_have_been_sent() {
    let server = Server::of(|mut peer| async move {
        peer.request().await.unwrap();
    })
    .await;
    let get = || http::Request::get(server.url()).body(bytes::Bytes::new()).unwrap();
    let answer = exchange(&transport(), get(), limits()).await;
    assert_eq!(verdict(answer), (Kind::Closed, Sent::Maybe));
    let url = format!("http://{}/", nobody().await);
    let get = http::Request::get(url).body(bytes::Bytes::new()).unwrap();
    let answer = exchange(&transport(), get, limits()).await;
    assert_eq!(verdict(answer), (Kind::Connect, Sent::Never));
}

#[tokio::test]
async fn a_scheme_is_not_spoken() {
    let request = http::Request::post("ftp://127.0.0.1/").body("{}".into()).unwrap();
    let answer = exchange(&transport(), request, limits()).await;
    assert_eq!(verdict(answer), (Kind::Unsupported, Sent::Never));
}

#[test]
fn there_is_no_runtime() {
    let transport = transport();
    let sending = pin!(transport.send(post("http://127.0.0.1:1/"), limits()));
    match sending.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => assert_eq!(verdict(answer), (Kind::Unsupported, Sent::Never)),
        Poll::Pending => panic!("nothing can be awaited"),
    }
}

#[test]
fn a_request_begins_when_it_is_awaited() {
    // It is made where there is no runtime yet.
    let transport = transport();
    let sending = transport.send(post("http://127.0.0.1:1/"), limits());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(verdict(runtime.block_on(sending)), (Kind::Connect, Sent::Never));
}

#[tokio::test]
async fn a_dropped_future_closes_the_connection() {
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
