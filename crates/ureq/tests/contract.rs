//! The contract of every transport, over ureq.
#![cfg(test)]

use tencentcloud_testing::contract::Contract;
use tencentcloud_ureq::{Proxy, UreqTransport};

tencentcloud_testing::contract!(Contract::blocking(transport));

/// A transport that ignores the proxy variables of the environment.
fn transport() -> UreqTransport {
    UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
}
