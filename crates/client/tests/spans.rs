//! Spans and events for `tracing`. It is a separate program with one test, because
//! `tracing` caches for the whole process which spans are enabled.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tencentcloud_client::{Credential, Error, Response, blocking::Client};
use tencentcloud_core::{Effect, Request, Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

type Log = Arc<Mutex<Vec<String>>>;

const BODY: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

/// A subscriber that records every span and event as a line.
struct Recorder(Log);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.extend([" ", field.name(), "=", &format!("{value:?}")]);
    }
}

impl Recorder {
    fn line(&self, name: &str, visit: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(name.to_owned());
        visit(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("recorded", |fields| values.record(fields));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        self.line("event", |fields| event.record(fields));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn send(script: &Scripted) -> (Result<Response<String>, Error>, Vec<String>) {
    let log = Log::default();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let keys = keys.with_token("test-token-000001").unwrap();
    let client = Client::builder(script.clone()).credentials(keys).clock(script.clock()).build();
    let request =
        Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
    let result = tracing::subscriber::with_default(Recorder(Log::clone(&log)), || {
        client.request(request).send()
    });
    let log = log.lock().unwrap().clone();
    for secret in ["test-secret-key-000001", "test-token-000001", "Signature"] {
        assert!(log.iter().all(|line| !line.contains(secret)), "{log:#?}");
    }
    (result, log)
}

#[test]
fn call_is_a_span_with_attempts_request_id_and_error() {
    let (result, log) = send(&Scripted::new().failure(Kind::Closed, Sent::Maybe).json(BODY));
    result.unwrap();
    let has = |all: &[&str]| log.iter().any(|line| all.iter().all(|part| line.contains(part)));
    assert!(has(&["call", "service=\"ecm\"", "action=\"DescribeImage\""]), "{log:#?}");
    assert!(has(&["event", "attempt=1", "host=\"ecm.tencentcloudapi.com\""]), "{log:#?}");
    assert!(has(&["event", "attempt=1", "sent=Maybe", "closed"]), "{log:#?}");
    assert!(has(&["event", "waiting", "reason=Backoff"]), "{log:#?}");
    assert!(has(&["event", "attempt=2", "status=200", "request_id=\"r-1\""]), "{log:#?}");
    assert!(has(&["recorded", "request_id=\"r-1\""]), "{log:#?}");
    assert!(has(&["recorded", "attempts=2"]), "{log:#?}");

    let (result, log) = send(&Scripted::new().json(
        r#"{"Response": {"Error": {"Code": "InvalidParameter", "Message": "no"}, "RequestId": "r-0"}}"#,
    ));
    result.unwrap_err();
    assert!(log.iter().any(|line| line.contains("request_id=\"r-0\"")), "{log:#?}");
    assert!(log.iter().any(|line| line.contains("InvalidParameter: no")), "{log:#?}");
}
