//! The journal of API requests.

mod raw;
mod result;
mod unverified;

pub(crate) use self::raw::raw;
pub(crate) use self::result::result;

use std::collections::VecDeque;
use std::task::Waker;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::check_log::CheckLog;
use crate::diagnosis::Diagnosis;
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
    /// Bytes of the body. The server keeps little more than the limit.
    pub(crate) body_bytes: usize,
    #[serde(flatten)]
    pub(crate) details: Details,
    #[serde(flatten)]
    pub(crate) checks: CheckLog,
    /// The error code; none on success.
    pub(crate) code: Option<&'static str>,
    pub(crate) message: Option<String>,
    /// From 1 since the start or the last reset.
    pub(crate) number: u64,
    /// A few words: the code, or what a success says.
    pub(crate) result: String,
    /// `modeled`, `stub` or `none`.
    pub(crate) fidelity: &'static str,
    /// Milliseconds of this machine from the request to its response.
    pub(crate) duration_ms: f64,
    pub(crate) user_agent: Option<String>,
    /// Address and port of the client; none in process.
    pub(crate) peer: Option<String>,
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
    /// For a refusal of the verification: what is wrong with the signature.
    pub(crate) diagnosis: Option<Diagnosis>,
}

/// The strings that the emulator rebuilt from a request with a signature
/// mismatch, shortened if long.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Expected {
    /// None for signature v1.
    pub(crate) canonical_request: Option<String>,
    pub(crate) string_to_sign: String,
}

/// The latest entries as JSON, oldest first.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: VecDeque<Kept>,
    /// Bytes of all entries.
    bytes: usize,
    /// The maximum of bytes.
    limit: usize,
    /// The number of all entries, dropped ones included.
    total: u64,
    /// Who waits for the next entry.
    waiting: Vec<Waker>,
}

/// An entry as JSON, and its request.
#[derive(Debug, Clone)]
struct Kept {
    json: String,
    raw: String,
}

impl Kept {
    fn length(&self) -> usize {
        self.json.len() + self.raw.len()
    }
}

impl Journal {
    /// The number of entries that are kept.
    pub(crate) const LENGTH: usize = 1_000;
    /// Bytes of the entries that are kept by default: 16 MiB.
    pub(crate) const LIMIT: usize = 16_777_216;

    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), bytes: 0, limit, total: 0, waiting: Vec::new() }
    }

    /// Adds an entry and drops the oldest ones that no longer fit.
    pub(crate) fn push(&mut self, entry: &mut Entry, raw: String) {
        self.total += 1;
        entry.number = self.total;
        self.waiting.drain(..).for_each(Waker::wake);
        // An entry has string keys and finite numbers only, so this does not fail.
        let Ok(json) = serde_json::to_string(entry) else {
            return;
        };
        let kept = Kept { json, raw };
        self.bytes += kept.length();
        self.entries.push_back(kept);
        while self.entries.len() > Self::LENGTH || self.bytes > self.limit {
            let Some(oldest) = self.entries.pop_front() else {
                break;
            };
            self.bytes -= oldest.length();
        }
    }

    /// Drops all entries.
    pub(crate) fn clear(&mut self) {
        self.waiting.drain(..).for_each(Waker::wake);
        *self = Self::new(self.limit);
    }

    /// The number of all entries since the start or the last reset.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The entries after the first so many, as JSON with their requests. After a reset all.
    pub(crate) fn after(&self, number: u64) -> Vec<(String, String)> {
        let number = if number > self.total { 0 } else { number };
        let new = usize::try_from(self.total - number).unwrap_or(usize::MAX);
        let skipped = self.entries.len().saturating_sub(new);
        let kept = self.entries.iter().skip(skipped);
        kept.map(|kept| (kept.json.clone(), kept.raw.clone())).collect()
    }

    /// Wakes the task at the next entry or reset.
    pub(crate) fn wake_at_next(&mut self, waker: &Waker) {
        if !self.waiting.iter().any(|waiting| waiting.will_wake(waker)) {
            self.waiting.push(waker.clone());
        }
    }

    /// The journal as the administration shows it.
    pub(crate) fn to_json(&self) -> String {
        let mut json = format!("{{\"total\":{},\"entries\":[", self.total);
        json.reserve(self.bytes + self.entries.len() + 2);
        for (at, entry) in self.entries.iter().enumerate() {
            json.push_str(if at == 0 { "" } else { "," });
            json.push_str(&entry.json);
        }
        json.push_str("]}");
        json
    }
}

impl Entry {
    pub(crate) fn new(at: Moment, request_id: String) -> Self {
        Self {
            number: 0,
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
            result: String::new(),
            fidelity: "none",
            duration_ms: 0.0,
            user_agent: None,
            peer: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn entry(n: usize) -> Entry {
        Entry::new(Moment::new(Duration::from_secs(1)), format!("{n:04}"))
    }

    fn request_ids(journal: &Journal) -> Vec<String> {
        let json: Value = serde_json::from_str(&journal.to_json()).unwrap();
        let entries = json["entries"].as_array().unwrap();
        entries.iter().map(|entry| entry["request_id"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn oldest_entries_are_dropped_when_there_are_too_many() {
        let mut journal = Journal::new(Journal::LIMIT);
        for n in 0..Journal::LENGTH + 5 {
            journal.push(&mut entry(n), String::new());
        }
        let ids = request_ids(&journal);
        assert_eq!((ids.len(), &*ids[0]), (Journal::LENGTH, "0005"));
        assert_eq!(journal.total, Journal::LENGTH as u64 + 5);
    }

    #[test]
    fn oldest_entries_are_dropped_when_they_are_too_large() {
        let size = serde_json::to_string(&entry(0)).unwrap().len();
        let mut journal = Journal::new(3 * size);
        for n in 0..5 {
            journal.push(&mut entry(n), String::new());
            assert!(journal.bytes <= 3 * size);
        }
        assert_eq!(request_ids(&journal), ["0002", "0003", "0004"]);
        let mut large = entry(5);
        large.message = Some("x".repeat(size));
        journal.push(&mut large, String::new());
        assert_eq!(request_ids(&journal), ["0004", "0005"]);
        large.message = Some("x".repeat(3 * size));
        journal.push(&mut large, String::new());
        assert_eq!((request_ids(&journal).len(), journal.bytes, journal.total), (0, 0, 7));
        journal.push(&mut entry(6), String::new());
        assert_eq!(request_ids(&journal), ["0006"]);
        journal.clear();
        assert_eq!(
            (journal.to_json(), journal.limit),
            (r#"{"total":0,"entries":[]}"#.to_owned(), 3 * size)
        );
    }
}
