//! The call state machine.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::iter;
use core::time::Duration;

use crate::breaker::Pass;
use crate::error::{Ambiguity, Attempt, Error};
use crate::retry::RetryPolicy;
use crate::transport::Limits;
use crate::{AccountState, ApiResponse, ClockSkew, Now, Origin, Permit, Request, Timestamp};

mod attempt;
mod outcome;
mod permit;
mod redact;

use self::attempt::{CompletedAttempt, Transition};
use self::permit::Pacing;
pub(crate) use self::redact::RequestSecrets;

/// What the driver of a [`Call`] does next.
#[derive(Debug)]
#[must_use]
#[non_exhaustive]
pub enum Step {
    /// Sign the request with [`Call::sign`] at once, send it within [`Call::limits`]
    /// and report the result with [`Call::receive`].
    Attempt,
    /// Wait this long, then call [`Call::next`] again. [`Call::wait_reason`] says why.
    Wait(Duration),
    /// Ask the driver's rate limiter for a permit and report with [`Call::permitted`] or
    /// [`Call::pace_locally`], then call [`Call::next`] again. Only for calls
    /// [with a rate limiter](Call::with_rate_limiter).
    Permit,
    /// Prepare the next attempt: edit the request and obtain a credential, then call
    /// [`Call::next`] again. Only for calls [with preparation](Call::with_preparation).
    Prepare,
    /// The call is over.
    Done(Result<ApiResponse, Error>),
}

/// Why a call waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// For a permit of the action's rate limit.
    RateLimit,
    /// To back off before a retry.
    Backoff,
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
///    │ └─ next ─▶ Prepare, if the driver asks for it;      │ next, if the error
///    │             Permit, if it has a rate limiter;       │ is retryable
///    │             Wait, for a permit of the pacer         │
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
///
/// The driver above has its credential at hand. One that obtains it from elsewhere, or
/// edits the request, may take time, which would spoil a permit: it makes calls
/// [with preparation](Call::with_preparation). One that shares the rate limit with other
/// processes makes calls [with a rate limiter](Call::with_rate_limiter).
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
    /// On the monotonic clock: the end of the last preparation. None if the driver
    /// does not prepare attempts.
    prepared: Option<Duration>,
    /// On the monotonic clock: the end of the last wait for a permit. The driver is
    /// trusted to have waited, even if its clock has not advanced.
    waited_until: Duration,
    pacing: Pacing,
    wait_reason: Option<WaitReason>,
    skew: ClockSkew,
    /// Origins whose clock skew was corrected: a second correction would not help.
    skew_corrected: Vec<usize>,
    attempts: u32,
    failed: Vec<Attempt>,
    /// One of the failed attempts may have taken effect.
    outcome_unknown: bool,
    /// A permit that no request has used yet.
    unused: Option<Permit>,
    /// Where a request goes that was not signed yet.
    unsigned: Option<Route>,
    /// A retry that the budget has paid for and that was not made yet.
    paid: bool,
    secrets: RequestSecrets,
    state: State,
}

#[derive(Debug)]
enum State {
    /// An attempt is due, to be prepared if the driver does that.
    Ready,
    /// The driver prepares the attempt.
    Preparing,
    /// The driver asks its rate limiter.
    Permitting,
    /// Sends as soon as the rate limit permits.
    Prepared,
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
    /// None if the host has no circuit breaker, or none admitted the request.
    pass: Option<Pass>,
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
            prepared: None,
            waited_until: Duration::ZERO,
            pacing: Pacing::Local,
            wait_reason: None,
            skew: ClockSkew::default(),
            skew_corrected: Vec::new(),
            attempts: 0,
            failed: Vec::new(),
            outcome_unknown: false,
            unused: None,
            unsigned: None,
            paid: false,
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

    /// Asks for [`Step::Prepare`] before each attempt, for a driver whose credentials
    /// or edits may take time. It comes before the call asks for a permit, so that no
    /// permit is spoiled, and again before the end of a wait of more than ten seconds
    /// for the permit, since a credential may have expired in the meantime.
    #[must_use]
    pub fn with_preparation(mut self) -> Self {
        self.prepared = Some(Duration::ZERO);
        self
    }

