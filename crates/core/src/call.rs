//! The call state machine.

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
pub(crate) use self::redact::RequestSecrets;

/// What the driver of a [`Call`] does next.
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub enum Step {
    /// Sign the request with [`Call::sign`], send it within [`Call::limits`] and
    /// report the result with [`Call::receive`].
    Attempt,
    /// Wait this long, then call [`Call::next`] again.
    Wait(Duration),
    /// The call is over.
    Done(Result<ApiResponse, Error>),
}

/// One call with all its attempts: a sans-I/O state machine.
///
/// It never waits, sends or reads a clock. Its driver calls [`next`](Call::next)
/// for the next [`Step`], carries the step out, and reports the result:
///
/// ```text
///            next              sign           receive              next
///   ready ────────▶ Attempt ─────────▶ sent ─────────▶ completed ───────▶ Done
///    ▲ │                                                   │
///    │ └─ next ─▶ Wait, for a permit of                    │ next, if the error
///    │             the rate limit                          │ is retryable
///    └────────────────────────────────── Wait ◀────────────┘
/// ```
///
/// What the calls of an account share is in [`AccountState`]. A driver is a loop
/// over the three steps, over any HTTP library, blocking or async:
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::*;
///
/// # fn now() -> Now { Now::new(Timestamp::new(1_700_000_000).unwrap(), Duration::ZERO, 7) }
/// # fn send(_: http::Request<bytes::Bytes>, _: Limits) -> Result<RawResponse, TransportError> {
/// #     let body = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;
/// #     Ok(RawResponse::new(http::StatusCode::OK, http::HeaderMap::new(), body))
/// # }
/// fn drive(mut call: Call, state: &mut AccountState, keys: &Credential) -> Result<ApiResponse, Error> {
///     loop {
///         match call.next(now(), state) {
///             Step::Wait(delay) => std::thread::sleep(delay),
///             Step::Attempt => {
///                 let at = now();
///                 let date = call.signing_time(at).date();
///                 let key = sign::SigningKey::derive(keys.secret_key(), date, call.request().service());
///                 let signed = call.sign(at, Auth::Sign { credential: keys, key: &key })?;
///                 let response = send(signed, call.limits(at));
///                 call.receive(now(), response);
///             }
///             Step::Done(result) => return result,
///             _ => return Err(Error::driver("unknown step")),
///         }
///     }
/// }
///
/// let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
/// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);
/// let call = Call::new(request, Endpoint::nearest().origin("ecm")?, Limits::default());
/// let response = drive(call, &mut AccountState::default(), &keys)?;
/// assert_eq!(response.request_id, "r-1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `examples/state_machine.rs` does the same over a `TcpStream`. A driver that
/// drops a call before [`Step::Done`] calls [`Call::abandon`], so that its
/// permit goes to another call.
#[derive(Debug)]
pub struct Call {
    request: Request,
    endpoint: Origin,
    backups: Vec<Origin>,
    limits: Limits,
    policy: RetryPolicy,
    in_process: bool,
    /// On the monotonic clock: the first call of `next`.
    started: Option<Duration>,
    skew: ClockSkew,
    /// The clock skew was corrected once: a second correction would not help.
    skew_corrected: bool,
    attempts: u32,
    failed: Vec<Attempt>,
    /// One of the failed attempts may have taken effect.
    outcome_unknown: bool,
    /// A permit that no request has used yet.
    unused: Option<Permit>,
    secrets: RequestSecrets,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Sends as soon as the rate limit permits.
    Ready,
    /// Has a permit and has waited until then.
    Permitted(Permit, Duration),
    BackingOff(Duration),
    /// The driver is about to sign.
    Signing(Route),
    Sent(Route, SignedAt),
    Completed(Box<CompletedAttempt>),
    Over,
}

/// Where an attempt goes, and by which permit.
#[derive(Debug, Clone, Copy)]
struct Route {
    /// 0 is the endpoint, the others are backup endpoints.
    origin: usize,
    /// None if the action is not paced.
    permit: Option<Permit>,
}

/// When an attempt was signed, on both clocks.
#[derive(Debug, Clone, Copy)]
struct SignedAt {
    elapsed: Duration,
    unix: Timestamp,
}

