//! No limit is overstepped, wherever the time goes.

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Limits, Sent, TransportErrorKind as Kind};

use crate::contract::Contract;
use crate::contract::exchange::{
    LIMITS, Verdict, answered, ensure, failed, failure, get, post, post_of, told,
};
use crate::contract::server::Server;
use crate::contract::time::Watch;

/// The limit of a trial; the servers have several seconds of patience.
const SHORT: Duration = Duration::from_millis(300);
/// What it may become on a machine that has much else to do.
const LATE: Duration = Duration::from_secs(3);
const LONG: Duration = Duration::from_secs(6);

pub(super) fn a_silent_server_is_left(contract: &Contract) -> Verdict {
    let server = Server::start(|peer| {
        peer.request();
        peer.wait_for_end();
    })?;
    for request in [post(&server.url())?, get(&server.url())?] {
        ends_in_time(contract, request, Limits::new(LONG, SHORT), Sent::Maybe)?;
    }
    Ok(())
}

pub(super) fn a_dribbling_head_is_left(contract: &Contract) -> Verdict {
    let server = Server::start(|peer| {
        peer.request();
        peer.write("HTTP/1.1 200 OK\r\nX: ");
        peer.dribble("x");
    })?;
    ends_in_time(contract, post(&server.url())?, Limits::new(LONG, SHORT), Sent::Maybe)
}

pub(super) fn a_dribbling_body_is_left(contract: &Contract) -> Verdict {
    for (head, piece) in
        [("Content-Length: 1000000", "x"), ("Transfer-Encoding: chunked", "1\r\nx\r\n")]
    {
        let server = Server::start(move |peer| {
            peer.request();
            peer.write(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n"));
            peer.dribble(piece);
        })?;
        ends_in_time(contract, post(&server.url())?, Limits::new(LONG, SHORT), Sent::Maybe)
            .map_err(|what| format!("with {head}: {what}"))?;
    }
    Ok(())
}

pub(super) fn a_server_that_does_not_read_is_left(contract: &Contract) -> Verdict {
    let server = Server::start(|peer| {
        peer.head();
        peer.wait_for(usize::from(u16::MAX) * 1_000);
    })?;
    let body = Bytes::from(vec![b'x'; 30_000_000]);
    let watch = Watch::start();
    let answer = contract.once(post_of(&server.url(), body)?, Limits::new(LONG, SHORT))?;
    let error = failure(answer)?;
    ensure(error.kind() == Kind::Timeout, || format!("it failed as {}", told(&error)))?;
    in_time(&watch)
}

pub(super) fn connecting_has_a_limit(contract: &Contract) -> Verdict {
    // A queue that is full drops whoever knocks.
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let knock = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
    let queue: Vec<_> = (0..5_000).map_while(|_| knock().ok()).collect();
    if queue.len() == 5_000 {
        // This system takes everybody; there is nothing to wait for.
        return Ok(());
    }
    for limits in [Limits::new(SHORT, LONG), Limits::new(LONG, SHORT)] {
        let request = post(&format!("http://{address}/"))?;
        ends_in_time(contract, request, limits, Sent::Never)?;
    }
    Ok(())
}

pub(super) fn a_limit_may_be_endless(contract: &Contract) -> Verdict {
    let server = Server::answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")?;
    let mut limits = Limits::new(Duration::MAX, Duration::MAX);
    limits.body = LIMITS.body;
    answered(contract.once(post(&server.url())?, limits)?, 200, b"{}")
}

fn ends_in_time(
    contract: &Contract,
    request: http::Request<Bytes>,
    limits: Limits,
    sent: Sent,
) -> Verdict {
    let watch = Watch::start();
    let answer = contract.once(request, limits)?;
    failed(answer, Kind::Timeout, sent)
        .map_err(|what| format!("{what}, after {:?}", watch.elapsed()))?;
    in_time(&watch)
}

fn in_time(watch: &Watch) -> Verdict {
    let taken = watch.elapsed();
    // A timer may be early by a tick.
    ensure(taken + Duration::from_millis(5) >= SHORT && taken < LATE, || {
        format!("it took {taken:?} where the limit was {SHORT:?}")
    })
}
