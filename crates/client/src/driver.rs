//! The driver: it runs the state machine of a call over a transport.

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{
    ApiResponse, Call, Credential, Error, Now, RawResponse, ResponseBody, Step, Timings,
    TransportError, WaitReason,
};

use crate::credentials::before_deadline;
use crate::inner::{Inner, auth};
use crate::interceptor::AttemptInfo;
use crate::rate_limiter::Permission;
use crate::trace;

/// The result of one attempt: a response with its body, or the head of an event
/// stream and its body.
type TransportResult = Result<(RawResponse, Option<ResponseBody>), TransportError>;

/// The course of one attempt.
#[derive(Clone, Copy)]
struct Times {
    start: Now,
    signed: Now,
    timings: Option<Timings>,
    /// The response head; the end if none arrived.
    head: Now,
    end: Now,
}

/// Whether the caller reads a JSON response or an event stream.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Collect,
    Stream,
}

/// The response of a call.
pub(crate) enum CallResponse {
    Collected(ApiResponse),
    /// Head and body of an event stream. Occurs only in [`ResponseMode::Stream`].
    Stream(RawResponse, ResponseBody),
}

impl Inner {
    /// Runs the call to its end, or until its event stream begins.
    pub(crate) async fn drive(
        &self,
        call: &mut Call,
        mode: ResponseMode,
    ) -> Result<CallResponse, Error> {
        let guard = PermitGuard { inner: self, call };
        let call = &mut *guard.call;
        let (mut intercepted, mut credential, mut permit) = (0, None, None);
        let mut now = self.clock.now();
        loop {
            match self.with_state(|state| call.next(now, state)) {
                Step::Prepare => {
                    self.intercept(call, &mut intercepted);
                    credential = self.prepare(call, now).await?;
                    now = self.clock.now();
                }
                Step::Permit => {
                    permit = self.permit(call, now).await?;
                    now = self.clock.now();
                }
                Step::Wait(delay) => {
                    self.wait(delay, call.wait_reason()).await;
                    now = self.clock.now();
                }
                Step::Attempt => {
                    let (result, times) =
                        self.sign_and_send(call, now, credential.as_ref()).await?;
                    now = times.end;
                    if let Some(stream) = self.receive(call, times, result, mode) {
                        return Ok(stream);
                    }
                    self.report_throttled(call, permit.take(), now).await;
                }
                Step::Done(result) => return result.map(CallResponse::Collected),
                _ => return Err(Error::driver("unknown step")),
            }
        }
    }

    /// Calls the interceptors, once for each attempt; `last` is the last one.
    fn intercept(&self, call: &mut Call, last: &mut u32) {
        let attempt = call.attempts() + 1;
        if *last != attempt {
            *last = attempt;
            for interceptor in &self.interceptors {
                call.edit(|request| interceptor.before_signing(request, attempt));
            }
        }
    }

    /// Obtains the credential of the next attempt.
    async fn prepare(&self, call: &mut Call, now: Now) -> Result<Option<Credential>, Error> {
        let time_left = call.limits(now).total;
        match self.credential(call.request(), now, time_left).await {
            Some(result) => result.map_err(|error| call.give_up(error)),
            None => Err(call.expire()),
        }
    }

    /// Asks the rate limiter for a permit. Returns the number of the permit.
    async fn permit(&self, call: &mut Call, now: Now) -> Result<Option<u64>, Error> {
        let Some(limiter) = self.rate_limiter.as_deref() else {
            call.pace_locally();
            return Ok(None);
        };
        let left = call.limits(now).total;
        let with = self.surroundings(now, left);
        let asked = limiter.permit(call.request(), &with);
        let Some(permission) = before_deadline(asked, &with, left).await else {
            return Err(call.expire());
        };
        trace::permitted(limiter, permission, since(now, self.clock.now()));
        match permission {
            Permission::Granted(number) => {
                call.permitted();
                Ok(Some(number))
            }
            Permission::PaceLocally => {
                call.pace_locally();
                Ok(None)
            }
        }
    }

