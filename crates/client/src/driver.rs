//! The one loop that joins the call machine to a transport.

use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    AccountState, ApiResponse, Auth, Call, Credential, Date, Error, Now, RawResponse, Request,
    ResponseBody, Step, TransportError,
};

use crate::call_builder::Options;
use crate::client::Inner;
use crate::interceptor::AttemptInfo;
use crate::trace;

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a transport has in the end.
type Arrival = Result<http::Response<ResponseBody>, TransportError>;

/// What a call ends in, unless it fails.
pub(crate) enum Answer {
    Whole(ApiResponse),
    /// Its head, and a body that comes bit by bit; only where one was wanted.
    Stream(RawResponse, ResponseBody),
}

/// What the caller can read; a whole answer is for either to judge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Whole,
    Stream,
}

impl Inner {
    /// A call that has not begun.
    pub(crate) fn begin(&self, request: Request, options: &Options) -> Result<Call, Error> {
        let origin = options.endpoint.origin(request.service())?;
        let mut backups = Vec::new();
        for backup in &options.backups {
            backups.push(backup.origin(request.service())?);
        }
        Ok(Call::new(request, origin, options.limits)
            .backups(backups)
            .retry_policy(options.retry)
            .in_process(self.transport.in_process()))
    }

    /// Carries the call out.
    ///
    /// What lives while it waits is part of every caller's future, and so is
    /// moved around with it: here that is little, since what needs more is done
    /// by functions that do not wait.
    pub(crate) async fn drive(&self, call: &mut Call, wanted: Wanted) -> Result<Answer, Error> {
        let driving = Driving { inner: self, call };
        let mut now = self.clock.now();
        loop {
            let wait = match self.share(|shared| driving.call.next(now, shared)) {
                Step::Attempt => None,
                Step::Wait(delay) => Some(self.before_waiting(delay)),
                Step::Done(result) => return result.map(Answer::Whole),
                _ => return Err(Error::Driver("this driver does not know the step")),
            };
            if let Some(waited) = wait {
                waited.await;
                now = self.clock.now();
                continue;
            }
            self.edit(driving.call, &mut now);
            let credential = match self.credential(driving.call.request(), &mut now).await {
                Ok(credential) => credential,
                Err(error) => return Err(driving.call.give_up(error)),
            };
            let began = now;
            let (answer, limit) = self.ask(driving.call, began, credential.as_ref())?;
            drop(credential);
            let arrived = read(answer, limit).await;
            now = self.clock.now();
            if let Some(answer) = self.receive(driving.call, wanted, began, now, arrived) {
                return Ok(answer);
            }
        }
    }

    fn before_waiting(&self, delay: Duration) -> BoxFuture<'_, ()> {
        trace::waiting(delay);
        self.interceptors.iter().for_each(|interceptor| interceptor.before_waiting(delay));
        self.transport.sleep(delay)
    }

    /// Lets the interceptors change the request. That may take time.
    fn edit(&self, call: &mut Call, now: &mut Now) {
        let attempt = call.attempts() + 1;
        for interceptor in &self.interceptors {
            call.edit(|request| interceptor.before_signing(request, attempt));
        }
        if !self.interceptors.is_empty() {
            *now = self.clock.now();
        }
    }

    /// Signs the request and begins to send it: the answer that will come, and
    /// the largest body it may have.
    fn ask(
        &self,
        call: &mut Call,
        now: Now,
        credential: Option<&Credential>,
    ) -> Result<(BoxFuture<'_, Arrival>, usize), Error> {
        let date = call.signing_time(now).date();
        let key = self.key(credential, date, call.request());
        let signed = call.sign(now, auth(credential, key.as_deref()))?;
        trace::sending(&signed, call.attempts());
        let limits = call.limits(now);
        Ok((self.transport.send(signed, limits), limits.body))
    }

    /// Tells the machine what came of it. An answer if the stream that was
    /// wanted began to come.
    fn receive(
        &self,
        call: &mut Call,
        wanted: Wanted,
        began: Now,
        now: Now,
        arrived: Result<(RawResponse, Option<ResponseBody>), TransportError>,
    ) -> Option<Answer> {
        let took = now.elapsed.saturating_sub(began.elapsed);
        match arrived {
            Ok((head, Some(body))) if wanted == Wanted::Stream => {
                let request_id = head.request_id().unwrap_or_default();
                self.tell(call, took, Ok((&head, &*request_id)));
                self.share(|shared| call.begin_stream(now, shared));
                Some(Answer::Stream(head, body))
            }
            arrived => {
                call.receive(now, arrived.map(|(received, _)| received));
                if let Some(outcome) = call.outcome() {
                    self.tell(call, took, outcome.map(|a| (&a.raw, &*a.request_id)));
                }
                None
            }
        }
    }

    fn tell(&self, call: &Call, took: Duration, outcome: Result<(&RawResponse, &str), &Error>) {
        let request_id = match outcome {
            Ok((_, id)) => id,
            Err(error) => error.request_id().unwrap_or_default(),
        };
        let attempted = AttemptInfo {
            request: call.request(),
            host: call.host(),
            attempt: call.attempts(),
            request_id,
            took,
            outcome: outcome.map(|(received, _)| received),
        };
        trace::received(&attempted);
        self.interceptors.iter().for_each(|interceptor| interceptor.after_receiving(&attempted));
    }

    /// The signed request alone.
    pub(crate) async fn sign(
        &self,
        request: &Request,
        options: &Options,
    ) -> Result<http::Request<Bytes>, Error> {
        let origin = options.endpoint.origin(request.service())?;
        let mut now = self.clock.now();
        let credential = self.credential(request, &mut now).await?;
        let unix = self.share(|shared| shared.skew().correct(now.unix));
        let key = self.key(credential.as_ref(), unix.date(), request);
        let auth = auth(credential.as_ref(), key.as_deref());
        let signed = request.to_http(&origin, Now::new(unix, now.elapsed, now.random), auth);
        signed.map_err(|error| Error::request(error, request.action()))
    }

    /// What to sign with. The time is told anew if that took some.
    async fn credential(
        &self,
        request: &Request,
        now: &mut Now,
    ) -> Result<Option<Credential>, Error> {
        if !request.is_signed() {
            return Ok(None);
        }
        let credential = self.credentials.credential().await;
        *now = self.clock.now();
        credential.map(Some).map_err(Error::credential)
    }

    fn key(
        &self,
        credential: Option<&Credential>,
        date: Date,
        request: &Request,
    ) -> Option<Arc<SigningKey>> {
        credential.map(|credential| self.keys.key(credential, date, request.service()))
    }

    /// A moment with what the calls know of each other; never across an await.
    fn share<T>(&self, with: impl FnOnce(&mut AccountState) -> T) -> T {
        with(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What comes back, with its body unless that is a stream.
async fn read(
    answer: BoxFuture<'_, Arrival>,
    limit: usize,
) -> Result<(RawResponse, Option<ResponseBody>), TransportError> {
    let (mut received, body) = answer.await.map(opened)?;
    if received.is_stream() {
        return Ok((received, Some(body)));
    }
    received.body = body.collect(limit).await?;
    Ok((received, None))
}

fn opened(answer: http::Response<ResponseBody>) -> (RawResponse, ResponseBody) {
    let (head, body) = answer.into_parts();
    (RawResponse::new(head.status, head.headers, Bytes::new()), body)
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
        if self.call.holds_permit() {
            self.inner.share(|shared| self.call.abandon(shared));
        }
    }
}
