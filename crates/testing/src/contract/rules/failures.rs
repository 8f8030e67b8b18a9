//! What a failure is called, and whether the server may have seen the request.

use tencentcloud_core::{Sent, TransportErrorKind as Kind};

use crate::contract::Contract;
use crate::contract::exchange::{
    LIMITS, Verdict, ensure, failed, failure, get, post, post_of, told,
};
use crate::contract::server::{Server, nobody};
use crate::contract::time::Watch;

pub(super) fn nobody_listens(contract: &Contract) -> Verdict {
    let url = format!("http://{}/", nobody()?);
    for request in [post(&url)?, get(&url)?] {
        failed(contract.once(request, LIMITS)?, Kind::Connect, Sent::Never)?;
    }
    Ok(())
}

pub(super) fn closed_without_an_answer(contract: &Contract) -> Verdict {
    for body in ["{}", ""] {
        let server = Server::answering_once("")?;
        let request = post_of(&server.url(), body)?;
        failed(contract.once(request, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|what| format!("with {} bytes of body: {what}", body.len()))?;
    }
    Ok(())
}

pub(super) fn closed_within_the_head(contract: &Contract) -> Verdict {
    for head in
        ["H", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"]
    {
        let server = Server::answering_once(head)?;
        failed(contract.once(post(&server.url())?, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|what| format!("after {head:?}: {what}"))?;
    }
    Ok(())
}

pub(super) fn a_cut_body_is_an_error(contract: &Contract) -> Verdict {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfour",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfives\r\n",
    ] {
        let server = Server::answering_once(answer)?;
        failed(contract.once(post(&server.url())?, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|what| format!("after {answer:?}: {what}"))?;
    }
    Ok(())
}

/// With bytes unread, closing is a reset. All of the request is there by then.
pub(super) fn a_reset_with_the_request_held(contract: &Contract) -> Verdict {
    for answer in ["", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfo"] {
        let server = Server::start(move |peer| {
            peer.head();
            peer.wait_for(7);
            peer.write(answer);
        })?;
        let request = post_of(&server.url(), "{\"a\":1}")?;
        failed(contract.once(request, LIMITS)?, Kind::Closed, Sent::Maybe)
            .map_err(|what| format!("after {answer:?}: {what}"))?;
    }
    Ok(())
}

pub(super) fn a_reset_before_the_body_was_taken(contract: &Contract) -> Verdict {
    let server = Server::start(|peer| {
        peer.head();
        peer.wait_for(1);
    })?;
    let watch = Watch::start();
    let answer = contract.once(post_of(&server.url(), vec![b'x'; 30_000_000])?, LIMITS)?;
    let error = failure(answer)?;
    let is_closed = matches!(error.kind(), Kind::Closed | Kind::Other);
    ensure(is_closed, || format!("it failed as {}", told(&error)))?;
    ensure(watch.elapsed() < LIMITS.total, || "only the time limit ended it".to_owned())?;
    ensure(server.connections() == 1, || format!("it was tried {} times", server.connections()))
}

pub(super) fn garbage_is_no_answer(contract: &Contract) -> Verdict {
    for answer in [
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 two hundred\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0\r\n\r\n",
    ] {
        let server = Server::answering_once(answer)?;
        failed(contract.once(post(&server.url())?, LIMITS)?, Kind::Protocol, Sent::Maybe)
            .map_err(|what| format!("for {answer:?}: {what}"))?;
    }
    Ok(())
}

pub(super) fn nothing_is_sent_twice(contract: &Contract) -> Verdict {
    for answer in [
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour",
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "garbage\r\n\r\n",
    ] {
        let server = Server::answering_once(answer)?;
        for request in [post(&server.url())?, get(&server.url())?] {
            let before = server.requests().len();
            // Whether it is an answer or an error is another rule's business.
            let _ = contract.once(request, LIMITS)?;
            let times = server.requests().len() - before;
            ensure(times == 1, || format!("after {answer:?} the server had it {times} times"))?;
        }
    }
    Ok(())
}
