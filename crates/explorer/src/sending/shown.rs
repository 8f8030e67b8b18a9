//! A call that was sent, as the page and the history show it.

use std::time::Duration;

use tencentcloud_catalog::{check_output_text, pretty_json};
use tencentcloud_client::{AnyResponse, Events, SystemClock};
use tencentcloud_core::{Clock, Error, Sent as WasSent, TransportError, TransportErrorKind};
use tencentcloud_hyper::http1_head;

use super::attempts::{attempts, milliseconds};
use super::client::Sent;
use super::help::Failed;
use super::kept::{lines, without_keys};
use super::outcome;
use super::recorder::Exchange;
use crate::api::{
    Finding, HistoryEntry, HistoryRow, Language, Outcome, SendRequest, SendResponse, SignedRequest,
};
use crate::cut::cut;
use crate::explorer::Inner;
use crate::findings::finding;
use crate::mask::Mask;
use crate::preview::{self, Signed};
use crate::request::Outgoing;

/// Bytes of a body that go to the page, which draws no more at once.
const MOST_FOR_PAGE: usize = 2 * 1024 * 1024;

/// Bytes of events that are read of a stream, which may be endless.
const MOST_OF_EVENTS: usize = 16 * 1024 * 1024;

/// What became of a call.
pub(super) struct Shown {
    outcome: Outcome,
    exchanges: Vec<Exchange>,
    request_id: Option<String>,
    events: Option<Vec<String>>,
    took: Duration,
    mask: Mask,
}

impl Shown {
    /// Reads the events of a stream to their end, or until they are too large.
    pub(super) async fn of(
        language: Language,
        outgoing: &Outgoing,
        sent: Sent,
        mut mask: Mask,
    ) -> Self {
        let Sent { result, log, began } = sent;
        let (mut events, mut request_id) = (None, None);
        let result = match result {
            Ok(AnyResponse::Single(response)) => {
                request_id = Some(response.request_id);
                Ok(())
            }
            Ok(AnyResponse::Stream(stream)) => {
                request_id = Some(stream.request_id().to_owned());
                let (received, result) = read(stream, outgoing.action.name).await;
                events = Some(received);
                result
            }
            Err(error) => Err(error),
        };
        let took = SystemClock.now().elapsed.saturating_sub(began);
        let exchanges = log.take();
        for exchange in &exchanges {
            mask.add_signatures(&exchange.request);
        }
        let outcome = match &result {
            Ok(()) => Outcome::Success,
            Err(error) => {
                request_id = request_id.or_else(|| error.request_id().map(str::to_owned));
                let outcome = outcome::of_error(language, outgoing, error, exchanges.last());
                outcome::without(&mask, outcome)
            }
        };
        let request_id = request_id.filter(|id| !id.is_empty());
        Self { outcome, exchanges, request_id, events, took, mask }
    }

    /// The entry of the history.
    pub(super) fn entry(
        &self,
        asked: &SendRequest,
        outgoing: &Outgoing,
        time: i64,
    ) -> HistoryEntry {
        let (result, ok) = match &self.outcome {
            Outcome::Success if self.fidelity().as_deref() == Some("stub") => ("stub".into(), true),
            Outcome::Success => (in_words(outgoing, &self.body()), true),
            Outcome::ApiError { code, .. } => (code.clone(), false),
            Outcome::NotSent { .. } => ("not sent".into(), false),
            Outcome::Unknown { .. } => ("no response".into(), false),
            Outcome::NoApiResponse { .. } => ("no API response".into(), false),
            Outcome::Refused { .. } => ("refused".into(), false),
        };
        let request = self.exchanges.last().map(|last| lines(&self.mask, &last.request));
        HistoryEntry {
            row: row(asked, outgoing, time, result, ok),
            call: asked.call.clone(),
            request: request.unwrap_or_default(),
            response: without_keys(&self.body()),
        }
    }

    /// The response to the page.
    pub(super) fn response(
        self,
        inner: &Inner,
        asked: &SendRequest,
        outgoing: &Outgoing,
        history_id: u64,
    ) -> SendResponse {
        let (language, last) = (asked.language, self.exchanges.last());
        let mut body = self.body();
        let is_whole = body.len() <= MOST_FOR_PAGE;
        cut(&mut body, MOST_FOR_PAGE);
        // As it was received: the text may be longer or shorter.
        let body_bytes = match &self.events {
            Some(events) => events.iter().map(String::len).sum(),
            None => last.map_or(0, |last| last.body.len()),
        };
        let is_success = matches!(self.outcome, Outcome::Success);
        let help = match &self.outcome {
            Outcome::ApiError { code, message, diagnosis } => {
                let (target, call) = (asked.destination.target, &asked.call);
                let action = outgoing.action;
                let failed = Failed { action, call, target, code, message, diagnosis };
                Some(inner.help(language, &failed))
            }
            _ => None,
        };
        SendResponse {
            status: last.and_then(|last| last.head.as_ref()).map(|(status, _)| status.as_u16()),
            request_id: self.request_id.as_deref().map(|id| self.mask.hide(id)),
            total_ms: milliseconds(self.took),
            attempts: attempts(language, &self.mask, &self.exchanges),
            headers: self.headers(),
            // The layout decodes escapes, with which a server may spell a secret.
            pretty: is_whole
                .then(|| pretty_json(&body))
                .flatten()
                .map(|text| self.mask.hide(&text)),
            output_findings: if is_success && self.events.is_none() && is_whole {
                output_findings(language, outgoing, &body)
            } else {
                Vec::new()
            },
            fidelity: self.fidelity(),
            request: last.and_then(|last| signed_request(inner, asked, outgoing, last)),
            events: self
                .events
                .as_ref()
                .map(|events| events.iter().map(|event| self.mask.hide(event)).collect()),
            body,
            body_bytes,
            help,
            history_id,
            outcome: self.outcome,
        }
    }

