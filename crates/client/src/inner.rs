//! The state that a client shares with its clones and its calls.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    AccountState, Auth, Call, Clock, Credential, Date, Error, Language, Now, Request, Transport,
};

use crate::call_options::CallOptions;
use crate::credentials::{ProvideCredentials, Surroundings, before_deadline};
use crate::interceptor::Interceptor;
use crate::rate_limiter::RateLimiter;
use crate::signing_keys::SigningKeys;

/// Transport, settings and account state of a client.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) credentials: Box<dyn ProvideCredentials>,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) signing_keys: SigningKeys,
    pub(crate) state: Mutex<AccountState>,
    pub(crate) interceptors: Vec<Box<dyn Interceptor>>,
    pub(crate) region: Option<String>,
    pub(crate) language: Option<Language>,
    pub(crate) pacing: bool,
    /// In the place of the pacers of `state`.
    pub(crate) rate_limiter: Option<Box<dyn RateLimiter>>,
    /// Whether this is a blocking client.
    pub(crate) is_blocking: bool,
    /// Whether untyped calls are checked against the catalog.
    #[cfg(feature = "validate")]
    pub(crate) validate: bool,
    pub(crate) options: CallOptions,
}

impl Inner {
    /// The request with the client's defaults for what it leaves open.
    pub(crate) fn with_defaults(&self, request: Request) -> Request {
        let request = request.defaults(self.region.as_deref(), self.language);
        if self.pacing { request } else { request.rate(None) }
    }

    /// The state machine of a new call.
    pub(crate) fn new_call(&self, request: Request, options: &CallOptions) -> Result<Call, Error> {
        let origin = options.endpoint.origin_for(&request)?;
        let backups = options.backups.iter().map(|backup| backup.origin_for(&request));
        let backups: Vec<_> = backups.collect::<Result<_, _>>()?;
        let call = Call::new(request, origin, options.limits)
            .backups(backups)
            .retry_policy(options.effective_retry_policy())
            .with_preparation()
            .in_process(self.transport.in_process());
        let is_limited = self.pacing && self.rate_limiter.is_some();
        Ok(if is_limited { call.with_rate_limiter() } else { call })
    }

    /// The signed request, without a call.
    pub(crate) async fn sign(
        &self,
        request: &Request,
        options: &CallOptions,
    ) -> Result<http::Request<Bytes>, Error> {
        let origin = options.endpoint.origin_for(request)?;
        let action = request.action();
        let (now, time_left) = (self.clock.now(), options.limits.total);
        let deadline = now.elapsed.saturating_add(time_left);
        let credential = self.credential(request, now, time_left).await.transpose()?;
        let mut now = self.clock.now();
        // A provider that blocks its thread may return after the deadline.
        let credential = credential.filter(|_| now.elapsed < deadline);
        let credential = credential.ok_or_else(|| Error::deadline(action))?;
        now.unix = self.with_state(|state| state.skew(&origin).correct(now.unix));
        let key = self.signing_key(credential.as_ref(), now.unix.date(), request);
        request
            .to_http(&origin, now, auth(credential.as_ref(), key.as_deref()))
            .map_err(|error| Error::request(error, action))
    }

    /// The credential to sign with, `Some(Ok(None))` for a request that goes unsigned;
    /// `None` if there is none before the deadline.
    pub(crate) async fn credential(
        &self,
        request: &Request,
        now: Now,
        time_left: Duration,
    ) -> Option<Result<Option<Credential>, Error>> {
        if !request.is_signed() {
            return Some(Ok(None));
        }
        let with = self.surroundings(now, time_left);
        let result = before_deadline(self.credentials.credential(&with), &with, time_left).await?;
        Some(result.map(Some).map_err(Error::credential))
    }

    /// What is lent for a call that has this time left.
    pub(crate) fn surroundings(&self, now: Now, time_left: Duration) -> Surroundings<'_> {
        Surroundings {
            transport: &*self.transport,
            clock: &*self.clock,
            deadline: now.elapsed.saturating_add(time_left),
            is_blocking: self.is_blocking,
        }
    }

    pub(crate) fn signing_key(
        &self,
        credential: Option<&Credential>,
        date: Date,
        request: &Request,
    ) -> Option<Arc<SigningKey>> {
        credential.map(|credential| self.signing_keys.key(credential, date, request.service()))
    }

    /// Locks the account state for the closure, which must not block.
    pub(crate) fn with_state<T>(&self, f: impl FnOnce(&mut AccountState) -> T) -> T {
        f(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

pub(crate) fn auth<'a>(
    credential: Option<&'a Credential>,
    key: Option<&'a SigningKey>,
) -> Auth<'a> {
    match (credential, key) {
        (Some(credential), Some(key)) => Auth::Sign { credential, key },
        _ => Auth::Skip,
    }
}
