//! All faults.

mod bodies;
mod chunks;
mod compressed;
mod connecting;
mod deadlines;
mod headers;
mod http2;
mod lengths;
mod proxies;
mod requests;
mod response_members;
mod slow;
mod stale_connections;
mod statuses;
mod tls;
mod truncated;

use crate::fault::Group;

pub(crate) fn all() -> Vec<Group> {
    vec![
        connecting::group(),
        tls::group(),
        proxies::group(),
        deadlines::group(),
        requests::group(),
        truncated::group(),
        slow::group(),
        lengths::group(),
        chunks::group(),
        compressed::group(),
        headers::group(),
        statuses::group(),
        bodies::group(),
        response_members::group(),
        stale_connections::group(),
        http2::group(),
    ]
}