    /// Asks for [`Step::Permit`] before each attempt, for a driver that has a rate limiter
    /// in the place of the account's pacer.
    #[must_use]
    pub fn with_rate_limiter(mut self) -> Self {
        self.pacing = Pacing::Limiter;
        self
    }

    /// The next step.
    pub fn next(&mut self, now: Now, account: &mut AccountState) -> Step {
        let started = *self.started.get_or_insert(now.elapsed);
        let left = self.limits.total.saturating_sub(now.elapsed.saturating_sub(started));
        self.wait_reason = None;
        let state = match core::mem::replace(&mut self.state, State::Over) {
            State::Completed(attempt) => match self.on_completed(attempt, account) {
                Transition::Done(result) => return Step::Done(result),
                Transition::Retry(delay) => State::BackingOff(delay),
            },
            state => state,
        };
        match state {
            State::Ready
            | State::Preparing
            | State::Permitting
            | State::Prepared
            | State::BackingOff(_)
                if left.is_zero() =>
            {
                self.out_of_time(account)
            }
            State::BackingOff(delay) => {
                self.state = State::Ready;
                self.wait(delay, WaitReason::Backoff)
            }
            State::Ready if self.prepared.is_some() => self.prepare(),
            State::Preparing => {
                self.prepared = Some(now.elapsed.max(self.waited_until));
                self.permit(now, left, account)
            }
            State::Ready | State::Prepared => self.permit(now, left, account),
            State::Permitting => Step::Done(Err(Error::Driver("next before permitted"))),
            State::Signing(_) | State::Sent(..) | State::Completed(_) => {
                Step::Done(Err(Error::Driver("next before receive")))
            }
            State::Over => Step::Done(Err(Error::Driver("next after Done"))),
        }
    }

    /// Why the call waits; `None` unless the last step is [`Step::Wait`].
    pub fn wait_reason(&self) -> Option<WaitReason> {
        self.wait_reason
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

    /// Ends the call because its deadline passed while the driver waited for something
    /// else than a step, such as a credential, and returns the error to hand out:
    /// [`Error::Deadline`], or what earlier attempts have left. Nothing more is sent.
    pub fn expire(&mut self) -> Error {
        self.state = State::Over;
        if self.failed.is_empty() {
            return Error::deadline(self.request.action());
        }
        self.conclude()
    }

    /// Returns what the call took from the account and did not use: the permit, so
    /// that another call can use it, the probe of a circuit breaker, and the budget of
    /// a retry. For a call that is not driven to its end.
    pub fn abandon(&mut self, account: &mut AccountState) {
        if let (Some(permit), Some(pacer)) = (self.unused.take(), account.pacer(&self.request)) {
            pacer.release(permit);
        }
        if let Some(route) = self.unsigned.take()
            && let Some(pass) = route.pass
        {
            account.release(self.origin(route), pass);
        }
        if core::mem::take(&mut self.paid) {
            account.budget.refund();
        }
    }

    /// The limits of an attempt that starts now.
    pub fn limits(&self, now: Now) -> Limits {
        let spent = now.elapsed.saturating_sub(self.started.unwrap_or(now.elapsed));
        let total = self.limits.total.saturating_sub(spent);
        let first_byte_reused = if self.request.is_idempotent() {
            self.limits.first_byte_reused.min(total)
        } else {
            total
        };
        let connect = self.limits.connect.min(total);
        Limits { connect, total, first_byte_reused, ..self.limits }
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

    fn attempt(&mut self, now: Now, account: &mut AccountState) -> Step {
        let (origin, pass) = if self.backups.is_empty() {
            (0, None)
        } else {
            account.choose(iter::once(&self.endpoint).chain(&self.backups), now.elapsed)
        };
        let route = Route { origin, permit: self.unused, pass };
        self.skew = account.skew(self.origin(route));
        self.unsigned = Some(route);
        self.state = State::Signing(route);
        Step::Attempt
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
