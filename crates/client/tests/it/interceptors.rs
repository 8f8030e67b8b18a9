//! Interceptors.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use tencentcloud_client::{AttemptInfo, Error, Interceptor, Response, WaitReason};
use tencentcloud_core::{Request, Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;

use crate::{BODY, Log, describe, entries, with_both_clients};

#[derive(Debug)]
struct Recorder(&'static str, Log<String>);

impl Interceptor for Recorder {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        let name = HeaderName::from_bytes(format!("x-{}", self.0).as_bytes()).unwrap();
        request.header(name.clone(), HeaderValue::from(attempt)).sign_header(name)
    }

    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let outcome = match info.outcome {
            Ok(response) => format!("{} by {}", response.status, info.host),
            Err(Error::Transport { error, .. }) => format!("{:?}", error.kind()),
            Err(error) => error.to_string(),
        };
        self.1.lock().unwrap().push(format!("{} {} {outcome}", self.0, info.attempt));
    }

    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        self.1.lock().unwrap().push(format!("{} {reason:?} {delay:?}", self.0));
    }
}

#[test]
fn interceptors_see_every_attempt_in_order_and_added_headers_are_signed() {
    let log = Log::default();
    let script = || {
        Scripted::new()
            .failure(Kind::Closed, Sent::Maybe)
            .status(StatusCode::BAD_GATEWAY, "")
            .json(BODY)
    };
    with_both_clients!(
        script(),
        |builder| builder
            .interceptor(Recorder("one", Log::clone(&log)))
            .interceptor(Recorder("two", Log::clone(&log))),
        |client| client.request(describe()),
        |result: Result<Response<String>, Error>, script: Scripted| {
            result.unwrap();
            let third = &script.requests()[2];
            assert_eq!(third.headers()["x-one"], "3");
            let authorization = third.headers()["authorization"].to_str().unwrap();
            assert!(authorization.contains("SignedHeaders=content-type;host;x-one;x-two,"));
            let all = entries(&log);
            let of_one: Vec<_> = all.iter().filter(|entry| entry.starts_with("one")).collect();
            assert_eq!(
                of_one,
                [
                    "one 1 Closed",
                    "one Backoff 0ns",
                    "one 2 DescribeImage: invalid response: HTTP status 502 Bad Gateway",
                    "one Backoff 0ns",
                    "one 3 200 OK by ecm.tencentcloudapi.com",
                ]
            );
            assert_eq!(all[1], "two 1 Closed");
            log.lock().unwrap().clear();
        }
    );
}

#[derive(Debug)]
struct Panicking(AtomicU32);

impl Interceptor for Panicking {
    fn before_signing(&self, request: Request, _: u32) -> Request {
        assert_ne!(self.0.fetch_add(1, Ordering::Relaxed), 1, "second call");
        request
    }
}

#[test]
fn permit_is_returned_when_an_interceptor_panics() {
    let script = Scripted::new().json(BODY).json(BODY);
    let client = tencentcloud_client::blocking::Client::builder(script.clone())
        .credentials(crate::keys())
        .clock(script.clock())
        .interceptor(Panicking(AtomicU32::new(0)))
        .build();
    let send = || client.request(describe().rate(20)).send();
    send().unwrap();
    std::panic::catch_unwind(AssertUnwindSafe(send)).unwrap_err();
    send().unwrap();
    assert_eq!(script.clock().sleeps().len(), 1, "the third call gets the permit of the second");
}
