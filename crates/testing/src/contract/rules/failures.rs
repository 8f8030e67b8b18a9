//! Rules about failures: their kind, and whether the request may have been sent.

use tencentcloud_core::{Sent, TransportErrorKind as Kind};

use crate::contract::exchange::{
    LIMITS, Verdict, describe, ensure, expect_failure, failure_of, get, post, post_of,
};
use crate::contract::server::{Server, unused_address};
use crate::contract::subject::Subject;
use crate::contract::time::Watch;

pub(super) fn refused_connection_is_never_sent(subject: &Subject) -> Verdict {
    let url = format!("http://{}/", unused_address()?);
    for request in [post(&url)?, get(&url)?] {
        expect_failure(subject.once(request, LIMITS)?, Kind::Connect, Sent::Never)?;
    }
    Ok(())
}

pub(super) fn close_before_response_is_maybe_sent(subject: &Subject) -> Verdict {
    for body in ["{}", ""] {
        let server = Server::responding_once("")?;
        let request = post_of(&server.url(), body)?;
        expect_failure(subject.once(request, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|actual| format!("with {} bytes of body: {actual}", body.len()))?;
    }
    Ok(())
}

pub(super) fn close_within_response_head_is_maybe_sent(subject: &Subject) -> Verdict {
    for head in
        ["H", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"]
    {
        let server = Server::responding_once(head)?;
        expect_failure(subject.once(post(&server.url())?, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|actual| format!("after {head:?}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn truncated_body_is_an_error(subject: &Subject) -> Verdict {
    for response in [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfives\r\n",
    ] {
        let server = Server::responding_once(response)?;
        expect_failure(subject.once(post(&server.url())?, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|actual| format!("after {response:?}: {actual}"))?;
    }
    Ok(())
}

/// Closing with unread bytes causes a reset. The whole request has arrived by then.
pub(super) fn reset_after_request_is_maybe_sent(subject: &Subject) -> Verdict {
    for response in ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfo"] {
        let server = Server::start(move |peer| {
            peer.head();
            peer.wait_for(7);
            peer.write(response);
        })?;
        let request = post_of(&server.url(), "{\"a\":1}")?;
        expect_failure(subject.once(request, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|actual| format!("after {response:?}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn reset_within_request_body_fails_at_once(subject: &Subject) -> Verdict {
    let server = Server::start(|peer| {
        peer.head();
        peer.wait_for(1);
    })?;
    let watch = Watch::start();
    let outcome = subject.once(post_of(&server.url(), vec![b'x'; 30_000_000])?, LIMITS)?;
    let error = failure_of(outcome)?;
    let is_closed = matches!(error.kind(), Kind::Closed | Kind::Other);
    ensure(is_closed, || format!("it failed as {}", describe(&error)))?;
    ensure(watch.elapsed() < LIMITS.total, || "only the timeout ended it".to_owned())?;
    ensure(server.connections() == 1, || format!("it was sent {} times", server.connections()))
}

pub(super) fn invalid_http_is_a_protocol_error(subject: &Subject) -> Verdict {
    for response in [
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 two hundred\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0\r\n\r\n",
    ] {
        let server = Server::responding_once(response)?;
        expect_failure(subject.once(post(&server.url())?, LIMITS)?, Kind::Protocol, Sent::Maybe)
            .map_err(|actual| format!("for {response:?}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn failed_request_is_not_resent(subject: &Subject) -> Verdict {
    for response in [
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "garbage\r\n\r\n",
    ] {
        let server = Server::responding_once(response)?;
        for request in [post(&server.url())?, get(&server.url())?] {
            let before = server.requests().len();
            // Another rule says whether this is a response or an error.
            let _ = subject.once(request, LIMITS)?;
            let times = server.requests().len() - before;
            ensure(times == 1, || format!("after {response:?} the request arrived {times} times"))?;
        }
    }
    Ok(())
}
