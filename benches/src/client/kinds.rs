//! The rows of the table.

use std::net::SocketAddr;
use std::time::Duration;

use super::work::{Failure, Work};
use super::{bare, ours};

/// Timeouts of all clients that can be configured.
pub(super) const TOTAL: Duration = Duration::from_secs(20);
pub(super) const CONNECT: Duration = Duration::from_secs(5);

/// A kind of client to measure.
pub(super) struct Kind {
    pub(super) client: &'static str,
    pub(super) transport: &'static str,
    /// The bare library that the row is compared with.
    pub(super) base: &'static str,
    pub(super) is_peer: bool,
    pub(super) make: fn(&Setting) -> Result<Work, Failure>,
}

/// Parameters of one process of a row.
pub(super) struct Setting {
    pub(super) server: SocketAddr,
    /// Concurrent calls.
    pub(super) concurrency: u32,
}

const BARE: &str = "bare library";

impl Kind {
    pub(super) fn is_bare(&self) -> bool {
        self.client == BARE
    }
}

/// In the order of the table.
pub(super) fn kinds() -> impl Iterator<Item = Kind> {
    let own = |client, base, make| Kind { client, transport: base, base, is_peer: false, make };
    let hyper: [Kind; 3] = [
        own(BARE, "hyper", bare::hyper),
        own("transport alone", "hyper", ours::hyper_transport),
        own("tencentcloud-client", "hyper", ours::hyper),
    ];
    let ureq: [Kind; 3] = [
        own(BARE, "ureq", bare::ureq),
        own("transport alone", "ureq", ours::ureq_transport),
        own("tencentcloud-client", "ureq", ours::ureq),
    ];
    let (async_peers, blocking_peers) = peers();
    hyper.into_iter().chain(async_peers).chain(ureq).chain(blocking_peers)
}

/// Async and blocking peers.
#[cfg(feature = "peers")]
fn peers() -> (Vec<Kind>, Vec<Kind>) {
    use super::peers;
    let peer =
        |client, transport, base, make| Kind { client, transport, base, is_peer: true, make };
    (
        vec![
            peer("tencentcloud-sdk 0.2.1", "reqwest", "hyper", peers::tencentcloud_sdk),
            peer("tencent-sdk 0.1.5", "reqwest", "hyper", peers::tencent_sdk),
        ],
        vec![peer("tencent-sdk 0.1.5", "ureq", "ureq", peers::tencent_sdk_blocking)],
    )
}

#[cfg(not(feature = "peers"))]
fn peers() -> (Vec<Kind>, Vec<Kind>) {
    (Vec::new(), Vec::new())
}
