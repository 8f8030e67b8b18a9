//! A transport that responds from a recording.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Sent, Transport, TransportError,
    TransportErrorKind,
};

use crate::clock::PausedClock;
use crate::recording::{Exchange, Recording};
use crate::scripted::ScriptedResponse;

mod difference;
mod parameters;
mod request_key;
#[cfg(test)]
mod tests;
mod unmatched;

pub use self::difference::Difference;
use self::request_key::RequestKey;
pub use self::unmatched::Unmatched;

/// A transport that responds with the recorded outcome of an equal request.
///
/// Two requests are equal if they have the same method, host, action, version,
/// region and parameters. JSON is compared regardless of member order and
/// whitespace, a query or form regardless of the order of its pairs. Signature,
/// timestamp, nonce, language, trace id and client name are ignored. Each
/// exchange is used once, in recorded order; a recorded failure fails again. A
/// body arrives in one chunk.
///
/// A request without an equal exchange fails as
/// [`Unsupported`](TransportErrorKind::Unsupported). The message names the
/// nearest exchange and the differences; [`Replay::unmatched`] returns them.
///
/// ```
/// use tencentcloud_client::{Credential, blocking::Client};
/// use tencentcloud_core::{Effect, Request};
/// use tencentcloud_testing::{Recording, Replay};
///
/// // A file that `Capture` wrote; in a test: include_str!("…").
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
///     "response": {
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
pub struct Replay(Arc<Mutex<State>>);

struct State {
    entries: Vec<Entry>,
    unmatched: Vec<Unmatched>,
    clock: PausedClock,
}

struct Entry {
    key: RequestKey,
    exchange: Exchange,
    is_used: bool,
}

impl Replay {
    /// Responds from this recording. Clones share what is used.
    pub fn new(recording: Recording) -> Self {
        let entries = recording.exchanges.into_iter().map(|exchange| {
            let key = RequestKey::of(&exchange.request);
            Entry { key, exchange, is_used: false }
        });
        let (entries, unmatched) = (entries.collect(), Vec::new());
        Self(Arc::new(Mutex::new(State { entries, unmatched, clock: PausedClock::default() })))
    }

    /// Sets the clock that sleeps advance.
    #[must_use]
    pub fn with_clock(self, clock: PausedClock) -> Self {
        self.state().clock = clock;
        self
    }

    /// The clock that sleeps advance. Pass it to the client, too.
    pub fn clock(&self) -> PausedClock {
        self.state().clock.clone()
    }

    /// The exchanges that no request has used yet, in order.
    pub fn unused(&self) -> Vec<Exchange> {
        let state = self.state();
        let unused = state.entries.iter().filter(|entry| !entry.is_used);
        unused.map(|entry| entry.exchange.clone()).collect()
    }

    /// The requests that failed for lack of an equal exchange, in order.
    pub fn unmatched(&self) -> Vec<Unmatched> {
        self.state().unmatched.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn respond(&mut self, request: &http::Request<Bytes>) -> ScriptedResponse {
        let key = RequestKey::of(request);
        let equal = self.entries.iter_mut().find(|entry| !entry.is_used && entry.key == key);
        if let Some(entry) = equal {
            entry.is_used = true;
            return entry.exchange.outcome.clone().into();
        }
        let unmatched = Unmatched::new(&key, self.entries.iter().map(|entry| &entry.key));
        self.unmatched.push(unmatched.clone());
        TransportError::new(TransportErrorKind::Unsupported, Sent::Never)
            .with_source(unmatched)
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
        let (response, clock) = {
            let mut state = self.state();
            (state.respond(&request), state.clock.clone())
        };
        response.play(&clock, limits)
    }

    /// Advances the clock and returns at once.
    async fn sleep(&self, delay: Duration) {
        self.clock().sleep(delay);
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl BlockingTransport for Replay {}
impl AsyncTransport for Replay {}

/// Shows counts only: a recording may hold secrets.
impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Replay")
            .field("exchanges", &state.entries.len())
            .field("used", &state.entries.iter().filter(|entry| entry.is_used).count())
            .finish_non_exhaustive()
    }
}
