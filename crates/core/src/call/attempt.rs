//! One attempt: made, sent by the driver, and what came of it.

use bytes::Bytes;
use http::HeaderMap;

use super::{Call, Carried, Moment, State, Way};
use crate::error::{Attempt, Error};
use crate::transport::TransportError;
use crate::{Accepted, Auth, Now, Origin, Received, RequestError, Shared};

impl Call {
    /// The request of the attempt that [`Step::Attempt`](crate::Step::Attempt)
    /// asked for, signed with the time of this moment. An error ends the call.
    pub fn sign(&mut self, now: Now, auth: Auth<'_>) -> Result<http::Request<Bytes>, Error> {
        let State::Signing(way) = core::mem::replace(&mut self.state, State::Over) else {
            return Err(Error::Driver("there is no attempt to sign for"));
        };
        let unix = self.signing_time(now);
        let made = match self.origins.get(way.origin) {
            None => Err(RequestError::Form("there is no endpoint")),
            Some(origin) => self
                .admit(origin, auth)
                .and_then(|()| self.request.to_http(origin, Now { unix, ..now }, auth)),
        };
        match made {
            Ok(request) => {
                self.attempts += 1;
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

    /// Takes in what came of the request that was sent. An outcome that nobody
    /// waits for changes nothing.
    pub fn receive(
        &mut self,
        now: Now,
        outcome: Result<Received, TransportError>,
        shared: &mut Shared,
    ) {
        let State::Sent(way, signed) = self.state else { return };
        let judged = match outcome {
            Ok(received) => match self.carried.judge(&received, &self.request) {
                Ok(request_id) => Ok(Accepted { received, request_id }),
                Err(error) => Err((error, received.headers)),
            },
            Err(error) => {
                let action = self.request.action().into();
                Err((Error::Transport { error, action }, HeaderMap::new()))
            }
        };
        self.state = match judged {
            Ok(accepted) => {
                self.succeeded(now, way, shared);
                State::Decided(Ok(accepted))
            }
            Err((error, headers)) => {
                let delay = self.failed(now, &error, &headers, way, shared);
                self.record(now, error, way, signed);
                match delay {
                    Some(delay) => State::BackingOff(delay),
                    None => State::Decided(Err(self.conclude())),
                }
            }
        };
    }

    /// Says that a stream has begun to come back: the attempt succeeded, and no
    /// other follows, whatever becomes of the stream.
    pub fn begin_stream(&mut self, now: Now, shared: &mut Shared) {
        if let State::Sent(way, _) = self.state {
            self.succeeded(now, way, shared);
            self.state = State::Over;
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
        let started = self.started.unwrap_or(signed.elapsed);
        self.failed.push(Attempt {
            signed_at: signed.unix,
            after: signed.elapsed.saturating_sub(started),
            took: now.elapsed.saturating_sub(signed.elapsed),
            host: self.origins.get(way.origin).map_or("", Origin::authority).into(),
            error,
        });
    }
}
