//! Rules about connections that several requests use.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tencentcloud_core::{Sent, Timings, Transport, TransportErrorKind as Kind};

use crate::contract::exchange::{
    LIMITS, Verdict, ensure, exchange, expect_failure, expect_response, post, post_of,
};
use crate::contract::server::Server;
use crate::contract::subject::Subject;
use crate::contract::time::{Watch, pause, until};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

/// The request with this number gets the response [`OK`].
async fn succeeds(transport: &dyn Transport, url: &str, number: usize) -> Verdict {
    expect_response(exchange(transport, post(url)?, LIMITS).await, 200, b"{}")
        .map_err(|actual| format!("request {number}: {actual}"))
}

pub(super) fn connection_is_reused(subject: &Subject) -> Verdict {
    let server = Server::responding(OK)?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        for number in 1..=3 {
            succeeds(&*transport, &url, number).await?;
        }
        Ok(())
    })?;
    let connections = server.connections();
    ensure(connections == 1, || format!("three requests took {connections} connections"))
}

pub(super) fn timings_are_of_their_request(subject: &Subject) -> Verdict {
    const DELAY: Duration = Duration::from_millis(50);
    let server = Server::start(|peer| {
        while peer.request().is_some() {
            pause(DELAY);
            if !peer.write(OK) {
                break;
            }
        }
    })?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        for number in 1..=2 {
            let watch = Watch::start();
            let outcome = exchange(&*transport, post(&url)?, LIMITS).await;
            let elapsed = watch.elapsed();
            let timings = outcome.as_ref().ok().and_then(Timings::of);
            expect_response(outcome, 200, b"{}")?;
            let Some(timings) = timings else { continue };
            let is_new = server.connections() == number;
            let total = timings.connect.unwrap_or_default().saturating_add(timings.first_byte);
            let is_true = timings.connect.is_some() == is_new
                && timings.first_byte >= DELAY
                && total <= elapsed;
            ensure(is_true, || {
                let connection = if is_new { "a new" } else { "a kept" };
                format!("request {number}, on {connection} connection in {elapsed:?}: {timings:?}")
            })?;
        }
        Ok(())
    })
}

pub(super) fn closed_idle_connection_is_replaced(subject: &Subject) -> Verdict {
    let server = Server::responding_once(OK)?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        for number in 1..=3 {
            succeeds(&*transport, &url, number).await?;
            until(Duration::from_secs(2), || server.open() == 0);
            // Sleeping through the transport lets it notice the close.
            transport.sleep(Duration::from_millis(100)).await;
        }
        ensure(server.requests().len() == 3, || {
            format!("three requests were sent, {} arrived", server.requests().len())
        })
    })
}

/// The thread blocks between the requests, so that an async transport is not polled.
pub(super) fn connection_that_closed_unseen_is_replaced(subject: &Subject) -> Verdict {
    let server = Server::responding_once(OK)?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        for number in 1..=3 {
            succeeds(&*transport, &url, number).await?;
            until(Duration::from_secs(2), || server.open() == 0);
            pause(Duration::from_millis(50));
        }
        Ok(())
    })
}

pub(super) fn unexpected_bytes_are_not_a_response(subject: &Subject) -> Verdict {
    const UNEXPECTED: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray";
    let times = Arc::new(AtomicUsize::new(0));
    let written = Arc::clone(&times);
    let server = Server::start(move |peer| {
        if peer.request().is_some() && peer.write(OK) {
            pause(Duration::from_millis(20));
            peer.write(UNEXPECTED);
            written.fetch_add(1, Ordering::SeqCst);
            peer.wait_for_end();
        }
    })?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        for number in 1..=3 {
            succeeds(&*transport, &url, number).await?;
            until(Duration::from_secs(2), || times.load(Ordering::SeqCst) >= number);
            pause(Duration::from_millis(50));
        }
        Ok(())
    })
}

pub(super) fn request_lost_on_reused_connection_is_not_resent(subject: &Subject) -> Verdict {
    // The second request gets no response, whichever connection carries it.
    let count = AtomicUsize::new(0);
    let server = Server::start(move |peer| {
        while let Some(request) = peer.request() {
            let is_lost = count.fetch_add(1, Ordering::SeqCst) == 1;
            if is_lost || !peer.write(OK) || request.closes_connection() {
                break;
            }
        }
    })?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        succeeds(&*transport, &url, 1).await?;
        let second = exchange(&*transport, post(&url)?, LIMITS).await;
        let arrived = server.requests().len();
        ensure(arrived == 2, || format!("the second request arrived {} times", arrived - 1))?;
        expect_failure(second, Kind::Closed, Sent::Maybe)
    })
}

pub(super) fn dropped_response_does_not_affect_next_request(subject: &Subject) -> Verdict {
    const LONG: usize = 3_000_000;
    let count = AtomicUsize::new(0);
    let server = Server::start(move |peer| {
        while let Some(request) = peer.request() {
            let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
            let body = if is_first { "x".repeat(LONG) } else { "{}".to_owned() };
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
            if !peer.write(head) || !peer.write(body) || request.closes_connection() {
                break;
            }
        }
    })?;
    let (transport, url) = (subject.transport(), server.url());
    subject.trial(async {
        let first = transport.send(post(&url)?, LIMITS).await.map_err(|e| e.to_string())?;
        drop(first);
        succeeds(&*transport, &url, 2).await
    })
}

pub(super) fn concurrent_requests_get_their_own_responses(subject: &Subject) -> Verdict {
    const THREADS: usize = 8;
    const EACH: usize = 5;
    let server = Server::start(|peer| {
        while let Some(request) = peer.request() {
            // Different delays make responses overtake each other.
            pause(Duration::from_millis(u64::from(request.body.len() % 3 == 0) * 5));
            let length = request.body.len();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            if !peer.write(head) || !peer.write(&request.body) || request.closes_connection() {
                break;
            }
        }
    })?;
    let (transport, url) = (subject.transport(), server.url());
    let done = AtomicUsize::new(0);
    let all = async |thread: usize| {
        for number in 0..EACH {
            let body = format!("{thread}-{number}-{}", "x".repeat(thread));
            let request = post_of(&url, body.clone())?;
            expect_response(exchange(&*transport, request, LIMITS).await, 200, body.as_bytes())?;
        }
        Ok(())
    };
    let one = |thread: usize| {
        subject.trial(async {
            let verdict = all(thread).await;
            done.fetch_add(1, Ordering::SeqCst);
            // Connections end with the runtime that made them, so no runtime
            // ends before all are done.
            for _ in 0..500 {
                if done.load(Ordering::SeqCst) == THREADS {
                    break;
                }
                transport.sleep(Duration::from_millis(10)).await;
            }
            verdict
        })
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || one(thread))).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err("the transport panicked, see above".to_owned()))
        })
    })?;
    let arrived = server.requests().len();
    ensure(arrived == THREADS * EACH, || {
        format!("{} requests were sent, {arrived} arrived", THREADS * EACH)
    })
}
