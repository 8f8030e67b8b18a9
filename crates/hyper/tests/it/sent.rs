//! The promise of `Sent::Never`, against what servers received.

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Limits, Sent};
use tokio::io::AsyncWriteExt;

use crate::exchange;
use crate::server::Server;

/// Requests whose time runs out at any point of their way, while another thread
/// drives the connection: many are given up just when their body is wanted.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_server_holds_a_request_that_was_never_sent() {
    let server = Server::of(|mut peer| async move {
        while peer.request().await.is_some() {
            tokio::time::sleep(Duration::from_millis(2)).await;
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            if peer.tcp.write_all(answer).await.is_err() {
                return;
            }
        }
    })
    .await;
    let transport = crate::transport();
    let (mut never, mut maybe) = (Vec::new(), 0);
    for id in 0..400_u32 {
        // Timers tick every millisecond, so the start is moved against the tick.
        tokio::time::sleep(Duration::from_millis(1)).await;
        for _ in 0..id * 20 {
            std::hint::spin_loop();
        }
        let request = http::Request::post(server.url()).body(Bytes::from(format!("#{id}#")));
        let limit = Duration::from_millis(u64::from(id % 4));
        let limits = Limits::new(Duration::from_secs(5), limit);
        match exchange(&transport, request.unwrap(), limits).await {
            Err(error) if error.sent() == Sent::Never => never.push(id),
            _ => maybe += 1,
        }
    }
    // Whatever is still on its way arrives.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let received = server.requests();
    for id in &never {
        let body = format!("#{id}#");
        assert!(!received.iter().any(|request| request.ends_with(&body)), "{id}");
    }
    assert!(!never.is_empty() && maybe > 0, "{} never, {maybe} maybe", never.len());
}
