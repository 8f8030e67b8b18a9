//! Behavior that both clients share. They share one driver, so one set of tests covers both.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::sync::{Arc, Mutex};

use tencentcloud_client::Credential;
use tencentcloud_core::{Effect, Request};

mod cancellation;
#[cfg(feature = "validate")]
mod catalog;
mod clock_skew;
mod credentials;
mod failover;
mod fixed_time;
mod interceptors;
mod options;
mod rate_limiter;
mod retries;
mod timings;

/// Sends with the blocking and with the async client, each over its own script, and
/// passes both results to the same check.
macro_rules! with_both_clients {
    ($script:expr, |$builder:ident| $configured:expr, |$client:ident| $call:expr, $check:expr) => {{
        let script = $script;
        let $builder = tencentcloud_client::blocking::Client::builder(script.clone())
            .credentials(crate::keys())
            .clock(script.clock());
        let $client = $configured.build();
        $check($call.send(), script);

        let script = $script;
        let $builder = tencentcloud_client::Client::builder(script.clone())
            .credentials(crate::keys())
            .clock(script.clock());
        let $client = $configured.build();
        // A script never pends, so no runtime is needed.
        $check(pollster::block_on($call.send()), script);
    }};
}
pub(crate) use with_both_clients;

const BODY: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read)
}

fn import() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", r#"{"ImageId": "img-pmqg1cw9"}"#)
}

/// Records what happens inside a client.
type Log<T> = Arc<Mutex<Vec<T>>>;

fn entries<T: Clone>(log: &Log<T>) -> Vec<T> {
    log.lock().unwrap().clone()
}