    /// The body of the last response, without secrets; of a stream, its events.
    fn body(&self) -> String {
        if let Some(events) = &self.events {
            return self.mask.hide(&events.join("\n"));
        }
        let body = self.exchanges.last().map(|last| last.body.clone()).unwrap_or_default();
        self.mask.hide(&String::from_utf8_lossy(&body))
    }

    fn fidelity(&self) -> Option<String> {
        outcome::header(self.exchanges.last()?, "x-emulator-fidelity")
    }

    fn headers(&self) -> Vec<(String, String)> {
        let head = self.exchanges.last().and_then(|last| last.head.as_ref());
        let headers = head.map(|(_, headers)| headers.iter()).into_iter().flatten();
        headers
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                (name.as_str().to_owned(), self.mask.hide(&value))
            })
            .collect()
    }
}

/// The request of an attempt with the steps of its signature. `None` if they cannot be
/// made again, as for a clock that the client has corrected.
fn signed_request(
    inner: &Inner,
    asked: &SendRequest,
    outgoing: &Outgoing,
    exchange: &Exchange,
) -> Option<SignedRequest> {
    let target = asked.destination.target;
    let credential = inner.credential(target);
    let (origin, now) = (&outgoing.origin, exchange.signed_at?);
    let signed = outgoing.request.to_http_with_steps(origin, now, credential.as_ref());
    let (request, steps) = signed.ok()?;
    let is_same = request.uri() == exchange.request.uri()
        && request.headers() == exchange.request.headers()
        && request.body() == exchange.request.body();
    let head = http1_head(&request).ok().filter(|_| is_same)?;
    let signed = Signed { outgoing: outgoing.clone(), request, steps, head, now };
    Some(preview::shown(asked.language, &signed, &inner.mask(target), None))
}

/// The row of a call in the history.
pub(super) fn row(
    asked: &SendRequest,
    outgoing: &Outgoing,
    time: i64,
    result: String,
    ok: bool,
) -> HistoryRow {
    let action = outgoing.action;
    HistoryRow {
        id: 0,
        time,
        service: asked.call.service.clone(),
        version: action.version.into(),
        action: action.name.into(),
        class: Some(action.class.into()),
        target: asked.destination.target,
        result,
        ok,
    }
}

/// The data of the events, and whether the stream came to its end.
async fn read(mut stream: Events, action: &str) -> (Vec<String>, Result<(), Error>) {
    let (mut events, mut bytes) = (Vec::new(), 0);
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => {
                bytes += event.data.len();
                events.push(event.data);
            }
            Err(error) => return (events, Err(error)),
        }
        if bytes > MOST_OF_EVENTS {
            let error = TransportError::new(TransportErrorKind::TooLarge, WasSent::Maybe);
            let id = stream.request_id().to_owned();
            return (events, Err(Error::stream(error, Some(id), action)));
        }
    }
    (events, Ok(()))
}

/// A success in the words of a list: `2 of 7` where it counts, `accepted` of an import.
fn in_words(outgoing: &Outgoing, body: &str) -> String {
    // A tree of a large body takes many times its memory.
    let body = Some(body).filter(|body| body.len() <= MOST_FOR_PAGE);
    let value: Option<serde_json::Value> = body.and_then(|body| serde_json::from_str(body).ok());
    let counted = value.as_ref().and_then(|value| {
        let output = value.get("Response")?.as_object()?;
        let list = output.values().find_map(serde_json::Value::as_array)?;
        Some(format!("{} of {}", list.len(), output.get("TotalCount")?.as_u64()?))
    });
    let name = outgoing.action.name;
    counted.unwrap_or_else(|| {
        if name.starts_with("Import") { "accepted".into() } else { "success".into() }
    })
}

fn output_findings(language: Language, outgoing: &Outgoing, body: &str) -> Vec<Finding> {
    #[derive(serde::Deserialize)]
    struct Envelope<'a> {
        #[serde(rename = "Response", borrow)]
        response: &'a serde_json::value::RawValue,
    }
    let Ok(Envelope { response }) = serde_json::from_str(body) else { return Vec::new() };
    let found = check_output_text(outgoing.action, response.get()).into_iter();
    found.map(|found| finding(language, found)).collect()
}
