//! The one loop that joins the call machine to a transport.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    Accepted, Auth, Call, Credential, Date, Error, Incoming, Limits, Now, Received, Request,
    Shared, Step, TransportError,
};

use crate::client::Inner;
use crate::hook::Attempted;
use crate::pending::Options;
use crate::trace;

/// What a call ends in, unless it fails.
pub(crate) enum Answer {
    Whole(Accepted),
    /// Its head, and a body that comes bit by bit; only where one was wanted.
    Stream(Received, Incoming),
}

/// What the caller can read; a whole answer is for either to judge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Whole,
    Stream,
}

impl Inner {
    /// A call that has not begun.
    pub(crate) fn begin(&self, request: Box<Request>, options: &Options) -> Result<Call, Error> {
        let origin = options.endpoint.origin(request.service())?;
        let backups = options.backups.iter().map(|backup| backup.origin(request.service()));
        let backups = backups.collect::<Result<Vec<_>, _>>()?;
        Ok(Call::new(request, origin, options.limits)
            .backups(backups)
            .retry(options.retry)
            .in_process(self.transport.in_process()))
    }

    /// Carries the call out.
    pub(crate) async fn drive(&self, call: &mut Call, wanted: Wanted) -> Result<Answer, Error> {
        let driving = Driving { inner: self, call };
        let mut now = self.clock.now();
        loop {
            match self.share(|shared| driving.call.next(now, shared)) {
                Step::Attempt => {
                    if let Some(answer) = self.attempt(driving.call, wanted, &mut now).await? {
                        return Ok(answer);
                    }
                }
                Step::Wait(delay) => {
                    trace::waiting(delay);
                    self.hooks.iter().for_each(|hook| hook.before_waiting(delay));
                    self.transport.sleep(delay).await;
                    now = self.clock.now();
                }
                Step::Done(result) => return result.map(Answer::Whole),
            }
        }
    }

    /// Signs, sends, and tells the machine what came of it. An answer if the
    /// stream that was wanted began to come. Afterwards it is `ended`.
    async fn attempt(
        &self,
        call: &mut Call,
        wanted: Wanted,
        ended: &mut Now,
    ) -> Result<Option<Answer>, Error> {
        let attempt = call.attempts() + 1;
        for hook in &self.hooks {
            call.edit(|request| hook.before_signing(request, attempt));
        }
        let credential = match self.credential(call.request()).await {
            Ok(credential) => credential,
            Err(error) => return Err(call.give_up(error)),
        };
        let now = self.clock.now();
        let date = call.signing_time(now).date();
        let key = self.key(credential.as_ref(), date, call.request());
        let signed = call.sign(now, auth(credential.as_ref(), key.as_deref()))?;
        trace::sending(&signed, attempt);

        let exchanged = self.exchange(signed, call.limits(now)).await;
        let then = self.clock.now();
        *ended = then;
        let took = then.elapsed.saturating_sub(now.elapsed);
        match exchanged {
            Ok((head, Some(body))) if wanted == Wanted::Stream => {
                let request_id = head.request_id().unwrap_or_default();
                let outcome = Ok((&head, &*request_id));
                self.tell(call, attempt, took, outcome);
                self.share(|shared| call.begin_stream(then, shared));
                Ok(Some(Answer::Stream(head, body)))
            }
            exchanged => {
                call.receive(then, exchanged.map(|(received, _)| received));
                if let Some(outcome) = call.outcome() {
                    let outcome = outcome.map(|a| (&a.received, &*a.request_id));
                    self.tell(call, attempt, took, outcome);
                }
                Ok(None)
            }
        }
    }

    fn tell(
        &self,
        call: &Call,
        attempt: u32,
        took: Duration,
        outcome: Result<(&Received, &str), &Error>,
    ) {
        let request_id = match outcome {
            Ok((_, id)) => id,
            Err(error) => error.request_id().unwrap_or_default(),
        };
        let attempted = Attempted {
            request: call.request(),
            host: call.host(),
            attempt,
            request_id,
            took,
            outcome: outcome.map(|(received, _)| received),
        };
        trace::received(&attempted);
        self.hooks.iter().for_each(|hook| hook.after_receiving(&attempted));
    }

    /// The signed request alone.
    pub(crate) async fn sign(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<http::Request<Bytes>, Error> {
        let origin = options.endpoint.origin(request.service())?;
        let credential = self.credential(request).await?;
        let now = self.clock.now();
        let unix = self.share(|shared| shared.skew().correct(now.unix));
        let key = self.key(credential.as_ref(), unix.date(), request);
        let auth = auth(credential.as_ref(), key.as_deref());
        let signed = request.to_http(&origin, Now { unix, ..now }, auth);
        signed.map_err(|error| Error::Request { error, action: request.action().into() })
    }

    async fn credential(&self, request: &Request) -> Result<Option<Credential>, Error> {
        if !request.is_signed() {
            return Ok(None);
        }
        self.credentials.credential().await.map(Some).map_err(Error::Credential)
    }

    fn key(
        &self,
        credential: Option<&Credential>,
        date: Date,
        request: &Request,
    ) -> Option<Arc<SigningKey>> {
        credential.map(|credential| self.keys.key(credential, date, request.service()))
    }

    /// What came back, with its body unless that is a stream.
    async fn exchange(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<(Received, Option<Incoming>), TransportError> {
        let (head, body) = self.transport.send(request, limits).await?.into_parts();
        let mut received =
            Received { status: head.status, headers: head.headers, body: Bytes::new() };
        if received.is_stream() {
            return Ok((received, Some(body)));
        }
        received.body = body.collect(limits.body).await?;
        Ok((received, None))
    }

    /// A moment with what the calls know of each other; never across an await.
    fn share<T>(&self, with: impl FnOnce(&mut Shared) -> T) -> T {
        with(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn auth<'a>(credential: Option<&'a Credential>, key: Option<&'a SigningKey>) -> Auth<'a> {
    match (credential, key) {
        (Some(credential), Some(key)) => Auth::Sign { credential, key },
        _ => Auth::Skip,
    }
}

/// A call under way. One that is dropped, or panics, gives back what it holds.
struct Driving<'a> {
    inner: &'a Inner,
    call: &'a mut Call,
}

impl Drop for Driving<'_> {
    fn drop(&mut self) {
        if self.call.holds_a_slot() {
            self.inner.share(|shared| self.call.abandon(shared));
        }
    }
}
