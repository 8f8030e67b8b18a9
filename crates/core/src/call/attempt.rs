//! One attempt: made, sent by the driver, and what came of it.

use alloc::boxed::Box;
use alloc::sync::Arc;
use core::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::{Call, Carried, Known, Moment, State, Way};
use crate::error::{Attempt, Error};
use crate::request::Head;
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
        let State::Signing(way) = core::mem::replace(&mut self.0.state, State::Over) else {
            return Err(Error::Driver("there is no attempt to sign for"));
        };
        let unix = self.signing_time(now);
        let origin = self.origin(way);
        if let Err(error) = self.admit(origin, auth) {
            return Err(self.refuse(error));
        }
        let now = Now { unix, ..now };
        match self.make(way, now, auth) {
            Ok(request) => {
                self.0.attempts += 1;
                self.0.unused = None;
                self.0.carried = Carried::by(&request, auth);
                self.0.state = State::Sent(way, Moment { elapsed: now.elapsed, unix });
                Ok(request)
            }
            Err(error) => Err(self.refuse(error)),
        }
    }

    fn make(
        &mut self,
        way: Way,
        now: Now,
        auth: Auth<'_>,
    ) -> Result<http::Request<Bytes>, RequestError> {
        if let (Known::Kept(head), Auth::Sign { credential, .. }) = (&self.0.head, auth)
            && head.is_by(credential, now.unix.date())
        {
            return head.to_http(&self.0.request, now.unix);
        }
        let (request, origin) = (&self.0.request, self.origin(way));
        if matches!(self.0.head, Known::Edited) {
            return request.to_http(origin, now, auth);
        }
        let Some(head) = Head::of(request, origin, now, auth)? else {
            return request.to_http(origin, now, auth);
        };
        let made = head.to_http(request, now.unix);
        self.0.head = Known::New(Arc::new(head));
        made
    }

    fn refuse(&mut self, error: RequestError) -> Error {
        let action = self.0.request.action().into();
        self.give_up(Error::Request { error, action })
    }

    /// Takes in what came of the request that was sent, and reads it; what
    /// follows [`Call::next`] says. An outcome that nobody waits for changes
    /// nothing.
    pub fn receive(&mut self, now: Now, outcome: Result<Received, TransportError>) {
        let State::Sent(way, signed) = self.0.state else { return };
        let judged = match outcome {
            Ok(received) => match received.judge(&self.0.request) {
                Ok(id) => Ok(Accepted { received, request_id: self.0.carried.hide_in(id) }),
                Err(error) => {
                    let error = self.0.carried.hide_from(error, &received, &self.0.request);
                    Err((error, received.headers))
                }
            },
            Err(error) => {
                let action = self.0.request.action().into();
                Err((Error::Transport { error, action }, HeaderMap::new()))
            }
        };
        self.0.state = State::Ended(Box::new(Ended { way, signed, at: now, judged }));
    }

    /// What came of an attempt, between [`Call::receive`] and the next step.
    pub fn outcome(&self) -> Option<Result<&Accepted, &Error>> {
        let State::Ended(ended) = &self.0.state else { return None };
        Some(ended.judged.as_ref().map_err(|(error, _)| error))
    }

    /// Says that a stream has begun to come back: the attempt succeeded, and no
    /// other follows, whatever becomes of the stream.
    pub fn begin_stream(&mut self, now: Now, shared: &mut Shared) {
        if let State::Sent(way, _) = self.0.state {
            self.succeeded(now, way, shared);
            self.0.state = State::Over;
        }
    }

    /// Tells the others what came of it; what follows for this call.
    pub(super) fn settle(&mut self, ended: Box<Ended>, shared: &mut Shared) -> Settled {
        let Ended { way, signed, at, judged } = *ended;
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
        if self.0.in_process {
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
        let changes_something = self.0.request.repeatable() != Effect::Read;
        self.0.in_doubt |= changes_something && error.may_have_taken_effect();
        let started = self.0.started.unwrap_or(signed.elapsed);
        self.0.failed.push(Attempt {
            signed_at: signed.unix,
            after: signed.elapsed.saturating_sub(started),
            took: now.elapsed.saturating_sub(signed.elapsed),
            host: self.origin(way).authority().into(),
            error,
        });
    }
}
