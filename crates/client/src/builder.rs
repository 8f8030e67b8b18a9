//! A client's settings.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tencentcloud_core::{AccountState, Clock, Endpoint, Language, Limits, RetryPolicy, Transport};

use crate::call_builder::Options;
use crate::client::Inner;
use crate::signing_keys::SigningKeys;
use crate::{EnvCredentials, Interceptor, ProvideCredentials, SystemClock};

/// Builds an async or a blocking client.
///
/// Everything has a default but the credentials: without any, each signed call
/// fails before anything is sent.
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder<C> {
    inner: Inner,
    make: fn(Arc<Inner>) -> C,
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new(transport: Box<dyn Transport>, make: fn(Arc<Inner>) -> C) -> Self {
        let inner = Inner {
            transport,
            credentials: Box::new(EnvCredentials::default()),
            clock: Box::new(SystemClock),
            keys: SigningKeys::default(),
            shared: Mutex::new(AccountState::default()),
            interceptors: Vec::new(),
            region: None,
            language: None,
            pacing: true,
            options: Arc::new(Options {
                endpoint: Endpoint::nearest(),
                backups: Vec::new(),
                limits: Limits::default(),
                retry: RetryPolicy::default(),
            }),
        };
        Self { inner, make }
    }

    /// Where the keys come from.
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.inner.credentials = Box::new(credentials);
        self
    }

    /// Where requests go. The default is the site nearest to the caller.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.options().endpoint = endpoint;
        self
    }

    /// A further endpoint for while the others are down, tried in the order of
    /// adding. An endpoint counts as down for a minute after five failures in a
    /// row, or when three of four calls of a minute fail; then one call tries it
    /// again. Failures are what speaks against the host: no answer, one that is
    /// not the API's, `InternalError` and `ServiceUnavailable`. Other errors of
    /// the API are signs of life.
    ///
    /// ```
    /// # use tencentcloud_client::{Endpoint, blocking::Client};
    /// # fn builder(transport: tencentcloud_testing::Scripted) -> Result<Client, Box<dyn std::error::Error>> {
    /// let client = Client::builder(transport)
    ///     .endpoint(Endpoint::nearest())
    ///     .backup(Endpoint::regional("ap-guangzhou")?)
    ///     .build();
    /// # Ok(client)
    /// # }
    /// ```
    pub fn backup(mut self, endpoint: Endpoint) -> Self {
        self.options().backups.push(endpoint);
        self
    }

    /// Further attempts after the first, of a call that failed in a way that
    /// may pass; 3 unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        let options = self.options();
        options.retry = options.retry.max_retries(retries);
        self
    }

    /// What calls do after failures.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.options().retry = policy;
        self
    }

    /// Whether calls of an action with a documented rate wait so that it is
    /// kept; they do unless told not to. All clones of a client count together.
    pub fn pacing(mut self, pacing: bool) -> Self {
        self.inner.pacing = pacing;
        self
    }

    /// Something of the program's own that takes part in every attempt, after
    /// those added before it.
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.inner.interceptors.push(Box::new(interceptor));
        self
    }

    /// The common parameter Region of every call that names none.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.inner.region = Some(region.into());
        self
    }

    /// The language of error messages. Without it the service chooses.
    pub fn language(mut self, language: Language) -> Self {
        self.inner.language = Some(language);
        self
    }

    /// How long a call may take in all; 60 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options().limits.total = timeout;
        self
    }

    /// How long resolving, connecting and the TLS handshake may take together;
    /// 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options().limits.connect = timeout;
        self
    }

    /// The largest body of an answer, in bytes; 50 MB unless set.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.options().limits.body = bytes;
        self
    }

    /// Another clock than the machine's, for tests.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.inner.clock = Box::new(clock);
        self
    }

    fn options(&mut self) -> &mut Options {
        Arc::make_mut(&mut self.inner.options)
    }

    /// The client.
    pub fn build(self) -> C {
        (self.make)(Arc::new(self.inner))
    }
}
