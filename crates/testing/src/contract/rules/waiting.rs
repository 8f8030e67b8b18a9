//! How a transport waits, and where its requests go.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use crate::contract::Contract;
use crate::contract::exchange::{LIMITS, Verdict, answered, ensure, exchange, post};
use crate::contract::server::Server;
use crate::contract::time::{Watch, until};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

pub(super) fn sleep_waits(contract: &Contract) -> Verdict {
    const ASKED: Duration = Duration::from_millis(60);
    let transport = contract.transport();
    let watch = Watch::start();
    contract.run(transport.sleep(ASKED))?;
    let taken = watch.elapsed();
    ensure(taken >= ASKED, || format!("asked for {ASKED:?}, it came back after {taken:?}"))?;
    ensure(taken < Duration::from_secs(5), || format!("it waited {taken:?} for {ASKED:?}"))?;
    contract.run(transport.sleep(Duration::ZERO))
}

pub(super) fn it_is_not_in_process(contract: &Contract) -> Verdict {
    // Keys that an emulator made up may go to any host that is in the process.
    ensure(!contract.transport().in_process(), || "it says true".to_owned())
}

/// The server answers when it has seen the transport let go of its caller: at
/// once for a blocking one, which never does.
pub(super) fn it_waits_as_it_says(contract: &Contract) -> Verdict {
    let is_polled = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&is_polled);
    let must_let_go = !contract.is_blocking;
    let server = Server::start(move |peer| {
        let is_let_go = || !must_let_go || !seen.load(Ordering::SeqCst);
        if peer.request().is_some() && until(Duration::from_secs(3), is_let_go) {
            peer.write(OK);
        }
    })?;
    let (transport, request) = (contract.transport(), post(&server.url())?);
    let mut polls = 0;
    let answer = contract.run(async {
        let mut exchange = pin!(exchange(&*transport, request, LIMITS));
        poll_fn(|cx| {
            polls += 1;
            is_polled.store(true, Ordering::SeqCst);
            let polled: Poll<_> = exchange.as_mut().poll(cx);
            is_polled.store(false, Ordering::SeqCst);
            polled
        })
        .await
    })?;
    if contract.is_blocking {
        ensure(polls == 1, || format!("it was ready when polled {polls} times"))?;
    }
    answered(answer, 200, b"{}").map_err(|what| {
        if must_let_go { format!("it waited inside of poll, or {what}") } else { what }
    })
}
