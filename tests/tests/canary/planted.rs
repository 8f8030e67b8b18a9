//! The capture works: it records a planted leak in each place, but for the one
//! exception.

use std::panic::catch_unwind;
use std::sync::Mutex;

use bytes::Bytes;
use log::Level;
use tencentcloud_client::{Credential, blocking};
use tencentcloud_core::form;
use tencentcloud_ureq::UreqTransport;

use crate::capture::{self, EXCEPTION};
use crate::search::{Form, Search};
use crate::server::{self, DONE, response};

const PLANTED: &str = "test/planted+leak=000009";

/// What `run` adds to the log. Runs one at a time.
fn logged_by(run: impl FnOnce()) -> String {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    let before = capture::logged().len();
    run();
    capture::logged()[before..].to_owned()
}

/// The form in which the planted secret appears in the log.
fn leaked_by(leak: impl FnOnce()) -> Option<Form> {
    let planted = Search::of([("planted", PLANTED.as_bytes())]);
    planted.find(&logged_by(leak)).map(|(_, form, _)| form)
}

#[test]
fn a_leak_is_recorded_in_each_place() {
    capture::start();
    let encoded = form::encode([("Token", PLANTED)]);
    let hex = format!("{:x}", Bytes::from_static(PLANTED.as_bytes()));

    assert_eq!(leaked_by(|| {}), None);
    assert_eq!(leaked_by(|| log::trace!("{PLANTED}")), Some(Form::Raw));
    assert_eq!(leaked_by(|| log::trace!(target: "elsewhere", "{hex}")), Some(Form::Hex));
    assert_eq!(leaked_by(|| tracing::trace!("{encoded}")), Some(Form::Percent));
    let bytes = || tracing::trace!(bytes = ?PLANTED.as_bytes(), "sent");
    assert_eq!(leaked_by(bytes), Some(Form::Numbers));

    let begin = || tracing::trace_span!("call", secret = PLANTED);
    assert_eq!(leaked_by(|| drop(begin())), Some(Form::Raw));
    let span = tracing::trace_span!("call", later = tracing::field::Empty);
    let record = || {
        span.record("later", &*encoded);
    };
    assert_eq!(leaked_by(record), Some(Form::Percent));

    let panicking = || assert!(catch_unwind(|| panic!("{PLANTED}")).is_err());
    assert_eq!(leaked_by(panicking), Some(Form::Raw));
}

#[test]
fn only_the_trace_level_of_ureq_is_excepted() {
    capture::start();
    for level in Level::iter() {
        for target in ["ureq", "ureq_proto::util", "tencentcloud_ureq", "hyper", "rustls"] {
            let leaked = leaked_by(|| log::log!(target: target, level, "{PLANTED}"));
            let expected = if level == Level::Trace && target.starts_with("ureq") {
                None
            } else {
                Some(Form::Raw)
            };
            assert_eq!(leaked, expected, "{level} {target}");
        }
    }
    assert_eq!(leaked_by(|| tracing::trace!(target: "ureq", "{PLANTED}")), Some(Form::Raw));
}

/// If this fails, ureq has become discreet, and the exception can go.
#[test]
fn the_exception_is_needed() {
    capture::start();
    let token = "q".repeat(64);
    let keys = Credential::new("test-secret-id-000009", "test-other-key").unwrap();
    let address = server::that(|_| response("200 OK", DONE));
    let client = blocking::Client::builder(UreqTransport::new().unwrap())
        .endpoint(server::at(address))
        .credentials(keys.with_token(&*token).unwrap())
        .build();
    let call = || {
        client.request(crate::calls::forms().remove(0)).send().unwrap();
    };
    // ureq prints rows of 16 bytes.
    let leaks = |logged: &str| logged.contains(&token[..16]);
    assert!(!leaks(&logged_by(call)), "leaked in spite of the exception");
    assert!(leaks(&logged_by(|| capture::excepting(None, call))), "{EXCEPTION:?}");
}
