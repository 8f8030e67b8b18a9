//! The clients of the table.

use std::net::SocketAddr;
use std::time::Duration;

use super::work::{Failure, Work};
use super::{bare, ours};

/// What all clients are given alike, where they can be told.
pub(super) const TOTAL: Duration = Duration::from_secs(20);
pub(super) const CONNECT: Duration = Duration::from_secs(5);

/// A client that can be measured.
pub(super) struct Kind {
    pub(super) client: &'static str,
    pub(super) transport: &'static str,
    /// The transport of the bare library that it is held against.
    pub(super) base: &'static str,
    pub(super) is_peer: bool,
    pub(super) make: fn(&Setting) -> Result<Work, Failure>,
}

/// What differs between two processes of one kind.
pub(super) struct Setting {
    pub(super) server: SocketAddr,
    /// How many calls at a time.
    pub(super) ways: u32,
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

/// Async and blocking ones.
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
