//! What was asked, and how far it came.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::clock::Moment;
use crate::failure::Failure;

/// The names of the checks that a request has passed, in order, and of the one
/// that refused it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct CheckLog {
    #[serde(rename = "passed")]
    passed: Vec<&'static str>,
    #[serde(rename = "refused_by")]
    refused: Option<&'static str>,
}

impl CheckLog {
    /// Notes how a check went, and hands its result on.
    pub(crate) fn check<T>(
        &mut self,
        name: &'static str,
        outcome: Result<T, Failure>,
    ) -> Result<T, Failure> {
        match &outcome {
            Ok(_) => self.passed.push(name),
            Err(_) => self.refused = Some(name),
        }
        outcome
    }

    #[cfg(test)]
    pub(crate) fn refused(&self) -> Option<&'static str> {
        self.refused
    }
}

/// One API request and its answer. There is no signature in it, no token and
/// no key, and an id only if it is one that the emulator knows: what stands in
/// that place otherwise may well be somebody's secret.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// Unix seconds of the emulator's clock.
    pub(crate) time: f64,
    pub(crate) request_id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) host: Option<String>,
    pub(crate) action: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) client: Option<String>,
    /// Bytes of the body as far as it was kept: a server keeps one more than
    /// is allowed, which is enough to refuse it.
    pub(crate) body_bytes: usize,
    #[serde(flatten)]
    pub(crate) findings: Details,
    #[serde(flatten)]
    pub(crate) trail: CheckLog,
    /// The error code; none if it was carried out.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<String>,
}

/// What came to light on the way through the checks.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Details {
    pub(crate) secret_id: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) service: Option<String>,
    /// Parameters that passed their checks, unless they are many.
    pub(crate) parameters: Option<Map<String, Value>>,
    /// Of a signature that does not match: what should have been signed.
    pub(crate) expected: Option<Expected>,
}

/// What the emulator has rebuilt from a request whose signature does not match,
/// shortened if it is long.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Expected {
    /// None under signature v1.
    pub(crate) canonical_request: Option<String>,
    pub(crate) string_to_sign: String,
}

/// The latest entries, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    /// Entries ever made, those that are gone included.
    total: u64,
}

impl Journal {
    /// How many entries are kept.
    pub(crate) const LENGTH: usize = 1_000;

    pub(crate) fn push(&mut self, entry: Entry) {
        if self.entries.len() == Self::LENGTH {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
        self.total += 1;
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }
}

impl Entry {
    pub(crate) fn new(at: Moment, request_id: String) -> Self {
        Self {
            time: at.seconds(),
            request_id,
            method: String::new(),
            path: String::new(),
            host: None,
            action: None,
            version: None,
            region: None,
            client: None,
            body_bytes: 0,
            findings: Details::default(),
            trail: CheckLog::default(),
            code: None,
            message: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tencentcloud_core::CommonCode;

    use super::*;
    use crate::messages;

    #[test]
    fn the_trail_shows_order_and_end() {
        let mut trail = CheckLog::default();
        assert_eq!(trail.check("one", Ok(1)).unwrap(), 1);
        let failure = Failure::common(CommonCode::InvalidParameter, messages::not_an_object());
        trail.check::<()>("two", Err(failure)).unwrap_err();
        let json = serde_json::to_value(&trail).unwrap();
        assert_eq!(json["passed"], serde_json::json!(["one"]));
        assert_eq!(json["refused_by"], "two");
        assert_eq!(trail.refused(), Some("two"));
    }

    #[test]
    fn only_the_latest_are_kept() {
        let mut journal = Journal::default();
        for n in 0..Journal::LENGTH + 5 {
            let at = Moment::at(Duration::from_secs(n as u64));
            journal.push(Entry::new(at, n.to_string()));
        }
        assert_eq!(journal.entries().count(), Journal::LENGTH);
        assert_eq!(journal.entries().next().unwrap().request_id, "5");
        assert_eq!(journal.total(), Journal::LENGTH as u64 + 5);
    }
}
