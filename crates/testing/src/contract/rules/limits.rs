//! Rules about timeouts.

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Limits, Sent, TransportErrorKind as Kind};

use crate::contract::exchange::{
    LIMITS, Verdict, describe, ensure, exchange, expect_failure, expect_response, failure_of, get,
    post, post_of,
};
use crate::contract::server::Server;
use crate::contract::subject::Subject;
use crate::contract::time::{Watch, pause};

/// The timeout under test; the servers wait for several seconds.
const SHORT: Duration = Duration::from_millis(300);
/// The latest acceptable timeout on a busy machine.
const LATE: Duration = Duration::from_secs(3);
const LONG: Duration = Duration::from_secs(6);

pub(super) fn silent_server_times_out(subject: &Subject) -> Verdict {
    let server = Server::start(|peer| {
        peer.request();
        peer.wait_for_end();
    })?;
    for request in [post(&server.url())?, get(&server.url())?] {
        ends_in_time(subject, request, Limits::new(LONG, SHORT), Sent::Maybe)?;
    }
    Ok(())
}

pub(super) fn slow_response_head_times_out(subject: &Subject) -> Verdict {
    let server = Server::start(|peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nX: ");
        peer.write_slowly("x");
    })?;
    ends_in_time(subject, post(&server.url())?, Limits::new(LONG, SHORT), Sent::Maybe)
}

pub(super) fn slow_response_body_times_out(subject: &Subject) -> Verdict {
    for (head, piece) in
        [("Content-Length: 1000000", "x"), ("Transfer-Encoding: chunked", "1\r\nx\r\n")]
    {
        let server = Server::start(move |peer| {
            peer.request();
            peer.write(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n"));
            peer.write_slowly(piece);
        })?;
        ends_in_time(subject, post(&server.url())?, Limits::new(LONG, SHORT), Sent::Maybe)
            .map_err(|actual| format!("with {head}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn stalled_response_body_times_out(subject: &Subject) -> Verdict {
    for beginning in
        ["Content-Length: 1000000\r\n\r\nx", "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n"]
    {
        let server = Server::start(move |peer| {
            peer.request();
            peer.write(format!("HTTP/1.1 200 OK\r\n{beginning}"));
            peer.wait_for_end();
        })?;
        ends_in_time(subject, post(&server.url())?, Limits::new(LONG, SHORT), Sent::Maybe)
            .map_err(|actual| format!("after {beginning:?}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn unread_request_times_out(subject: &Subject) -> Verdict {
    let server = Server::start(|peer| {
        peer.head();
        peer.wait_for(usize::from(u16::MAX) * 1_000);
    })?;
    let body = Bytes::from(vec![b'x'; 30_000_000]);
    let watch = Watch::start();
    let outcome = subject.once(post_of(&server.url(), body)?, Limits::new(LONG, SHORT))?;
    let error = failure_of(outcome)?;
    ensure(error.kind() == Kind::Timeout, || format!("it failed as {}", describe(&error)))?;
    in_time(&watch)
}

pub(super) fn connect_timeout_is_enforced(subject: &Subject) -> Verdict {
    // A listener with a full queue drops further connections.
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
    let queue: Vec<_> = (0..5_000).map_while(|_| connect().ok()).collect();
    if queue.len() == 5_000 {
        // This system accepts every connection, so the rule cannot be checked.
        return Ok(());
    }
    for limits in [Limits::new(SHORT, LONG), Limits::new(LONG, SHORT)] {
        let request = post(&format!("http://{address}/"))?;
        ends_in_time(subject, request, limits, Sent::Never)?;
    }
    Ok(())
}

/// A new connection responds after twice the limit. A kept one begins its response at
/// once and ends it late, and never responds to a third request.
pub(super) fn silent_reused_connection_times_out_early(subject: &Subject) -> Verdict {
    const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::start(|peer| {
        peer.request();
        pause(2 * SHORT);
        peer.write(OK);
        peer.request();
        let (beginning, rest) = OK.split_at(9);
        peer.write(beginning);
        pause(2 * SHORT);
        peer.write(rest);
        peer.request();
        peer.wait_for_end();
    })?;
    let (transport, url) = (subject.transport(), server.url());
    let mut limits = LIMITS;
    limits.first_byte_reused = SHORT;
    subject.trial(async {
        for what in ["a slow response on a new connection", "a response that had begun"] {
            expect_response(exchange(&*transport, post(&url)?, limits).await, 200, b"{}")
                .map_err(|actual| format!("{what}: {actual}"))?;
        }
        let watch = Watch::start();
        let silent = exchange(&*transport, post(&url)?, limits).await;
        in_time(&watch)?;
        expect_failure(silent, Kind::Timeout, Sent::Maybe)?;
        expect_response(exchange(&*transport, post(&url)?, limits).await, 200, b"{}")
            .map_err(|actual| format!("the request after the timeout: {actual}"))?;
        let (connections, requests) = (server.connections(), server.requests().len());
        ensure((connections, requests) == (2, 4), || {
            format!("{connections} connections carried {requests} requests instead of 2 and 4")
        })
    })
}

pub(super) fn unlimited_timeouts_do_not_overflow(subject: &Subject) -> Verdict {
    let server = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")?;
    let mut limits = Limits::new(Duration::MAX, Duration::MAX);
    limits.body = LIMITS.body;
    expect_response(subject.once(post(&server.url())?, limits)?, 200, b"{}")
}

fn ends_in_time(
    subject: &Subject,
    request: http::Request<Bytes>,
    limits: Limits,
    sent: Sent,
) -> Verdict {
    let watch = Watch::start();
    let outcome = subject.once(request, limits)?;
    expect_failure(outcome, Kind::Timeout, sent)
        .map_err(|actual| format!("{actual}, after {:?}", watch.elapsed()))?;
    in_time(&watch)
}

fn in_time(watch: &Watch) -> Verdict {
    let taken = watch.elapsed();
    // Timers may fire a few milliseconds early.
    ensure(taken + Duration::from_millis(5) >= SHORT && taken < LATE, || {
        format!("it took {taken:?}, the limit was {SHORT:?}")
    })
}
