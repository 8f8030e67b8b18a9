//! One call as a machine without I/O.
//!
//! It is asked what to do and told what came of it; it never waits, sends or
//! looks at a clock. Whoever drives it does, blocking or async:
//!
//! ```text
//!            next              sign           receive           next
//!    ready ────────▶ Attempt ─────────▶ sent ─────────▶ ended ──────────▶ Done
//!     ▲ │                                                 │
//!     │ └─ next ─▶ Wait, for a place in                   │ it failed, and may
//!     │             the action's rate                next │ be tried again
//!     └──────────────────────────────────── Wait ◀────────┘
//! ```
//!
//! What other calls have learnt, and what this one learns, is in [`AccountState`].
//!
//! ```
//! use std::time::Duration;
//! use bytes::Bytes;
//! use tencentcloud_core::*;
//! # let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
//! # let now = Now::new(Timestamp::new(1_700_000_000).unwrap(), Duration::ZERO, 0);
//! let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
//! let key = sign::SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
//! let auth = Auth::Sign { credential: &credential, key: &key };
//!
//! let mut shared = AccountState::default(); // one for all calls of an account
//! let mut call = Call::new(request, Endpoint::nearest().origin("ecm")?, Limits::default());
//! let Step::Attempt = call.next(now, &mut shared) else { panic!("first it sends") };
//! let signed = call.sign(now, auth)?;
//! assert_eq!(signed.uri().host(), Some("ecm.tencentcloudapi.com"));
//!
//! // …send it with any HTTP library, and tell the machine what came back:
//! let body = Bytes::from(r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#);
//! let status = http::StatusCode::OK;
//! let received = RawResponse::new(status, http::HeaderMap::new(), body);
//! call.receive(now, Ok(received));
//!
//! let Step::Done(Ok(accepted)) = call.next(now, &mut shared) else { panic!("then it is done") };
//! assert_eq!(accepted.request_id, "r-1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter;
use core::time::Duration;

use crate::error::{Ambiguity, Attempt, Error};
use crate::retry::RetryPolicy;
use crate::transport::Limits;
use crate::{AccountState, ApiResponse, ClockSkew, Now, Origin, Permit, Request, Timestamp};

mod attempt;
mod outcome;
mod redact;

use self::attempt::{CompletedAttempt, Transition};
use self::redact::RequestSecrets;

/// What the driver of a [`Call`] does next.
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub enum Step {
    /// Make the request with [`Call::sign`], send it within [`Call::limits`],
    /// and tell [`Call::receive`] what came of it.
    Attempt,
    /// Wait this long, then ask again.
    Wait(Duration),
    /// It is over.
    Done(Result<ApiResponse, Error>),
}

/// One call: all its attempts, from the first to the answer.
#[derive(Debug)]
pub struct Call {
    request: Request,
    endpoint: Origin,
    /// Those that stand in for it.
    backups: Vec<Origin>,
    limits: Limits,
    policy: RetryPolicy,
    in_process: bool,
    /// On the monotonic clock: when the call was first asked.
    started: Option<Duration>,
    skew: ClockSkew,
    /// A second correction of the clock would not help either.
    skew_corrected: bool,
    attempts: u32,
    failed: Vec<Attempt>,
    /// Something may have been changed, by one of the attempts that failed.
    in_doubt: bool,
    /// A place in the action's rate that no request has taken yet.
    unused: Option<Permit>,
    secrets: RequestSecrets,
    state: State,
}

#[derive(Debug)]
enum State {
    /// May go as soon as the action's rate lets it.
    Ready,
    /// Has a slot, and has waited until then.
    Due(Permit, Duration),
    BackingOff(Duration),
    /// The request is to be made.
    Signing(Route),
    Sent(Route, SignedAt),
    Completed(Box<CompletedAttempt>),
    Over,
}

/// What one attempt was given.
#[derive(Debug, Clone, Copy)]
struct Route {
    /// Where it goes: 0 is the endpoint, others are backups.
    origin: usize,
    /// Its place in the action's rate, if that is paced.
    slot: Option<Permit>,
}

/// When an attempt was signed, on both clocks.
#[derive(Debug, Clone, Copy)]
struct SignedAt {
    elapsed: Duration,
    unix: Timestamp,
}

impl Call {
    /// A call that has not begun. `limits` holds for the whole of it: every
    /// attempt gets what is left of the total, and waiting takes from it too.
    pub fn new(request: Request, origin: Origin, limits: Limits) -> Self {
        Self {
            request,
            endpoint: origin,
            backups: Vec::new(),
            limits,
            policy: RetryPolicy::default(),
            in_process: false,
            started: None,
            skew: ClockSkew::default(),
            skew_corrected: false,
            attempts: 0,
            failed: Vec::new(),
            in_doubt: false,
            unused: None,
            secrets: RequestSecrets::default(),
            state: State::Ready,
        }
    }

