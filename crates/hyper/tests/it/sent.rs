//! `Sent::Never` against the requests that a server received, while it closes
//! connections at random. The tests of `SendGuard` stand beside it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Sent, TransportErrorKind as Kind};
use tokio::io::AsyncWriteExt;

use crate::server::Server;
use crate::{exchange, limits, transport};

/// The server closes or resets connections right after a response, so that the
/// next request meets one that is about to close or just has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unsent_request_is_not_received_and_none_twice() {
    let count = Arc::new(AtomicUsize::new(0));
    let server = Server::of(move |mut peer| {
        let count = Arc::clone(&count);
        async move {
            while peer.request().await.is_some() {
                let response = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
                let is_sent = peer.tcp.write_all(response).await.is_ok();
                match count.fetch_add(1, Ordering::Relaxed) % 3 {
                    0 => return peer.reset(),
                    1 => return,
                    _ if is_sent => {}
                    _ => return,
                }
            }
        }
    })
    .await;
    let transport = transport();
    let mut outcomes = Vec::new();
    for id in 0..300 {
        let request = http::Request::post(server.url()).body(Bytes::from(format!("#{id}#")));
        let response = exchange(&transport, request.unwrap(), limits()).await;
        outcomes.push(response.map_err(|error| error.sent()));
    }
    let received = server.requests();
    for (id, outcome) in outcomes.iter().enumerate() {
        let body = format!("#{id}#");
        let times = received.iter().filter(|request| request.ends_with(&body)).count();
        match outcome {
            Ok(_) => assert_eq!(times, 1, "{id}"),
            Err(Sent::Never) => assert_eq!(times, 0, "{id}"),
            Err(Sent::Maybe) => assert!(times <= 1, "{id}"),
        }
    }
    assert!(outcomes.iter().any(Result::is_ok));
}

/// A request without a body is whole with its head, so only the connection decides. Both
/// limits end at the same time.
#[tokio::test]
async fn request_without_a_body_was_never_sent_before_there_is_a_connection() {
    let silent = Server::of(|peer| async move {
        std::future::pending::<()>().await;
        drop(peer);
    })
    .await;
    let mut limits = limits();
    limits.total = Duration::from_millis(20);
    limits.connect = limits.total;
    let transport = transport();
    for _ in 0..25 {
        let url = format!("https://{}/?Action=ImportImage", silent.address);
        let request = http::Request::get(url).body(Bytes::new()).unwrap();
        let error = exchange(&transport, request, limits).await.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (Kind::Timeout, Sent::Never), "{error}");
    }
}
