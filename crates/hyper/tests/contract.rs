//! The contract of every transport, over hyper.
#![cfg(test)]

use tencentcloud_hyper::{HyperTransport, Proxy};
use tencentcloud_testing::contract::{Contract, Task};

tencentcloud_testing::contract!(Contract::for_async(transport, block_on));

/// A transport that ignores the proxy variables of the environment.
fn transport() -> HyperTransport {
    HyperTransport::builder().proxy(Proxy::none()).build().unwrap()
}

fn block_on(task: Task<'_>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(task);
}
