//! A transport that answers from a recording.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Sent, Transport, TransportError,
    TransportErrorKind,
};

use crate::{Exchange, PausedClock, Recording, ScriptedResponse};

mod parameters;
mod request_key;
#[cfg(test)]
mod tests;
mod unmatched;

use self::request_key::RequestKey;
pub use self::unmatched::{Difference, Unmatched};

/// Answers each request with what a [`Recording`] has for one that asks the same.
///
/// The same are requests of one method, host, action, version and region whose
/// parameters are equal: as JSON whatever the order of members and the blanks
/// between them, as a query or form whatever the order of pairs. Signature,
/// time and nonce play no part, nor do language, trace id and client name.
/// Where the recording has several, they are answered in order, each once, its
/// failures as failures. A body comes back in one chunk, however it came then.
///
/// A request that has none fails as [`Unsupported`](TransportErrorKind::Unsupported)
/// with [`Unmatched`] as its source, which tells the nearest and what differs.
///
/// ```
/// use tencentcloud_client::{Credential, blocking::Client};
/// use tencentcloud_core::{Effect, Request};
/// use tencentcloud_testing::{Recording, Replay};
///
/// // A file that `Capture` wrote, in a test: include_str!("…").
/// let recording = Recording::from_json(r#"{
///   "format": "tencentcloud-recording/1",
///   "exchanges": [{
///     "request": {
///       "method": "POST",
///       "uri": "https://ecm.tencentcloudapi.com/",
///       "headers": [
///         "content-type: application/json",
///         "x-tc-action: DescribeImage",
///         "x-tc-version: 2019-07-19"
///       ],
///       "body": "{\"Limit\": 5}"
///     },
///     "answer": {
///       "status": 200,
///       "headers": ["content-type: application/json"],
///       "body": "{\"Response\": {\"TotalCount\": 0, \"RequestId\": \"r-1\"}}"
///     }
///   }]
/// }"#)?;
/// let replay = Replay::new(recording);
/// let client = Client::builder(replay.clone())
///     .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     .clock(replay.clock())
///     .build();
///
/// let describe = |input| Request::new("ecm", "2019-07-19", "DescribeImage", input).with_effect(Effect::Read);
/// assert_eq!(client.request(describe(r#"{"Limit":5}"#)).send()?.request_id, "r-1");
/// assert!(replay.unused().is_empty());
///
/// let error = client.request(describe(r#"{"Limit":6}"#)).send().unwrap_err();
/// assert!(error.to_string().contains("Limit: 5 was recorded, 6 was sent"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Replay(Arc<Mutex<Script>>);

struct Script {
    entries: Vec<Entry>,
    clock: PausedClock,
}

struct Entry {
    asked: RequestKey,
    exchange: Exchange,
    is_used: bool,
}

impl Replay {
    /// Answers from this recording. Clones use it up together.
    pub fn new(recording: Recording) -> Self {
        let entries = recording.exchanges.into_iter().map(|exchange| {
            let asked = RequestKey::of(&exchange.request);
            Entry { asked, exchange, is_used: false }
        });
        let script = Script { entries: entries.collect(), clock: PausedClock::default() };
        Self(Arc::new(Mutex::new(script)))
    }

    /// Sleeps by this clock.
    #[must_use]
    pub fn with_clock(self, clock: PausedClock) -> Self {
        self.script().clock = clock;
        self
    }

    /// The clock that sleeps move. A client has to be given the same one.
    pub fn clock(&self) -> PausedClock {
        self.script().clock.clone()
    }

    /// The exchanges that nobody has asked for yet, in order.
    pub fn unused(&self) -> Vec<Exchange> {
        let script = self.script();
        let unused = script.entries.iter().filter(|entry| !entry.is_used);
        unused.map(|entry| entry.exchange.clone()).collect()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Script {
    fn respond(&mut self, request: &http::Request<Bytes>) -> ScriptedResponse {
        let asked = RequestKey::of(request);
        let equal = self.entries.iter_mut().find(|entry| !entry.is_used && entry.asked == asked);
        if let Some(entry) = equal {
            entry.is_used = true;
            return entry.exchange.outcome.clone().into();
        }
        let recorded = self.entries.iter().map(|entry| &entry.asked);
        TransportError::new(TransportErrorKind::Unsupported, Sent::Never)
            .with_source(Unmatched::new(&asked, recorded))
            .into()
    }
}

#[async_trait]
impl Transport for Replay {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let (answer, clock) = {
            let mut script = self.script();
            (script.respond(&request), script.clock.clone())
        };
        answer.play(&clock, limits)
    }

    /// Moves the clock and returns at once.
    async fn sleep(&self, delay: Duration) {
        self.clock().sleep(delay);
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl BlockingTransport for Replay {}
impl AsyncTransport for Replay {}

/// Counts alone: a recording may hold secrets.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        f.debug_struct("Replay")
            .field("exchanges", &script.entries.len())
            .field("used", &script.entries.iter().filter(|entry| entry.is_used).count())
            .finish_non_exhaustive()
    }
}
