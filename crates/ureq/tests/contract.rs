//! What every transport must do, over ureq.
#![cfg(test)]

use tencentcloud_testing::contract::Contract;
use tencentcloud_ureq::{Proxy, UreqTransport};

tencentcloud_testing::contract!(Contract::blocking(transport));

/// A transport that ignores the environment of whoever runs the tests.
fn transport() -> UreqTransport {
    UreqTransport::builder().proxy(Proxy::none()).build().unwrap()
}
