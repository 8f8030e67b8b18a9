//! Rules about sleeping and polling.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use crate::contract::exchange::{LIMITS, Verdict, ensure, exchange, expect_response, post};
use crate::contract::server::Server;
use crate::contract::subject::Subject;
use crate::contract::time::{Watch, until};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

pub(super) fn sleep_lasts_at_least_the_delay(subject: &Subject) -> Verdict {
    const DELAY: Duration = Duration::from_millis(60);
    let transport = subject.transport();
    let watch = Watch::start();
    subject.run(transport.sleep(DELAY))?;
    let taken = watch.elapsed();
    let in_time = taken >= DELAY && taken < Duration::from_secs(5);
    ensure(in_time, || format!("it returned after {taken:?} instead of {DELAY:?}"))?;
    subject.run(transport.sleep(Duration::ZERO))
}

pub(super) fn socket_transport_is_not_in_process(subject: &Subject) -> Verdict {
    // In-process transports may be given credentials that must not reach Tencent Cloud.
    ensure(!subject.transport().in_process(), || "it is true".to_owned())
}

/// The server responds once the transport has returned from `poll`: for a
/// blocking transport at once, since it returns only when ready.
pub(super) fn polling_matches_the_transport_kind(subject: &Subject) -> Verdict {
    let in_poll = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&in_poll);
    let is_async = !subject.is_blocking;
    let server = Server::start(move |peer| {
        let may_respond = || !is_async || !seen.load(Ordering::SeqCst);
        if peer.request().is_some() && until(Duration::from_secs(3), may_respond) {
            peer.write(OK);
        }
    })?;
    let (transport, request) = (subject.transport(), post(&server.url())?);
    let mut polls = 0;
    let outcome = subject.run(async {
        let mut exchange = pin!(exchange(&*transport, request, LIMITS));
        poll_fn(|cx| {
            polls += 1;
            in_poll.store(true, Ordering::SeqCst);
            let polled: Poll<_> = exchange.as_mut().poll(cx);
            in_poll.store(false, Ordering::SeqCst);
            polled
        })
        .await
    })?;
    if subject.is_blocking {
        ensure(polls == 1, || format!("it was ready after {polls} polls"))?;
    }
    expect_response(outcome, 200, b"{}").map_err(|actual| {
        if is_async { format!("it blocked in poll, or {actual}") } else { actual }
    })
}
