//! One call as a machine without I/O.
//!
//! It is asked what to do and told what came of it; it never waits, sends or
//! looks at a clock. Whoever drives it does, blocking or async:
//!
//! ```text
//!            next                    receive
//!   ready ─────────▶ Send ─▶ sent ───────────▶ decided ── next ──▶ Done
//!     │                                           
//!     └── out of time, or the request cannot be made ────────────▶ Done
//! ```
//!
//! ```
//! use std::time::Duration;
//! use bytes::Bytes;
//! use tencentcloud_core::*;
//! # let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
//! # let now = Now { unix: Timestamp::new(1_700_000_000).unwrap(), elapsed: Duration::ZERO, random: 0 };
//! let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").effect(Effect::Read);
//! let key = sign::SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
//! let auth = Auth::Sign { credential: &credential, key: &key };
//!
//! let mut call = Call::new(&request, Endpoint::nearest().origin("ecm")?, Limits::default());
//! let Step::Send(signed) = call.next(now, auth) else { panic!("first it sends") };
//! assert_eq!(signed.uri().host(), Some("ecm.tencentcloudapi.com"));
//!
//! // …send it with any HTTP library, and tell the machine what came back:
//! let body = Bytes::from(r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#);
//! let status = http::StatusCode::OK;
//! call.receive(now, Ok(Received { status, headers: http::HeaderMap::new(), body }));
//!
//! let Step::Done(Ok(received)) = call.next(now, auth) else { panic!("then it is done") };
//! assert_eq!(received.request_id().as_deref(), Some("r-1"));
//! # Ok::<(), EndpointError>(())
//! ```

use core::fmt;
use core::time::Duration;

use bytes::Bytes;

use crate::error::Error;
use crate::transport::{Limits, TransportError};
use crate::{Auth, Now, Origin, Received, Request, RequestError};

/// What the driver of a [`Call`] does next.
#[must_use]
pub enum Step {
    /// Send this within [`Call::limits`], then tell [`Call::receive`] what came of it.
    Send(http::Request<Bytes>),
    /// Wait this long, then ask again.
    Wait(Duration),
    /// It is over.
    Done(Result<Received, Error>),
}

/// Without body and query, which may hold what a log must not.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(request) => {
                let authority = request.uri().authority().map(http::uri::Authority::as_str);
                write!(f, "Send({} to {})", request.method(), authority.unwrap_or("nowhere"))
            }
            Self::Wait(delay) => write!(f, "Wait({delay:?})"),
            Self::Done(result) => f.debug_tuple("Done").field(result).finish(),
        }
    }
}

/// One call: all its attempts, from the first to the answer.
#[derive(Debug)]
pub struct Call<'a> {
    request: &'a Request,
    origin: Origin,
    limits: Limits,
    /// On the monotonic clock; set when the call is first asked.
    deadline: Option<Duration>,
    attempts: u32,
    in_process: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    Ready,
    Sent,
    Decided(Result<Received, Error>),
    Over,
}

impl<'a> Call<'a> {
    /// A call that has not begun. `limits` holds for the whole of it: every
    /// attempt gets what is left of the total.
    pub fn new(request: &'a Request, origin: Origin, limits: Limits) -> Self {
        Self {
            request,
            origin,
            limits,
            deadline: None,
            attempts: 0,
            in_process: false,
            state: State::Ready,
        }
    }

    /// Says that what is sent stays in this process, as
    /// [`Transport::in_process`](crate::Transport::in_process) tells. Without
    /// it, keys of an emulator are not used for a host of the cloud.
    #[must_use]
    pub fn in_process(mut self, in_process: bool) -> Self {
        self.in_process = in_process;
        self
    }

    /// What to do at this moment.
    ///
    /// Every attempt is signed anew, with the time it is made at.
    pub fn next(&mut self, now: Now, auth: Auth<'_>) -> Step {
        let deadline = *self.deadline.get_or_insert(now.elapsed.saturating_add(self.limits.total));
        match core::mem::replace(&mut self.state, State::Over) {
            State::Ready if now.elapsed >= deadline => {
                Step::Done(Err(Error::Deadline { action: self.request.action().into() }))
            }
            State::Ready => match self.attempt(now, auth) {
                Ok(request) => {
                    self.attempts += 1;
                    self.state = State::Sent;
                    Step::Send(request)
                }
                Err(error) => {
                    let action = self.request.action().into();
                    Step::Done(Err(Error::Request { error, action }))
                }
            },
            State::Decided(result) => Step::Done(result),
            State::Sent => {
                Step::Done(Err(Error::Driver("asked for a step before the outcome was told")))
            }
            State::Over => Step::Done(Err(Error::Driver("asked for a step after the last"))),
        }
    }

    /// Takes in what came of the request that was to be sent. An outcome that
    /// nobody waits for changes nothing.
    pub fn receive(&mut self, _now: Now, outcome: Result<Received, TransportError>) {
        if !matches!(self.state, State::Sent) {
            return;
        }
        self.state = State::Decided(match outcome {
            Ok(received) => received.judge(self.request).map(|_| received),
            Err(error) => {
                let action = self.request.action().into();
                Err(Error::Transport { error, action })
            }
        });
    }

    /// The limits for an attempt that starts now.
    pub fn limits(&self, now: Now) -> Limits {
        let total = match self.deadline {
            Some(deadline) => deadline.saturating_sub(now.elapsed),
            None => self.limits.total,
        };
        Limits { connect: self.limits.connect.min(total), total, ..self.limits }
    }

    /// Requests handed out so far.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    fn attempt(&self, now: Now, auth: Auth<'_>) -> Result<http::Request<Bytes>, RequestError> {
        if let Auth::Sign { credential, .. } = auth
            && credential.is_for_emulator()
            && self.origin.is_tencent()
            && !self.in_process
        {
            return Err(RequestError::EmulatorKeys(self.origin.authority().into()));
        }
        self.request.to_http(&self.origin, now, auth)
    }
}

#[cfg(test)]
mod tests;
