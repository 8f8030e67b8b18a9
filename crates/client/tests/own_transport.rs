//! The contract suite over the transport of the example.
#![cfg(test)]

use tencentcloud_testing::contract::{Capability, Contract, Task};

#[path = "../examples/own_transport/transport.rs"]
mod transport;

tencentcloud_testing::contract!(
    Contract::for_async(transport::own_transport, block_on)
        .without(Capability::KeepAlive)
        .without(Capability::Tls)
);

fn block_on(task: Task<'_>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(task);
}
