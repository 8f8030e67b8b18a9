//! One request with its answer, and what a rule makes of them.

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{Limits, Sent, Transport, TransportError, TransportErrorKind as Kind};

use super::Contract;

pub(super) type Verdict = Result<(), String>;
pub(super) type Answer = Result<http::Response<Bytes>, TransportError>;

/// Far more than loopback needs.
pub(super) const LIMITS: Limits = Limits::new(Duration::from_secs(6), Duration::from_secs(6));

pub(super) fn post(url: &str) -> Result<http::Request<Bytes>, String> {
    post_of(url, "{}")
}

pub(super) fn post_of(url: &str, body: impl Into<Bytes>) -> Result<http::Request<Bytes>, String> {
    let request = http::Request::post(url).header("content-type", "application/json");
    request.body(body.into()).map_err(|error| error.to_string())
}

pub(super) fn get(url: &str) -> Result<http::Request<Bytes>, String> {
    http::Request::get(url).body(Bytes::new()).map_err(|error| error.to_string())
}

/// The whole answer, as the client reads it.
pub(super) async fn exchange(
    transport: &dyn Transport,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Answer {
    let (head, body) = transport.send(request, limits).await?.into_parts();
    let body = body.collect(limits.body).await?;
    Ok(http::Response::from_parts(head, body))
}

impl Contract {
    /// Runs what a rule has to say.
    pub(super) fn trial(&self, trial: impl Future<Output = Verdict> + Send) -> Verdict {
        self.run(trial)?
    }

    /// One exchange on a transport of its own.
    pub(super) fn once(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<Answer, String> {
        let transport = self.transport();
        self.run(exchange(&*transport, request, limits))
    }
}

pub(super) fn ensure(is_so: bool, what: impl FnOnce() -> String) -> Verdict {
    if is_so { Ok(()) } else { Err(what()) }
}

/// An answer with this status and body.
pub(super) fn answered(answer: Answer, status: u16, body: &[u8]) -> Verdict {
    let response = answer.map_err(|error| format!("it failed: {}", told(&error)))?;
    let is_status = response.status().as_u16();
    ensure(is_status == status, || format!("the status was {is_status} and not {status}"))?;
    ensure(response.body() == body, || {
        let (is, due) = (response.body().len(), body.len());
        format!("the body was another: {is} bytes, {due} were sent")
    })
}

/// A failure of this kind.
pub(super) fn failed(answer: Answer, kind: Kind, sent: Sent) -> Verdict {
    let error = failure(answer)?;
    ensure((error.kind(), error.sent()) == (kind, sent), || {
        format!("it failed as {} and not as {kind:?}, {sent:?}", told(&error))
    })
}

pub(super) fn failure(answer: Answer) -> Result<TransportError, String> {
    match answer {
        Err(error) => Ok(error),
        Ok(response) => Err(format!(
            "it was an answer with status {} and {} bytes of body",
            response.status(),
            response.body().len()
        )),
    }
}

pub(super) fn told(error: &TransportError) -> String {
    format!("{:?}, {:?} ({error})", error.kind(), error.sent())
}
