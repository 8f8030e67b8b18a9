//! The settings of a shared rate limiter.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::engine;
use crate::error::QuotaError;
use crate::name;
use crate::quota::Quota;
use crate::script::Process;
use crate::shared::Shared;
use crate::target::Target;

const LONGEST_TIMEOUT: Duration = Duration::from_secs(60);

/// A builder for a [`Quota`]. [`Quota::builder`] has an example.
#[derive(Debug)]
#[must_use]
pub struct QuotaBuilder {
    target: Result<Target, QuotaError>,
    account: String,
    weight: u32,
    rates: HashMap<(String, String), u32>,
    timeout: Duration,
}

impl QuotaBuilder {
    pub(crate) fn new(url: &str) -> Self {
        Self {
            target: Target::parse(url),
            account: "default".into(),
            weight: 1,
            rates: HashMap::new(),
            timeout: Duration::from_millis(50),
        }
    }

    /// Sets the name of the account, by which its processes find each other. The default is
    /// `default`. It is yours to choose: 1 to 64 letters, digits, `.`, `_` and `-`. It is
    /// readable on the server; do not use a secret.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// Sets the weight of this process; the default is 1. When all processes are busy, one of
    /// weight 2 gets twice the permits of one of weight 1.
    pub fn weight(mut self, weight: u32) -> Self {
        self.weight = weight;
        self
    }

    /// Sets the rate of an action, in requests per second, in the place of the documented
    /// one. All processes should state the same; the lowest holds.
    pub fn rate(mut self, service: &str, action: &str, rate: u32) -> Self {
        self.rates.insert((service.into(), action.into()), rate);
        self
    }

    /// Sets how long a call waits for the server before it is paced locally, at most a minute.
    /// The default is 50 ms.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Starts the limiter: a thread that connects to the server. Waits up to two seconds for
    /// the connection; in an async program, call it before the runtime is busy.
    ///
    /// A server that cannot be reached is no error, since calls go on without it.
    ///
    /// # Errors
    ///
    /// Errors in the settings, and errors of the server that will not pass by themselves.
    pub fn build(self) -> Result<Quota, QuotaError> {
        name::check(&self.account)?;
        for (service, action) in self.rates.keys() {
            name::check(service)?;
            name::check(action)?;
        }
        if self.rates.values().any(|rate| *rate == 0) {
            return Err(QuotaError::Zero("rate"));
        }
        if self.weight == 0 {
            return Err(QuotaError::Zero("weight"));
        }
        if self.timeout.is_zero() {
            return Err(QuotaError::Zero("timeout"));
        }
        let shared = Arc::new(Shared::new(self.weight, self.timeout.min(LONGEST_TIMEOUT)));
        let quota = Quota::new(Arc::clone(&shared), self.account, self.rates);
        engine::start(&shared, self.target?, Process::new(self.weight))?;
        Ok(quota)
    }
}
