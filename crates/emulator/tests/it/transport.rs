//! The emulator as a transport.

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
fn send_returns_the_response_of_the_emulator() {
    let emulator = both(frozen(|builder| builder));
    assert!(emulator.in_process(), "keys for an emulator may be sent to it");
    let mut request = draft("ImportImage", &import_parameters()).request();
    *request.uri_mut() = "https://ecm.tencentcloudapi.com/".parse().unwrap();
    let reply = pollster::block_on(emulator.send(request, Limits::default())).unwrap();
    assert_eq!(reply.status(), 200);
    let body = pollster::block_on(reply.into_body().collect(1_000)).unwrap();
    assert!(body.starts_with(b"{\"Response\":{\"RequestId\":"), "{body:?}");
}

#[test]
fn host_is_that_of_the_uri_when_the_header_is_missing() {
    let emulator = frozen(|builder| builder);
    let mut request = draft("ImportImage", &import_parameters()).without("host").request();
    *request.uri_mut() = "https://ecm.tencentcloudapi.com/".parse().unwrap();
    crate::caller::Reply::of(&emulator.respond(request)).success();
}

#[test]
fn request_without_authority_is_never_sent() {
    let emulator = frozen(|builder| builder);
    let request = Request::post("/").body(Bytes::new()).unwrap();
    let error = pollster::block_on(emulator.send(request, Limits::default())).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Unsupported, Sent::Never));
}

#[test]
fn sleep_advances_a_frozen_clock_at_once() {
    let emulator = frozen(|builder| builder);
    pollster::block_on(emulator.sleep(Duration::from_secs(3_600)));
    assert_eq!(emulator.clock().now().unix.seconds(), START.seconds() + 3_600);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a real sleep is measured in real time")]
fn sleep_takes_real_time_when_the_clock_runs() {
    let emulator = Emulator::builder().build().unwrap();
    let start = Instant::now();
    pollster::block_on(emulator.sleep(Duration::from_millis(20)));
    assert!(start.elapsed() >= Duration::from_millis(20));
}
