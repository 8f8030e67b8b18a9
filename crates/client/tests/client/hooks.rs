//! A program's own part in every attempt.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};
use tencentcloud_client::{AttemptInfo, Error, Interceptor, Response};
use tencentcloud_core::{Request, Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;

use crate::{ANSWER, Notes, describe, taken, with_both_clients};

#[derive(Debug)]
struct Noting(&'static str, Notes<String>);

impl Interceptor for Noting {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        let name = HeaderName::from_bytes(format!("x-{}", self.0).as_bytes()).unwrap();
        request.header(name.clone(), HeaderValue::from(attempt)).sign_header(name)
    }

    fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
        let outcome = match attempted.outcome {
            Ok(received) => format!("{} by {}", received.status, attempted.host),
            Err(Error::Transport { error, .. }) => format!("{:?}", error.kind()),
            Err(error) => error.to_string(),
        };
        self.1.lock().unwrap().push(format!("{} {} {outcome}", self.0, attempted.attempt));
    }

    fn before_waiting(&self, delay: Duration) {
        self.1.lock().unwrap().push(format!("{} {delay:?}", self.0));
    }
}

#[test]
fn hooks_see_every_attempt_and_sign_what_they_add() {
    let notes = Notes::default();
    let script = || {
        Scripted::new()
            .failure(Kind::Closed, Sent::Maybe)
            .status(StatusCode::BAD_GATEWAY, "")
            .json(ANSWER)
    };
    with_both_clients!(
        script(),
        |builder| builder
            .interceptor(Noting("one", Notes::clone(&notes)))
            .interceptor(Noting("two", Notes::clone(&notes))),
        |client| client.request(describe()),
        |sending: Result<Response<String>, Error>, script: Scripted| {
            sending.unwrap();
            let third = &script.requests()[2];
            assert_eq!(third.headers()["x-one"], "3");
            let authorization = third.headers()["authorization"].to_str().unwrap();
            assert!(authorization.contains("SignedHeaders=content-type;host;x-one;x-two,"));
            let told = taken(&notes);
            let of_one: Vec<_> = told.iter().filter(|note| note.starts_with("one")).collect();
            assert_eq!(
                of_one,
                [
                    "one 1 Closed",
                    "one 0ns",
                    "one 2 DescribeImage: the answer has HTTP status 502 Bad Gateway",
                    "one 0ns",
                    "one 3 200 OK by ecm.tencentcloudapi.com",
                ]
            );
            assert_eq!(told[1], "two 1 Closed", "in the order of adding");
            notes.lock().unwrap().clear();
        }
    );
}

#[derive(Debug)]
struct Panicking(AtomicU32);

impl Interceptor for Panicking {
    fn before_signing(&self, request: Request, _: u32) -> Request {
        assert_ne!(self.0.fetch_add(1, Ordering::Relaxed), 1, "the second time");
        request
    }
}

#[test]
fn a_hook_that_panics_harms_no_other_call() {
    let script = Scripted::new().json(ANSWER).json(ANSWER);
    let client = tencentcloud_client::blocking::Client::builder(script.clone())
        .credentials(crate::keys())
        .clock(script.clock())
        .interceptor(Panicking(AtomicU32::new(0)))
        .build();
    let send = || client.request(describe().rate(20)).send();
    send().unwrap();
    std::panic::catch_unwind(AssertUnwindSafe(send)).unwrap_err();
    send().unwrap();
    assert_eq!(script.clock().sleeps().len(), 1, "the third call has the slot of the second");
}
