//! Rules about responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tencentcloud_core::TransportError;

use crate::contract::exchange::{LIMITS, Verdict, describe, ensure, expect_response, get, post};
use crate::contract::server::Server;
use crate::contract::subject::Subject;
use crate::contract::time::{pause, until};

pub(super) fn error_status_is_a_response(subject: &Subject) -> Verdict {
    for status in [200, 201, 400, 401, 403, 404, 429, 500, 502, 503] {
        let head = format!("HTTP/1.1 {status} Some Reason\r\nContent-Length: 4\r\n\r\nbody");
        let server = Server::responding(head)?;
        expect_response(subject.once(post(&server.url())?, LIMITS)?, status, b"body")
            .map_err(|actual| format!("for a status of {status}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn redirect_is_not_followed(subject: &Subject) -> Verdict {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Server::responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")?;
        let server = Server::responding(format!(
            "HTTP/1.1 {status} Moved\r\nLocation: {}elsewhere\r\nContent-Length: 0\r\n\r\n",
            elsewhere.url()
        ))?;
        for request in [post(&server.url())?, get(&server.url())?] {
            let outcome = subject.once(request, LIMITS)?;
            if let Some(followed) = elsewhere.requests().first() {
                return Err(format!("the target of the {status} received {}", followed.line()));
            }
            expect_response(outcome, status, b"")?;
        }
    }
    Ok(())
}

pub(super) fn response_headers_are_returned(subject: &Subject) -> Verdict {
    let server = Server::responding(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Tue, 24 Nov 2026 07:54:11 GMT\r\n\
         X-A: 1\r\nx-a:2 \r\nContent-Length: 2\r\n\r\n{}",
    )?;
    let response = subject.once(post(&server.url())?, LIMITS)?.map_err(|error| describe(&error))?;
    for (name, values) in [
        ("content-type", &["application/json"][..]),
        ("date", &["Tue, 24 Nov 2026 07:54:11 GMT"]),
        ("x-a", &["1", "2"]),
    ] {
        let actual: Vec<_> = response.headers().get_all(name).iter().collect();
        ensure(actual == values, || format!("{name} was {actual:?} instead of {values:?}"))?;
    }
    Ok(())
}

pub(super) fn fragmented_response_is_reassembled(subject: &Subject) -> Verdict {
    let server = Server::start(|peer| {
        peer.request();
        for piece in ["HTTP/1.1 200", " OK\r\nContent-Le", "ngth: 8\r\n\r", "\non", "e two", "!"] {
            peer.write(piece);
            pause(Duration::from_millis(5));
        }
    })?;
    expect_response(subject.once(post(&server.url())?, LIMITS)?, 200, b"one two!")
}

pub(super) fn chunked_body_is_decoded(subject: &Subject) -> Verdict {
    let server = Server::responding(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
         3\r\none\r\n000c;name=value\r\n\r\ntwo\r\nthree\r\n0\r\n\r\n",
    )?;
    expect_response(subject.once(post(&server.url())?, LIMITS)?, 200, b"one\r\ntwo\r\nthree")
}

pub(super) fn body_without_length_ends_at_close(subject: &Subject) -> Verdict {
    let server = Server::responding_once("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nthe end")?;
    expect_response(subject.once(post(&server.url())?, LIMITS)?, 200, b"the end")
}

pub(super) fn empty_body_is_accepted(subject: &Subject) -> Verdict {
    for (status, response) in [
        (200, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        (200, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        (204, "HTTP/1.1 204 No Content\r\n\r\n"),
    ] {
        let server = Server::responding(response)?;
        expect_response(subject.once(post(&server.url())?, LIMITS)?, status, b"")
            .map_err(|actual| format!("for {response:?}: {actual}"))?;
    }
    Ok(())
}

pub(super) fn large_response_body_is_complete(subject: &Subject) -> Verdict {
    let body: Vec<u8> = b"0123456789".repeat(100_000);
    let mut response = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".to_vec();
    response.extend_from_slice(&body);
    let server = Server::responding(response)?;
    expect_response(subject.once(post(&server.url())?, LIMITS)?, 200, &body)
}

pub(super) fn response_body_is_streamed(subject: &Subject) -> Verdict {
    let has_head = Arc::new(AtomicBool::new(false));
    let has_chunk = Arc::new(AtomicBool::new(false));
    let (head_seen, chunk_seen) = (Arc::clone(&has_head), Arc::clone(&has_chunk));
    let server = Server::start(move |peer| {
        const PATIENCE: Duration = Duration::from_secs(3);
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        if until(PATIENCE, || head_seen.load(Ordering::SeqCst)) {
            peer.write("5\r\nfirst\r\n");
        }
        if until(PATIENCE, || chunk_seen.load(Ordering::SeqCst)) {
            peer.write("4\r\nlast\r\n0\r\n\r\n");
        }
    })?;
    let (transport, request) = (subject.transport(), post(&server.url())?);
    let rest = subject.run(async {
        let mut body = transport.send(request, LIMITS).await?.into_body();
        has_head.store(true, Ordering::SeqCst);
        let mut first = Vec::new();
        while first.len() < 5 {
            let Some(chunk) = body.chunk().await.transpose()? else { break };
            first.extend_from_slice(&chunk);
        }
        has_chunk.store(true, Ordering::SeqCst);
        first.extend_from_slice(&body.collect(100).await?);
        Ok::<_, TransportError>(first)
    })?;
    let rest = rest.map_err(|error| {
        format!("it waited for data that depends on the response head: {}", describe(&error))
    })?;
    ensure(rest == b"firstlast", || format!("the body was {:?}", String::from_utf8_lossy(&rest)))
}
