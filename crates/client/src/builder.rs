//! The settings of a client.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tencentcloud_core::{AccountState, Clock, Endpoint, Language, RetryPolicy, Transport};

use crate::call_options::CallOptions;
use crate::clock::SystemClock;
use crate::credentials::{EnvCredentials, ProvideCredentials};
use crate::inner::Inner;
use crate::interceptor::Interceptor;
use crate::rate_limiter::RateLimiter;
use crate::signing_keys::SigningKeys;

/// A builder for an async or a blocking client.
///
/// Every setting has a default. Most can be overridden for one call, see
/// [`CallBuilder`](crate::CallBuilder).
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder<C> {
    inner: Inner,
    make: fn(Arc<Inner>) -> C,
}

impl<C> ClientBuilder<C> {
    pub(crate) fn new(
        transport: Box<dyn Transport>,
        is_blocking: bool,
        make: fn(Arc<Inner>) -> C,
    ) -> Self {
        let inner = Inner {
            transport,
            credentials: Box::new(EnvCredentials::default()),
            clock: Box::new(SystemClock),
            signing_keys: SigningKeys::default(),
            state: Mutex::new(AccountState::default()),
            interceptors: Vec::new(),
            region: None,
            language: None,
            pacing: true,
            rate_limiter: None,
            is_blocking,
            #[cfg(feature = "validate")]
            validate: false,
            options: CallOptions::default(),
        };
        Self { inner, make }
    }

    /// Sets the credential provider. The default is [`EnvCredentials`]; a
    /// [`Credential`](crate::Credential) is a provider too.
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.inner.credentials = Box::new(credentials);
        self
    }

    /// Sets the endpoint. The default is [`Endpoint::nearest`].
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.inner.options.endpoint = endpoint;
        self
    }

    /// Adds a backup endpoint, used while those before it are down.
    ///
    /// Each endpoint has a circuit breaker. It opens after five consecutive failures,
    /// or when at least five attempts, and at least 75 % of all attempts, failed
    /// within a minute. After a minute one attempt probes the endpoint. Failures are
    /// transport errors, responses that are not the API's, `InternalError` and
    /// `ServiceUnavailable`. Any other error of the API counts as a success of the
    /// endpoint.
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
        self.inner.options.backups.push(endpoint);
        self
    }

    /// Sets the number of retries after the first attempt; the default is 3. It takes
    /// precedence over [`RetryPolicy::max_retries`], whichever setter is called first.
    /// A retry policy that is set for a single call replaces this value too.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.inner.options.max_retries = Some(retries);
        self
    }

    /// Sets the retry policy.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.inner.options.retry_policy = policy;
        self
    }

    /// Sets whether calls wait to keep the documented rate limit of their action;
    /// the default is `true`. All clones of a client share the limit.
    pub fn pacing(mut self, pacing: bool) -> Self {
        self.inner.pacing = pacing;
        self
    }

    /// Sets a rate limiter, which is asked before each attempt in the place of the client's
    /// own pacing. It is not asked if [`pacing`](Self::pacing) is off.
    pub fn rate_limiter(mut self, rate_limiter: impl RateLimiter + 'static) -> Self {
        self.inner.rate_limiter = Some(Box::new(rate_limiter));
        self
    }

    /// Sets whether untyped calls, those of `call_of` and `request`, are checked against the
    /// catalog before they are sent; the default is `false`, because a service may be newer
    /// than the catalog. [`CallBuilder::validate`](crate::CallBuilder::validate) does it
    /// for one call.
    ///
    /// A call that does not fit fails with
    /// [`RequestError::Input`](crate::RequestError::Input), which holds a
    /// [`ValidationError`](crate::ValidationError) with all findings. Deprecated members
    /// do not fail it.
    ///
    /// ```
    /// # use tencentcloud_client::{Credential, Endpoint, Request, blocking::Client};
    /// # fn client(transport: tencentcloud_testing::Scripted) -> Client {
    /// let client = Client::builder(transport).validate(true).build();
    /// # client }
    /// # let client = client(tencentcloud_testing::Scripted::new());
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", r#"{"Limit": "5"}"#);
    /// let error = client.request(request).send().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "DescribeImage: nothing was sent: Limit must be an integer, not a string"
    /// );
    /// ```
    #[cfg(feature = "validate")]
    pub fn validate(mut self, validate: bool) -> Self {
        self.inner.validate = validate;
        self
    }

    /// Adds an interceptor, which is called after those added before it.
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.inner.interceptors.push(Box::new(interceptor));
        self
    }

    /// Sets the default of the common parameter Region.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.inner.region = Some(region.into());
        self
    }

    /// Sets the language of error messages. By default the service chooses.
    pub fn language(mut self, language: Language) -> Self {
        self.inner.language = Some(language);
        self
    }

    /// Sets the timeout of a whole call, retries and waits included; the default is
    /// 60 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.inner.options.limits.total = timeout;
        self
    }

    /// Sets the timeout for DNS, connect and TLS handshake together; the default is
    /// 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.inner.options.limits.connect = timeout;
        self
    }

    /// Sets the response size limit in bytes; the default is 50 MB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.inner.options.limits.body = bytes;
        self
    }

    /// Sets the clock, for tests, or to sign at a chosen time with a chosen nonce. The
    /// default is [`SystemClock`].
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.inner.clock = Box::new(clock);
        self
    }

    /// Builds the client.
    pub fn build(mut self) -> C {
        self.inner.options = self.inner.options.inherited();
        (self.make)(Arc::new(self.inner))
    }
}
