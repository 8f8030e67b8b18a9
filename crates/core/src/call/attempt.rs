//! One attempt: made, sent by the driver, and what came of it.

use alloc::boxed::Box;
use core::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::{Call, Carried, Moment, State, Way};
use crate::error::{Attempt, Error};
use crate::transport::TransportError;
use crate::{Accepted, Auth, Effect, Now, Origin, Received, RequestError, Shared};

/// An attempt that has ended, and nobody was told yet.
#[derive(Debug)]
pub(super) struct Ended {
    way: Way,
    signed: Moment,
    at: Now,
    judged: Result<Accepted, (Error, HeaderMap)>,
}

/// What an attempt that has ended means for its call.
pub(super) enum Settled {
    Over(Result<Accepted, Error>),
    /// Another attempt follows, after this time.
    Again(Duration),
}

impl Ended {
    pub(super) fn way(&self) -> Way {
        self.way
    }
}

impl Call {
    /// The request of the attempt that [`Step::Attempt`](crate::Step::Attempt)
    /// asked for, signed with the time of this moment. An error ends the call.
    pub fn sign(&mut self, now: Now, auth: Auth<'_>) -> Result<http::Request<Bytes>, Error> {
        let State::Signing(way) = core::mem::replace(&mut self.state, State::Over) else {
            return Err(Error::Driver("there is no attempt to sign for"));
        };
        let unix = self.signing_time(now);
        let origin = self.origin(way);
        let made = self
            .admit(origin, auth)
            .and_then(|()| self.request.to_http(origin, Now { unix, ..now }, auth));
        match made {
            Ok(request) => {
                self.attempts += 1;
                self.unused = None;
                self.carried = Carried::by(&request, auth);
                self.state = State::Sent(way, Moment { elapsed: now.elapsed, unix });
                Ok(request)
            }
            Err(error) => {
                let action = self.request.action().into();
                Err(self.give_up(Error::Request { error, action }))
            }
        }
    }

    /// Takes in what came of the request that was sent, and reads it; what
    /// follows [`Call::next`] says. An outcome that nobody waits for changes
    /// nothing.
    pub fn receive(&mut self, now: Now, outcome: Result<Received, TransportError>) {
        let State::Sent(way, signed) = self.state else { return };
        let judged = match outcome {
            Ok(received) => match received.judge(&self.request) {
                Ok(id) => Ok(Accepted { received, request_id: self.carried.hide_in(id) }),
                Err(error) => {
                    let error = self.carried.hide_from(error, &received, &self.request);
                    Err((error, received.headers))
                }
            },
            Err(error) => {
                let action = self.request.action().into();
                Err((Error::Transport { error, action }, HeaderMap::new()))
            }
        };
        self.state = State::Ended(Box::new(Ended { way, signed, at: now, judged }));
    }

    /// What came of an attempt, between [`Call::receive`] and the next step.
    pub fn outcome(&self) -> Option<Result<&Accepted, &Error>> {
        let State::Ended(ended) = &self.state else { return None };
        Some(ended.judged.as_ref().map_err(|(error, _)| error))
    }

    /// Says that a stream has begun to come back: the attempt succeeded, and no
    /// other follows, whatever becomes of the stream.
    pub fn begin_stream(&mut self, now: Now, shared: &mut Shared) {
        if let State::Sent(way, _) = self.state {
            self.succeeded(now, way, shared);
            self.state = State::Over;
        }
    }

    /// Tells the others what came of it; what follows for this call.
    pub(super) fn settle(&mut self, ended: Ended, shared: &mut Shared) -> Settled {
        let Ended { way, signed, at, judged } = ended;
        match judged {
            Ok(accepted) => {
                self.succeeded(at, way, shared);
                Settled::Over(Ok(accepted))
            }
            Err((error, headers)) => {
                let delay = self.failed(at, &error, &headers, way, shared);
                self.record(at, error, way, signed);
                match delay {
                    Some(delay) => Settled::Again(delay),
                    None => Settled::Over(Err(self.conclude())),
                }
            }
        }
    }

    /// Whether these keys may go to this host in this way.
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

    fn record(&mut self, now: Now, error: Error, way: Way, signed: Moment) {
        // Now, since the request may be changed before the next attempt.
        let changes_something = self.request.repeatable() != Effect::Read;
        self.in_doubt |= changes_something && error.may_have_taken_effect();
        let started = self.started.unwrap_or(signed.elapsed);
        self.failed.push(Attempt {
            signed_at: signed.unix,
            after: signed.elapsed.saturating_sub(started),
            took: now.elapsed.saturating_sub(signed.elapsed),
            host: self.origin(way).authority().into(),
            error,
        });
    }
}
