//! The shared rate limiter.

use async_trait::async_trait;
use tencentcloud_client::{Permission, RateLimiter, Request, Surroundings};

use crate::builder::QuotaBuilder;

/// A rate limiter.
#[derive(Debug, Clone)]
pub struct Quota {
    pub(crate) url: String,
}

/// What a [`Quota`] has done so far.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Round trips to the server.
    pub round_trips: u64,
    /// Permits of the server that calls have used.
    pub granted: u64,
    /// Permits of the local pace, while the server was away.
    pub local: u64,
    /// Whether the server is in use now.
    pub connected: bool,
}

impl Quota {
    /// A builder for a limiter over the server at this URL.
    pub fn builder(url: &str) -> QuotaBuilder {
        QuotaBuilder::new(url)
    }

    /// What this limiter has done so far.
    pub fn stats(&self) -> Stats {
        Stats::default()
    }
}

#[async_trait]
impl RateLimiter for Quota {
    async fn permit(&self, _: &Request, _: &Surroundings<'_>) -> Permission {
        let _ = &self.url;
        Permission::PaceLocally
    }
}
