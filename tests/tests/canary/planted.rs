//! What is listened to is heard: the same search finds a leak in each place.

use std::panic::catch_unwind;
use std::sync::Mutex;

use bytes::Bytes;
use tencentcloud_core::form;

use crate::capture;
use crate::search::{Form, Search};

const PLANTED: &str = "test/planted+leak=000009";

/// In which form this tells the secret. One after the other, so that no other
/// leak is found.
fn told_by(leak: impl FnOnce()) -> Option<Form> {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    let before = capture::told().len();
    leak();
    let told = capture::told()[before..].to_owned();
    Search::of([("planted", PLANTED.as_bytes())]).find(&told).map(|(_, form, _)| form)
}

#[test]
fn a_leak_is_heard_in_each_place() {
    capture::start();
    let encoded = form::encode([("Token", PLANTED)]);
    let hex = format!("{:x}", Bytes::from_static(PLANTED.as_bytes()));

    assert_eq!(told_by(|| {}), None);
    assert_eq!(told_by(|| log::trace!("{PLANTED}")), Some(Form::Raw));
    assert_eq!(told_by(|| log::trace!(target: "elsewhere", "{hex}")), Some(Form::Hex));
    assert_eq!(told_by(|| tracing::trace!("{encoded}")), Some(Form::Percent));
    let bytes = || tracing::trace!(bytes = ?PLANTED.as_bytes(), "sent");
    assert_eq!(told_by(bytes), Some(Form::Numbers));

    let begin = || tracing::trace_span!("call", secret = PLANTED);
    assert_eq!(told_by(|| drop(begin())), Some(Form::Raw));
    let span = tracing::trace_span!("call", later = tracing::field::Empty);
    let record = || {
        span.record("later", &*encoded);
    };
    assert_eq!(told_by(record), Some(Form::Percent));

    let panicked = || assert!(catch_unwind(|| panic!("{PLANTED}")).is_err());
    assert_eq!(told_by(panicked), Some(Form::Raw));
}

/// The only exception; see `capture`.
#[test]
fn trace_of_ureq_is_not_heard() {
    capture::start();
    for target in ["ureq::run", "ureq_proto::util"] {
        assert_eq!(told_by(|| log::trace!(target: target, "{PLANTED}")), None);
        assert_eq!(told_by(|| log::debug!(target: target, "{PLANTED}")), Some(Form::Raw));
    }
    assert_eq!(told_by(|| log::trace!(target: "hyper", "{PLANTED}")), Some(Form::Raw));
}
