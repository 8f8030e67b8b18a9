//! The journal of API requests.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::check_log::CheckLog;
use crate::moment::Moment;

/// One API request with its result. It never holds a signature, token or key. It
/// holds the secret id only if the emulator knows it, since a mistaken caller may
/// send a key in its place.
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
    /// Bytes of the body. The server keeps at most one byte more than the limit.
    pub(crate) body_bytes: usize,
    #[serde(flatten)]
    pub(crate) details: Details,
    #[serde(flatten)]
    pub(crate) checks: CheckLog,
    /// The error code; none on success.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<String>,
}

/// What the checks found out about a request.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Details {
    pub(crate) secret_id: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) service: Option<String>,
    /// The checked parameters, unless they are large.
    pub(crate) parameters: Option<Map<String, Value>>,
    /// For a signature mismatch: the strings that should have been signed.
    pub(crate) expected: Option<Expected>,
}

/// The strings that the emulator rebuilt from a request with a signature
/// mismatch, shortened if long.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Expected {
    /// None for signature v1.
    pub(crate) canonical_request: Option<String>,
    pub(crate) string_to_sign: String,
}

/// The latest entries, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    /// The number of all entries, dropped ones included.
    total: u64,
}

impl Journal {
    /// The number of entries that are kept.
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
            details: Details::default(),
            checks: CheckLog::default(),
            code: None,
            message: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn oldest_entries_are_dropped_when_the_journal_is_full() {
        let mut journal = Journal::default();
        for n in 0..Journal::LENGTH + 5 {
            let at = Moment::new(Duration::from_secs(n as u64));
            journal.push(Entry::new(at, n.to_string()));
        }
        assert_eq!(journal.entries().count(), Journal::LENGTH);
        assert_eq!(journal.entries().next().unwrap().request_id, "5");
        assert_eq!(journal.total(), Journal::LENGTH as u64 + 5);
    }
}