    /// What to do after failures.
    #[must_use]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Hosts that stand in while the first is down, in order. What is sent to
    /// one is signed for it.
    #[must_use]
    pub fn backups(mut self, origins: impl IntoIterator<Item = Origin>) -> Self {
        self.backups.extend(origins);
        self
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
    pub fn next(&mut self, now: Now, shared: &mut AccountState) -> Step {
        let started = *self.started.get_or_insert(now.elapsed);
        let left = self.limits.total.saturating_sub(now.elapsed.saturating_sub(started));
        let state = match core::mem::replace(&mut self.state, State::Over) {
            State::Completed(ended) => match self.on_completed(ended, shared) {
                Transition::Over(result) => return Step::Done(result),
                Transition::Again(delay) => State::BackingOff(delay),
            },
            state => state,
        };
        match state {
            State::Ready | State::Due(..) | State::BackingOff(_) if left.is_zero() => {
                self.abandon(shared);
                Step::Done(Err(self.out_of_time()))
            }
            State::BackingOff(delay) => {
                self.state = State::Ready;
                Step::Wait(delay)
            }
            State::Ready => match shared.pacer(&self.request) {
                None => self.attempt(now, None, shared),
                Some(pacer) => match pacer.reserve(now.elapsed, left) {
                    None => Step::Done(Err(self.out_of_time())),
                    Some(slot) => {
                        self.unused = Some(slot);
                        self.at_slot(now, slot, now.elapsed, left, shared)
                    }
                },
            },
            State::Due(slot, until) => self.at_slot(now, slot, until, left, shared),
            State::Signing(_) | State::Sent(..) | State::Completed(_) => {
                Step::Done(Err(Error::Driver("asked for a step before the outcome was told")))
            }
            State::Over => Step::Done(Err(Error::Driver("asked for a step after the last"))),
        }
    }

    /// The time to sign with: this machine's, corrected by what is known of the
    /// service's. Its date is that of the signing key.
    pub fn signing_time(&self, now: Now) -> Timestamp {
        self.skew.correct(now.unix)
    }

    /// Ends the call for a reason of the driver's own, such as a credential that
    /// cannot be had; the error to hand out. If an attempt may have taken
    /// effect, that is what it says.
    pub fn give_up(&mut self, error: Error) -> Error {
        self.state = State::Over;
        if self.in_doubt { self.conclude() } else { error.after_attempts(self.attempts) }
    }

    /// Gives back what others could use, when the call is not driven to its end:
    /// its place in the action's rate. A call that nobody waits for any more
    /// would hold up the others with it.
    pub fn abandon(&mut self, shared: &mut AccountState) {
        if let (Some(slot), Some(pacer)) = (self.unused.take(), shared.pacer(&self.request)) {
            pacer.release(slot);
        }
    }

    /// Whether [`Call::abandon`] has something to give back.
    pub fn holds_a_slot(&self) -> bool {
        self.unused.is_some()
    }

    /// The limits for an attempt that starts now.
    pub fn limits(&self, now: Now) -> Limits {
        let spent = now.elapsed.saturating_sub(self.started.unwrap_or(now.elapsed));
        let total = self.limits.total.saturating_sub(spent);
        Limits { connect: self.limits.connect.min(total), total, ..self.limits }
    }

    /// Requests handed out so far.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Where the attempt goes that is under way; empty between attempts.
    pub fn host(&self) -> &str {
        let route = match &self.state {
            State::Signing(route) | State::Sent(route, _) => Some(*route),
            State::Completed(ended) => Some(ended.route()),
            _ => None,
        };
        route.map_or("", |route| self.origin(route).authority())
    }

    /// What is being called.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Changes the request before the next attempt is signed. Which action of
    /// which service it calls, and at what rate, stays as it is: its endpoint and
    /// its place in the rate belong to that.
    pub fn edit(&mut self, change: impl FnOnce(Request) -> Request) {
        // Of a copy: should it panic, the request is still whole.
        let changed = change(self.request.clone());
        self.request = changed.in_place_of(&self.request);
    }

    fn origin(&self, route: Route) -> &Origin {
        route.origin.checked_sub(1).and_then(|at| self.backups.get(at)).unwrap_or(&self.endpoint)
    }

    /// Sends, or waits until its slot. A driver that was told to wait has
    /// waited, whatever its clock says; but the slot may have moved.
    fn at_slot(
        &mut self,
        now: Now,
        slot: Permit,
        until: Duration,
        left: Duration,
        shared: &mut AccountState,
    ) -> Step {
        let then = now.elapsed.max(until);
        let delay = shared.pacer(&self.request).map_or(Duration::ZERO, |p| p.wait(slot, then));
        if delay.is_zero() {
            return self.attempt(now, Some(slot), shared);
        }
        if delay >= left {
            self.abandon(shared);
            return Step::Done(Err(self.out_of_time()));
        }
        self.state = State::Due(slot, then.saturating_add(delay));
        Step::Wait(delay)
    }

    fn attempt(&mut self, now: Now, slot: Option<Permit>, shared: &mut AccountState) -> Step {
        self.skew = shared.skew();
        let origin = if self.backups.is_empty() {
            0
        } else {
            shared.choose(iter::once(&self.endpoint).chain(&self.backups), now.elapsed)
        };
        let route = Route { origin, slot };
        self.state = State::Signing(route);
        Step::Attempt
    }

    /// What went wrong before says more than that there is no time to try again.
    fn out_of_time(&mut self) -> Error {
        if self.failed.is_empty() {
            return Error::Deadline { action: self.request.action().into() };
        }
        self.conclude()
    }

    /// The error of a call that goes no further.
    fn conclude(&mut self) -> Error {
        let mut attempts = core::mem::take(&mut self.failed);
        if self.in_doubt {
            return Error::Ambiguous(Box::new(Ambiguity { attempts }));
        }
        match attempts.pop() {
            Some(last) => last.error.after_attempts(self.attempts),
            None => Error::Driver("a call failed without an attempt"),
        }
    }
}

#[cfg(test)]
mod tests;
