//! The transport against servers on loopback, correct and faulty ones.
#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "tests wait and measure")]

mod connections;
mod dns;
mod failures;
#[cfg(feature = "gzip")]
mod gzip;
mod limits;
mod proxies;
mod requests;
mod responses;
mod server;
mod timings;
mod tls;

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_core::{Limits, Sent, Transport, TransportError, TransportErrorKind};
use tencentcloud_ureq::{Proxy, UreqTransport};

/// Far more than loopback needs.
const LIMITS: Limits = Limits::new(Duration::from_secs(5), Duration::from_secs(5));

fn transport() -> UreqTransport {
    UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
}

fn post(uri: impl AsRef<str>, body: &'static str) -> Request<Bytes> {
    let request = Request::post(uri.as_ref()).header("content-type", "application/json");
    request.body(Bytes::from_static(body.as_bytes())).unwrap()
}

fn get(uri: impl AsRef<str>) -> Request<Bytes> {
    Request::get(uri.as_ref()).body(Bytes::new()).unwrap()
}

/// The response with its whole body.
fn exchange(
    transport: &UreqTransport,
    request: Request<Bytes>,
    limits: Limits,
) -> Result<Response<Bytes>, TransportError> {
    pollster::block_on(async {
        let (head, body) = transport.send(request, limits).await?.into_parts();
        Ok(Response::from_parts(head, body.collect(limits.body).await?))
    })
}

/// Runs an exchange that must fail with this kind; the message of the error.
#[track_caller]
fn fails(
    transport: &UreqTransport,
    request: Request<Bytes>,
    limits: Limits,
    kind: TransportErrorKind,
    sent: Sent,
) -> String {
    let error = exchange(transport, request, limits).unwrap_err();
    let text = error.to_string();
    assert_eq!((error.kind(), error.sent()), (kind, sent), "{text}: {error:?}");
    assert!(!text.contains('\n'), "{text}");
    text
}

/// Runs a function that must take this time: not less and not much more.
#[track_caller]
fn takes<T>(expected: Duration, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    let taken = start.elapsed();
    // Generous upwards, because test machines are busy.
    let most = expected + Duration::from_millis(600);
    assert!(expected <= taken && taken < most, "{taken:?} instead of {expected:?}");
    result
}
