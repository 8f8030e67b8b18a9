//! One clock for an emulator, a scripted transport and their clients.

use std::time::Duration;

use tencentcloud_client::blocking::Client;
use tencentcloud_core::{Clock, Effect, Request, Sent, TransportErrorKind};
use tencentcloud_emulator::Emulator;
use tencentcloud_testing::{Capture, Scripted};

#[test]
fn scripted_transport_shares_the_clock_of_an_emulator() {
    let emulator = Emulator::builder().build().unwrap();
    let clock = emulator.clock();
    clock.freeze(true);
    clock.set_random(1 << 63);
    let start = clock.now().elapsed;

    // A transport with a fault in front of the emulator.
    let behind = emulator.clone();
    let faults = Scripted::new()
        .with_clock(emulator.clock())
        .failure(TransportErrorKind::Connect, Sent::Never)
        .otherwise(move |request| behind.respond(request.clone()));
    let client = Client::builder(Capture::new(faults.clone()))
        .credentials(emulator.credential())
        .clock(emulator.clock())
        .build();
    let request =
        Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
    let response = client.request(request).send().unwrap();

    assert_eq!(response.attempts, 2);
    let wait = Duration::from_millis(100);
    assert_eq!(clock.sleeps(), [wait]);
    assert_eq!(clock.now().elapsed, start + wait);
    assert_eq!(faults.times(), [start, start + wait]);
}
