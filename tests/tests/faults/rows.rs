//! All faults.

mod bodies;
mod chunks;
mod compressed;
mod connecting;
mod cut;
mod heads;
mod http2;
mod kept;
mod lengths;
mod members;
mod proxies;
mod requests;
mod slow;
mod statuses;
mod tls;

use crate::fault::Group;

pub(crate) fn all() -> Vec<Group> {
    vec![
        connecting::group(),
        tls::group(),
        proxies::group(),
        requests::group(),
        cut::group(),
        slow::group(),
        lengths::group(),
        chunks::group(),
        compressed::group(),
        heads::group(),
        statuses::group(),
        bodies::group(),
        members::group(),
        kept::group(),
        http2::group(),
    ]
}
