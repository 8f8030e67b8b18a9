//! A client's settings.

use std::sync::Arc;
use std::time::Duration;

use tencentcloud_core::{Clock, Endpoint, Language, Limits, Transport};

use crate::client::Inner;
use crate::signing_keys::SigningKeys;
use crate::{NoCredentials, ProvideCredentials, SystemClock};

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
            credentials: Box::new(NoCredentials),
            clock: Box::new(SystemClock),
            keys: SigningKeys::default(),
            endpoint: Endpoint::nearest(),
            region: None,
            language: None,
            limits: Limits::default(),
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
        self.inner.endpoint = endpoint;
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
        self.inner.limits.total = timeout;
        self
    }

    /// How long resolving, connecting and the TLS handshake may take together;
    /// 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.inner.limits.connect = timeout;
        self
    }

    /// The largest body of an answer, in bytes; 50 MB unless set.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.inner.limits.body = bytes;
        self
    }

    /// Another clock than the machine's, for tests.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.inner.clock = Box::new(clock);
        self
    }

    /// The client.
    pub fn build(self) -> C {
        (self.make)(Arc::new(self.inner))
    }
}
