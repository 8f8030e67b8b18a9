//! The times of an attempt, as interceptors see them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tencentcloud_client::blocking::Client;
use tencentcloud_client::{AttemptInfo, Interceptor, RetryPolicy};
use tencentcloud_core::{
    Clock, Limits, Now, ResponseBody, Sent, Timestamp, Timings, TransportError,
    TransportErrorKind as Kind, blocking_transport_from_fn,
};

use crate::{BODY, Log, describe, entries, keys};

/// A clock that advances by one millisecond with each reading.
#[derive(Debug, Default)]
struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn now(&self) -> Now {
        let elapsed = Duration::from_millis(self.0.fetch_add(1, Ordering::Relaxed));
        Now::new(Timestamp::saturating(1_700_000_000), elapsed, 7)
    }
}

/// Of each attempt: all of it, signing, the transport's times, and the body.
type Times = (Duration, Duration, Option<Timings>, Duration);

#[derive(Debug)]
struct Recorder(Log<Times>);

impl Interceptor for Recorder {
    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        self.0.lock().unwrap().push((info.took, info.signing, info.timings, info.body));
    }
}

#[test]
fn attempt_has_the_times_of_client_and_transport() {
    let ms = Duration::from_millis;
    let timings = Timings::new(Some(ms(30)), ms(40));
    let attempts = AtomicU64::new(0);
    let send = move |_: http::Request<bytes::Bytes>, _: Limits| {
        let attempt = attempts.fetch_add(1, Ordering::Relaxed);
        if attempt == 0 {
            return Err(TransportError::new(Kind::Connect, Sent::Never));
        }
        let mut response = http::Response::new(ResponseBody::from(BODY));
        match attempt {
            // The status of a gateway is retried.
            1 => *response.status_mut() = http::StatusCode::BAD_GATEWAY,
            _ => _ = response.extensions_mut().insert(timings),
        }
        Ok(response)
    };
    let log = Log::default();
    let client = Client::builder(blocking_transport_from_fn(send, |_| ()))
        .credentials(keys())
        .clock(Ticking::default())
        .retry_policy(RetryPolicy::default().max_retries(2))
        .interceptor(Recorder(Log::clone(&log)))
        .build();
    client.request(describe()).send().unwrap();
    assert_eq!(
        entries(&log),
        [
            (ms(2), ms(1), None, ms(0)),
            (ms(3), ms(1), None, ms(1)),
            (ms(3), ms(1), Some(timings), ms(1)),
        ],
        "the clock is read after signing, after the head if there is one, and at the end"
    );
}
