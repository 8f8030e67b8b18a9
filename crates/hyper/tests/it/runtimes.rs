//! One transport in several runtimes, in one that is gone, and in none.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use tencentcloud_core::{Sent, Transport, TransportErrorKind as Kind};
use tokio::io::AsyncWriteExt;
use tokio::runtime::Runtime;
use tokio::time::Instant;

use crate::server::Server;
use crate::tls::{Authority, at, loopback, serve};
use crate::{exchange, limits, post, transport};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

fn multi_thread() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

fn current_thread() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn connection_of_a_runtime_that_sleeps_is_not_used_by_another() {
    let servers = multi_thread();
    let server = servers.block_on(Server::responding(OK));
    let transport = transport();
    let runtimes = [current_thread(), current_thread()];
    for _ in 0..3 {
        for runtime in &runtimes {
            let response = runtime.block_on(exchange(&transport, post(&server.url()), limits()));
            assert_eq!(response.unwrap().body(), "{}");
        }
    }
    assert_eq!(server.connections(), 2, "one for each runtime");
}

#[test]
fn http2_connection_of_a_runtime_that_sleeps_is_not_used_by_another() {
    let (servers, authority) = (multi_thread(), Authority::new());
    let server = servers.block_on(serve(authority.acceptor("api.example", false, &["h2"])));
    let transport = authority.trusted().resolver(loopback).build().unwrap();
    let url = at("api.example", server.address);
    let runtimes = [current_thread(), current_thread()];
    for _ in 0..3 {
        for runtime in &runtimes {
            let response = runtime.block_on(exchange(&transport, post(&url), limits()));
            assert_eq!(response.unwrap().version(), http::Version::HTTP_2);
        }
    }
    assert_eq!(server.connections(), 2, "one for each runtime");
}

/// As a static client in parallel tests, each with a runtime that ends.
#[test]
fn no_request_is_lost_when_other_runtimes_end() {
    let servers = multi_thread();
    let server = servers.block_on(Server::responding(OK));
    let (transport, url) = (transport(), server.url());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let runtime = current_thread();
                    let exchange = exchange(&transport, post(&url), limits());
                    assert_eq!(runtime.block_on(exchange).unwrap().body(), "{}");
                }
            });
        }
    });
    assert_eq!(server.requests().len(), 200);
}

/// The future of the request is polled on, but nothing drives its connection.
#[test]
fn runtime_that_ends_during_a_request_is_a_closed_connection() {
    let servers = multi_thread();
    let server = servers.block_on(Server::of(|mut peer| async move {
        peer.request().await.unwrap();
        peer.tcp.write_all(OK.as_bytes()).await.unwrap();
        peer.request().await.unwrap();
        std::future::pending::<()>().await;
    }));
    let (transport, url) = (transport(), server.url());
    let runtime = multi_thread();
    runtime.block_on(exchange(&transport, post(&url), limits())).unwrap();
    let handle = runtime.handle().clone();
    let sending = thread::spawn(move || {
        // Polls without a timer of the runtime, which would panic at its end.
        let _entered = handle.enter();
        let mut limits = limits();
        limits.total = Duration::MAX;
        block_on_thread(transport.send(post(&url), limits)).unwrap_err()
    });
    servers.block_on(async {
        while server.requests().len() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    runtime.shutdown_background();
    let error = sending.join().unwrap();
    assert_eq!((error.kind(), error.sent()), (Kind::Closed, Sent::Maybe), "{error}");
}

#[test]
fn sleep_without_a_runtime_waits() {
    let start = Instant::now();
    block_on_thread(transport().sleep(Duration::from_millis(60)));
    assert!(start.elapsed() >= Duration::from_millis(60));
    block_on_thread(transport().sleep(Duration::ZERO));
}

/// Polls on this thread, without a runtime.
fn block_on_thread<F: Future>(future: F) -> F::Output {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