    /// Tells the rate limiter of a throttled attempt.
    async fn report_throttled(&self, call: &Call, permit: Option<u64>, now: Now) {
        let throttled = matches!(call.outcome(), Some(Err(error)) if error.is_throttled());
        if let Some(limiter) = self.rate_limiter.as_deref()
            && throttled
            && self.pacing
        {
            let left = call.limits(now).total;
            let with = self.surroundings(now, left);
            let told = limiter.throttled(call.request(), permit, &with);
            before_deadline(told, &with, left).await;
        }
    }

    async fn wait(&self, delay: Duration, reason: Option<WaitReason>) {
        if let Some(reason) = reason {
            trace::waiting(delay, reason);
            let each = self.interceptors.iter();
            each.for_each(|interceptor| interceptor.before_waiting(delay, reason));
        }
        self.transport.sleep(delay).await;
    }

    /// Makes one attempt.
    async fn sign_and_send(
        &self,
        call: &mut Call,
        start: Now,
        credential: Option<&Credential>,
    ) -> Result<(TransportResult, Times), Error> {
        let date = call.signing_time(start).date();
        let key = self.signing_key(credential, date, call.request());
        let request = call.sign(start, auth(credential, key.as_deref()))?;
        trace::sending(&request, call.attempts());
        let limits = call.limits(start);
        let signed = self.clock.now();
        let (result, timings, head) = match self.transport.send(request, limits).await {
            Ok(response) => {
                let (timings, head) = (Timings::of(&response), self.clock.now());
                (read(response, limits.body).await, timings, Some(head))
            }
            Err(error) => (Err(error), None, None),
        };
        // The caller reads the body of an event stream.
        let is_stream = matches!(result, Ok((_, Some(_))));
        let end = head.filter(|_| is_stream).unwrap_or_else(|| self.clock.now());
        Ok((result, Times { start, signed, timings, head: head.unwrap_or(end), end }))
    }

    /// Hands the result of an attempt to the call. Returns the response if it is the
    /// event stream that the caller reads.
    fn receive(
        &self,
        call: &mut Call,
        times: Times,
        result: TransportResult,
        mode: ResponseMode,
    ) -> Option<CallResponse> {
        let now = times.end;
        match result {
            Ok((head, Some(body))) if mode == ResponseMode::Stream => {
                let request_id = call.redact(&head.request_id().unwrap_or_default());
                self.report(call, times, Ok((&head, &request_id)));
                self.with_state(|state| call.begin_stream(now, state));
                Some(CallResponse::Stream(head, body))
            }
            result => {
                call.receive(now, result.map(|(response, _)| response));
                if let Some(outcome) = call.outcome() {
                    let outcome = outcome.map(|ok| (&ok.raw, &*ok.request_id));
                    self.report(call, times, outcome);
                }
                None
            }
        }
    }

    /// Logs the attempt and calls the interceptors.
    fn report(&self, call: &Call, times: Times, outcome: Result<(&RawResponse, &str), &Error>) {
        let request_id = match outcome {
            Ok((_, id)) => id,
            Err(error) => error.request_id().unwrap_or_default(),
        };
        let info = AttemptInfo {
            request: call.request(),
            host: call.host(),
            attempt: call.attempts(),
            request_id,
            took: since(times.start, times.end),
            signing: since(times.start, times.signed),
            timings: times.timings,
            body: since(times.head, times.end),
            outcome: outcome.map(|(response, _)| response),
        };
        trace::attempted(&info);
        self.interceptors.iter().for_each(|interceptor| interceptor.after_receiving(&info));
    }
}

fn since(start: Now, end: Now) -> Duration {
    end.elapsed.saturating_sub(start.elapsed)
}

/// Collects the body, unless it is an event stream.
async fn read(response: http::Response<ResponseBody>, limit: usize) -> TransportResult {
    let (head, body) = response.into_parts();
    let mut response = RawResponse::new(head.status, head.headers, Bytes::new());
    if response.is_stream() {
        return Ok((response, Some(body)));
    }
    response.body = body.collect(limit).await?;
    Ok((response, None))
}

/// Returns an unused rate limit permit when a call is canceled or panics.
struct PermitGuard<'a> {
    inner: &'a Inner,
    call: &'a mut Call,
}

impl Drop for PermitGuard<'_> {
    fn drop(&mut self) {
        self.inner.with_state(|state| self.call.abandon(state));
    }
}
