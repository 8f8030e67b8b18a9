//! The emulator in place of a network.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Clock as _, Limits, Sent, Transport, TransportErrorKind,
};
use tencentcloud_emulator::Emulator;

use crate::caller::{START, draft, frozen, import_parameters};

fn both<T: BlockingTransport + AsyncTransport + Clone + Send + Sync + 'static>(transport: T) -> T {
    transport
}

#[test]
fn requests_arrive_and_answers_come_back() {
    let emulator = both(frozen(|builder| builder));
    let mut request = draft("ImportImage", &import_parameters()).request();
    *request.uri_mut() = "https://ecm.tencentcloudapi.com/".parse().unwrap();
    let answer = pollster::block_on(emulator.send(request, Limits::default())).unwrap();
    assert_eq!(answer.status(), 200);
    let body = pollster::block_on(answer.into_body().collect(1_000)).unwrap();
    assert!(body.starts_with(b"{\"Response\":{\"RequestId\":"), "{body:?}");
}

/// HTTP libraries make the Host header of the URI; so does this.
#[test]
fn the_host_is_that_of_the_uri() {
    let emulator = frozen(|builder| builder);
    let mut request = draft("ImportImage", &import_parameters()).without("host").request();
    *request.uri_mut() = "https://ecm.tencentcloudapi.com/".parse().unwrap();
    crate::caller::Answer::of(&emulator.respond(request)).success();
}

#[test]
fn a_request_to_nowhere_is_not_sent() {
    let emulator = frozen(|builder| builder);
    let request = Request::post("/").body(Bytes::new()).unwrap();
    let error = pollster::block_on(emulator.send(request, Limits::default())).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Unsupported, Sent::Never));
}

#[test]
fn sleep_moves_a_frozen_clock_at_once() {
    let emulator = frozen(|builder| builder);
    pollster::block_on(emulator.sleep(Duration::from_secs(3_600)));
    assert_eq!(emulator.clock().now().unix.seconds(), START.seconds() + 3_600);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "real waiting is measured in real time")]
fn sleep_with_a_running_clock_takes_its_time() {
    let emulator = Emulator::builder().build().unwrap();
    let start = Instant::now();
    pollster::block_on(emulator.sleep(Duration::from_millis(20)));
    assert!(start.elapsed() >= Duration::from_millis(20));
}
