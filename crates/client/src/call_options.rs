//! Endpoint, limits and retry policy of one call.

use tencentcloud_core::{Endpoint, Limits, RetryPolicy};

/// The options that a call inherits from its client and may override.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) endpoint: Endpoint,
    pub(crate) backups: Vec<Endpoint>,
    pub(crate) limits: Limits,
    pub(crate) retry_policy: RetryPolicy,
    /// Replaces the number of retries of `retry_policy`.
    pub(crate) max_retries: Option<u32>,
}

impl CallOptions {
    /// The policy with the number of retries that applies.
    pub(crate) fn effective_retry_policy(&self) -> RetryPolicy {
        match self.max_retries {
            Some(retries) => self.retry_policy.max_retries(retries),
            None => self.retry_policy,
        }
    }

    /// The options of a client as its calls inherit them: a policy that a call sets
    /// replaces the client's policy and the client's number of retries.
    pub(crate) fn inherited(mut self) -> Self {
        self.retry_policy = self.effective_retry_policy();
        self.max_retries = None;
        self
    }
}
