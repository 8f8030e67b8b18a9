//! One attempt: signed, sent by the driver, and its result.

use alloc::boxed::Box;
use alloc::string::String;
use core::time::Duration;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

use super::{Call, RequestSecrets, Route, SignedAt, State};
use crate::error::{Attempt, Error};
use crate::event_stream::EventReader;
use crate::retry::backoff;
use crate::transport::TransportError;
use crate::{AccountState, ApiResponse, Auth, Effect, Now, Origin, RawResponse, RequestError};

/// An attempt whose result has not been reported to the account yet.
#[derive(Debug)]
pub(super) struct CompletedAttempt {
    pub(super) route: Route,
    signed: SignedAt,
    at: Now,
    /// An error comes with the headers of its response.
    result: Result<ApiResponse, (Error, HeaderMap)>,
}

/// What a completed attempt means for its call.
pub(super) enum Transition {
    Done(Result<ApiResponse, Error>),
    /// Another attempt follows after this time.
    Retry(Duration),
}

impl Call {
    /// The request for [`Step::Attempt`](crate::Step::Attempt), signed with the
    /// current time. An error ends the call, and nothing may be sent.
    ///
    /// # Errors
    ///
    /// Fails if the deadline of the call has passed, as [`Call::expire`] does, or if
    /// the request cannot be sent.
    pub fn sign(&mut self, now: Now, auth: Auth<'_>) -> Result<http::Request<Bytes>, Error> {
        let State::Signing(route) = core::mem::replace(&mut self.state, State::Over) else {
            return Err(Error::Driver("sign without Step::Attempt"));
        };
        if self.limits(now).total.is_zero() {
            return Err(self.expire());
        }
        let unix = self.signing_time(now);
        let origin = self.origin(route);
        let signed = self
            .admit(origin, auth)
            .and_then(|()| self.request.to_http(origin, Now { unix, ..now }, auth));
        match signed {
            Ok(request) => {
                self.attempts += 1;
                self.unused = None;
                self.pacing = self.pacing.of_next_attempt();
                self.unsigned = None;
                self.paid = false;
                self.secrets = RequestSecrets::of(&request, auth);
                self.state = State::Sent(route, SignedAt { elapsed: now.elapsed, unix });
                Ok(request)
            }
            Err(error) => {
                let error = Error::request(error, self.request.action());
                Err(self.give_up(error))
            }
        }
    }

    /// Reports the result of the request that was sent. [`Call::next`] says what
    /// follows. Ignored if no request is under way.
    pub fn receive(&mut self, now: Now, result: Result<RawResponse, TransportError>) {
        let State::Sent(route, signed) = self.state else { return };
        let result = match result {
            Ok(mut raw) => {
                let classified = raw.classify(&self.request, &self.secrets);
                match classified {
                    Ok(request_id) => {
                        let secrets = self.secrets.clone();
                        secrets.redact_headers(&mut raw.headers);
                        Ok(ApiResponse { raw, request_id, attempts: self.attempts, secrets })
                    }
                    Err(error) => {
                        let wait = backoff::retry_after(&raw.headers, self.signing_time(now));
                        let wait = Some(wait).filter(|wait| !wait.is_zero());
                        // Only what decides about a retry is kept.
                        let decides =
                            |name: HeaderName| Some((name.clone(), raw.headers.remove(name)?));
                        let headers = [DATE, RETRY_AFTER].into_iter().filter_map(decides);
                        Err((error.asking_to_wait(wait), headers.collect()))
                    }
                }
            }
            Err(error) => {
                let error = self.secrets.redact_transport(error);
                Err((Error::transport(error, self.request.action()), HeaderMap::new()))
            }
        };
        let completed = CompletedAttempt { route, signed, at: now, result };
        self.state = State::Completed(Box::new(completed));
    }

    /// The result of an attempt, between [`Call::receive`] and the next step.
    pub fn outcome(&self) -> Option<Result<&ApiResponse, &Error>> {
        let State::Completed(completed) = &self.state else { return None };
        Some(completed.result.as_ref().map_err(|(error, _)| error))
    }

    /// Reports that a stream has begun: the attempt succeeded, and no other
    /// follows, however the stream ends.
    pub fn begin_stream(&mut self, now: Now, account: &mut AccountState) {
        if let State::Sent(route, _) = self.state {
            self.succeeded(now, route, account);
            self.state = State::Over;
        }
    }

    /// The text of a response without the secrets of the request, for drivers that log
    /// it; at most 4,096 characters.
    pub fn redact(&self, text: &str) -> String {
        self.secrets.redact(text)
    }

    /// A reader for the stream that has begun. An event may have `limit` bytes.
    pub fn event_reader(&self, head: RawResponse, limit: usize) -> EventReader {
        let (request, secrets) = (self.request.clone(), self.secrets.clone());
        EventReader::new(head, request, secrets, self.attempts, limit)
    }

    /// Reports the attempt to the account and decides what follows.
    pub(super) fn on_completed(
        &mut self,
        completed: Box<CompletedAttempt>,
        account: &mut AccountState,
    ) -> Transition {
        let CompletedAttempt { route, signed, at, result } = *completed;
        match result {
            Ok(response) => {
                self.succeeded(at, route, account);
                Transition::Done(Ok(response))
            }
            Err((error, headers)) => {
                let delay = self.failed(at, &error, &headers, route, account);
                self.record(at, error, route, signed);
                match delay {
                    Some(delay) => Transition::Retry(delay),
                    None => Transition::Done(Err(self.conclude())),
                }
            }
        }
    }

    /// Refuses to send a credential where it must not go.
    fn admit(&self, origin: &Origin, auth: Auth<'_>) -> Result<(), RequestError> {
        if self.in_process {
            return Ok(());
        }
        if !origin.allows_credentials() {
            return Err(RequestError::PlainHttp(origin.authority().into()));
        }
        match auth {
            Auth::Sign { credential, .. } if !credential.may_be_sent_to(origin) => {
                Err(RequestError::EmulatorKeys(origin.authority().into()))
            }
            _ => Ok(()),
        }
    }

    fn record(&mut self, now: Now, error: Error, route: Route, signed: SignedAt) {
        // Now, since an interceptor may edit the request before the next attempt.
        let is_write = self.request.effect() != Effect::Read;
        self.outcome_unknown |= is_write && error.may_have_taken_effect();
        let started = self.started.unwrap_or(signed.elapsed);
        self.failed.push(Attempt {
            signed_at: signed.unix,
            after: signed.elapsed.saturating_sub(started),
            took: now.elapsed.saturating_sub(signed.elapsed),
            host: self.origin(route).authority().into(),
            error,
        });
    }
}
