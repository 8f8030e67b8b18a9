//! One attempt: made, sent by the driver, and what came of it.

use alloc::boxed::Box;
use core::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::{Call, RequestSecrets, Route, SignedAt, State};
use crate::error::{Attempt, Error};
use crate::transport::TransportError;
use crate::{AccountState, ApiResponse, Auth, Effect, Now, Origin, RawResponse, RequestError};

/// An attempt that has ended, and nobody was told yet.
#[derive(Debug)]
pub(super) struct CompletedAttempt {
    route: Route,
    signed: SignedAt,
    at: Now,
    result: Result<ApiResponse, (Error, HeaderMap)>,
}

/// What an attempt that has ended means for its call.
pub(super) enum Transition {
    Over(Result<ApiResponse, Error>),
    /// Another attempt follows, after this time.
    Again(Duration),
}

impl CompletedAttempt {
    pub(super) fn route(&self) -> Route {
        self.route
    }
}

impl Call {
    /// The request of the attempt that [`Step::Attempt`](crate::Step::Attempt)
    /// asked for, signed with the time of this moment. An error ends the call.
    pub fn sign(&mut self, now: Now, auth: Auth<'_>) -> Result<http::Request<Bytes>, Error> {
        let State::Signing(route) = core::mem::replace(&mut self.state, State::Over) else {
            return Err(Error::Driver("there is no attempt to sign for"));
        };
        let unix = self.signing_time(now);
        let origin = self.origin(route);
        if let Err(error) = self.admit(origin, auth) {
            return Err(self.refuse(error));
        }
        let now = Now { unix, ..now };
        match self.request.to_http(self.origin(route), now, auth) {
            Ok(request) => {
                self.attempts += 1;
                self.unused = None;
                self.secrets = RequestSecrets::by(&request, auth);
                self.state = State::Sent(route, SignedAt { elapsed: now.elapsed, unix });
                Ok(request)
            }
            Err(error) => Err(self.refuse(error)),
        }
    }

    fn refuse(&mut self, error: RequestError) -> Error {
        let error = Error::request(error, self.request.action());
        self.give_up(error)
    }

    /// Takes in what came of the request that was sent, and reads it; what
    /// follows [`Call::next`] says. An outcome that nobody waits for changes
    /// nothing.
    pub fn receive(&mut self, now: Now, outcome: Result<RawResponse, TransportError>) {
        let State::Sent(route, signed) = self.state else { return };
        let result = match outcome {
            Ok(received) => match received.classify(&self.request) {
                Ok(id) => Ok(ApiResponse {
                    raw: received,
                    request_id: self.secrets.hide_in(id),
                    attempts: self.attempts,
                }),
                Err(error) => {
                    let error = self.secrets.hide_from(error, &received, &self.request);
                    Err((error, received.headers))
                }
            },
            Err(error) => {
                let error = Error::transport(error, self.request.action());
                Err((error, HeaderMap::new()))
            }
        };
        self.state =
            State::Completed(Box::new(CompletedAttempt { route, signed, at: now, result }));
    }

    /// What came of an attempt, between [`Call::receive`] and the next step.
    pub fn outcome(&self) -> Option<Result<&ApiResponse, &Error>> {
        let State::Completed(ended) = &self.state else { return None };
        Some(ended.result.as_ref().map_err(|(error, _)| error))
    }

    /// Says that a stream has begun to come back: the attempt succeeded, and no
    /// other follows, whatever becomes of the stream.
    pub fn begin_stream(&mut self, now: Now, shared: &mut AccountState) {
        if let State::Sent(route, _) = self.state {
            self.succeeded(now, route, shared);
            self.state = State::Over;
        }
    }

    /// Tells the others what came of it; what follows for this call.
    pub(super) fn on_completed(
        &mut self,
        ended: Box<CompletedAttempt>,
        shared: &mut AccountState,
    ) -> Transition {
        let CompletedAttempt { route, signed, at, result } = *ended;
        match result {
            Ok(accepted) => {
                self.succeeded(at, route, shared);
                Transition::Over(Ok(accepted))
            }
            Err((error, headers)) => {
                let delay = self.failed(at, &error, &headers, route, shared);
                self.record(at, error, route, signed);
                match delay {
                    Some(delay) => Transition::Again(delay),
                    None => Transition::Over(Err(self.conclude())),
                }
            }
        }
    }

    /// Whether these keys may go to this host in this route.
    fn admit(&self, origin: &Origin, auth: Auth<'_>) -> Result<(), RequestError> {
        if self.in_process {
            return Ok(());
        }
        if !origin.is_private() {
            return Err(RequestError::PlainHttp(origin.authority().into()));
        }
        match auth {
            Auth::Sign { credential, .. }
                if credential.is_for_emulator() && origin.is_tencent() =>
            {
                Err(RequestError::EmulatorKeys(origin.authority().into()))
            }
            _ => Ok(()),
        }
    }

    fn record(&mut self, now: Now, error: Error, route: Route, signed: SignedAt) {
        // Now, since the request may be changed before the next attempt.
        let changes_something = self.request.effect() != Effect::Read;
        self.in_doubt |= changes_something && error.may_have_taken_effect();
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
