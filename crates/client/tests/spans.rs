//! What `tracing` is told. A program of its own with one test: what is enabled is
//! remembered for a whole process, and threads without a subscriber are in the way.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tencentcloud_client::{Credential, Error, Response, blocking::Client};
use tencentcloud_core::{Effect, Request, Sent, TransportErrorKind as Kind};
use tencentcloud_testing::Scripted;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

type Notes = Arc<Mutex<Vec<String>>>;

const ANSWER: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

/// Writes down everything it is told.
struct Writing(Notes);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.extend([" ", field.name(), "=", &format!("{value:?}")]);
    }
}

impl Writing {
    fn write(&self, what: &str, visit: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(what.to_owned());
        visit(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
}

impl Subscriber for Writing {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("recorded", |fields| values.record(fields));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        self.write("event", |fields| event.record(fields));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn told(script: &Scripted) -> (Result<Response<String>, Error>, Vec<String>) {
    let notes = Notes::default();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let keys = keys.with_token("test-token-000001").unwrap();
    let client = Client::builder(script.clone()).credentials(keys).clock(script.clock()).build();
    let request =
        Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
    let sending = tracing::subscriber::with_default(Writing(Notes::clone(&notes)), || {
        client.request(request).send()
    });
    let notes = notes.lock().unwrap().clone();
    for secret in ["test-secret-key-000001", "test-token-000001", "Signature"] {
        assert!(notes.iter().all(|note| !note.contains(secret)), "{notes:#?}");
    }
    (sending, notes)
}

#[test]
fn a_call_is_a_span_with_its_attempts_its_request_id_and_its_failure() {
    let (sending, notes) = told(&Scripted::new().failure(Kind::Closed, Sent::Maybe).json(ANSWER));
    sending.unwrap();
    let has = |all: &[&str]| notes.iter().any(|note| all.iter().all(|part| note.contains(part)));
    assert!(has(&["call", "service=\"ecm\"", "action=\"DescribeImage\""]), "{notes:#?}");
    assert!(has(&["event", "attempt=1", "host=\"ecm.tencentcloudapi.com\""]), "{notes:#?}");
    assert!(has(&["event", "attempt=1", "sent=Maybe", "closed"]), "{notes:#?}");
    assert!(has(&["event", "waiting"]), "{notes:#?}");
    assert!(has(&["event", "attempt=2", "status=200"]), "{notes:#?}");
    assert!(has(&["recorded", "request_id=\"r-1\""]), "{notes:#?}");
    assert!(has(&["recorded", "attempts=2"]), "{notes:#?}");

    let (sending, notes) = told(&Scripted::new().json(
        r#"{"Response": {"Error": {"Code": "InvalidParameter", "Message": "no"}, "RequestId": "r-0"}}"#,
    ));
    sending.unwrap_err();
    assert!(notes.iter().any(|note| note.contains("request_id=\"r-0\"")), "{notes:#?}");
    assert!(notes.iter().any(|note| note.contains("InvalidParameter: no")), "{notes:#?}");
}