impl Call {
    /// A call that has not begun. `limits` covers all of it: each attempt gets
    /// what is left of the total, and waiting uses it up too.
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
            outcome_unknown: false,
            unused: None,
            secrets: RequestSecrets::default(),
            state: State::Ready,
        }
    }

    /// Sets the retry policy.
    #[must_use]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Adds backup endpoints, used in order while the first is down. A request to
    /// a backup endpoint is signed for that endpoint.
    #[must_use]
    pub fn backups(mut self, origins: impl IntoIterator<Item = Origin>) -> Self {
        self.backups.extend(origins);
        self
    }

    /// Declares that requests never leave this process, whatever host they name, as
    /// [`Transport::in_process`](crate::Transport::in_process) does. Emulator
    /// credentials and plain HTTP are then accepted for any host.
    #[must_use]
    pub fn in_process(mut self, in_process: bool) -> Self {
        self.in_process = in_process;
        self
    }

    /// The next step.
    pub fn next(&mut self, now: Now, account: &mut AccountState) -> Step {
        let started = *self.started.get_or_insert(now.elapsed);
        let left = self.limits.total.saturating_sub(now.elapsed.saturating_sub(started));
        let state = match core::mem::replace(&mut self.state, State::Over) {
            State::Completed(attempt) => match self.on_completed(attempt, account) {
                Transition::Done(result) => return Step::Done(result),
                Transition::Retry(delay) => State::BackingOff(delay),
            },
            state => state,
        };
        match state {
            State::Ready | State::Permitted(..) | State::BackingOff(_) if left.is_zero() => {
                self.abandon(account);
                Step::Done(Err(self.past_deadline()))
            }
            State::BackingOff(delay) => {
                self.state = State::Ready;
                Step::Wait(delay)
            }
            State::Ready => match account.pacer(&self.request) {
                None => self.attempt(now, None, account),
                Some(pacer) => match pacer.reserve(now.elapsed, left) {
                    None => Step::Done(Err(self.past_deadline())),
                    Some(permit) => {
                        self.unused = Some(permit);
                        self.with_permit(now, permit, now.elapsed, left, account)
                    }
                },
            },
            State::Permitted(permit, until) => self.with_permit(now, permit, until, left, account),
            State::Signing(_) | State::Sent(..) | State::Completed(_) => {
                Step::Done(Err(Error::Driver("next before receive")))
            }
            State::Over => Step::Done(Err(Error::Driver("next after Done"))),
        }
    }

    /// The time to sign with: this machine's, corrected by the known clock skew.
    /// Its date is the one of the signing key.
    pub fn signing_time(&self, now: Now) -> Timestamp {
        self.skew.correct(now.unix)
    }

    /// Ends the call for a reason of the driver, such as a missing credential, and
    /// returns the error to hand out: [`Error::Ambiguous`] if an attempt may have
    /// taken effect.
    pub fn give_up(&mut self, error: Error) -> Error {
        self.state = State::Over;
        if self.outcome_unknown { self.conclude() } else { error.after_attempts(self.attempts) }
    }

    /// Releases the permit of a call that is not driven to its end, so that another
    /// call can use it.
    pub fn abandon(&mut self, account: &mut AccountState) {
        if let (Some(permit), Some(pacer)) = (self.unused.take(), account.pacer(&self.request)) {
            pacer.release(permit);
        }
    }

    /// The limits of an attempt that starts now.
    pub fn limits(&self, now: Now) -> Limits {
        let spent = now.elapsed.saturating_sub(self.started.unwrap_or(now.elapsed));
        let total = self.limits.total.saturating_sub(spent);
        Limits { connect: self.limits.connect.min(total), total, ..self.limits }
    }

    /// The number of attempts so far: requests that were signed, whether or not they
    /// reached the service.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The host of the current attempt; empty between attempts.
    pub fn host(&self) -> &str {
        let route = match &self.state {
            State::Signing(route) | State::Sent(route, _) => Some(*route),
            State::Completed(attempt) => Some(attempt.route),
            _ => None,
        };
        route.map_or("", |route| self.origin(route).authority())
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Edits the request before the next attempt is signed. Service, version,
    /// action and rate stay: endpoint and permit belong to them.
    pub fn edit(&mut self, edit: impl FnOnce(Request) -> Request) {
        // A copy: if `edit` panics, the request is still whole.
        let edited = edit(self.request.clone());
        self.request = edited.with_action_of(&self.request);
    }

    fn origin(&self, route: Route) -> &Origin {
        let backup = route.origin.checked_sub(1).and_then(|index| self.backups.get(index));
        backup.unwrap_or(&self.endpoint)
    }

    /// Sends, or waits for the permit. After a wait the clock counts as advanced
    /// even if it was not; but the permit may have moved.
    fn with_permit(
        &mut self,
        now: Now,
        permit: Permit,
        until: Duration,
        left: Duration,
        account: &mut AccountState,
    ) -> Step {
        let then = now.elapsed.max(until);
        let pacer = account.pacer(&self.request);
        let delay = pacer.map_or(Duration::ZERO, |pacer| pacer.wait(permit, then));
        if delay.is_zero() {
            return self.attempt(now, Some(permit), account);
        }
        if delay >= left {
            self.abandon(account);
            return Step::Done(Err(self.past_deadline()));
        }
        self.state = State::Permitted(permit, then.saturating_add(delay));
        Step::Wait(delay)
    }

    fn attempt(&mut self, now: Now, permit: Option<Permit>, account: &mut AccountState) -> Step {
        self.skew = account.skew();
        let origin = if self.backups.is_empty() {
            0
        } else {
            account.choose(iter::once(&self.endpoint).chain(&self.backups), now.elapsed)
        };
        self.state = State::Signing(Route { origin, permit });
        Step::Attempt
    }

    /// The error of a call whose deadline passed before its next attempt.
    fn past_deadline(&mut self) -> Error {
        if self.failed.is_empty() {
            return Error::Deadline { action: self.request.action().into() };
        }
        self.conclude()
    }

    /// The error of a call that makes no further attempt.
    fn conclude(&mut self) -> Error {
        let mut attempts = core::mem::take(&mut self.failed);
        if self.outcome_unknown {
            return Error::Ambiguous(Box::new(Ambiguity { attempts }));
        }
        match attempts.pop() {
            Some(last) => last.error.after_attempts(self.attempts),
            None => Error::Driver("failed without an attempt"),
        }
    }
}

#[cfg(test)]
mod tests;
