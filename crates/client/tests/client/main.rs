//! What both clients do around one exchange: one driver, so one set of tests.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::sync::{Arc, Mutex};

use tencentcloud_client::Credential;
use tencentcloud_core::{Effect, Request};

mod cancelling;
mod clock_skew;
mod credentials;
mod failover;
mod hooks;
mod options;
mod retries;

/// Sends by the async and by the blocking client, over a script each, and hands
/// both results to the same check.
macro_rules! with_both_clients {
    ($script:expr, |$builder:ident| $settled:expr, |$client:ident| $pending:expr, $check:expr) => {{
        let script = $script;
        let $builder = tencentcloud_client::blocking::Client::builder(script.clone())
            .credentials(crate::keys())
            .clock(script.clock());
        let $client = $settled.build();
        $check($pending.send(), script);

        let script = $script;
        let $builder = tencentcloud_client::Client::builder(script.clone())
            .credentials(crate::keys())
            .clock(script.clock());
        let $client = $settled.build();
        // No runtime is needed: the script never waits for anything.
        $check(pollster::block_on($pending.send()), script);
    }};
}
pub(crate) use with_both_clients;

const ANSWER: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

fn keys() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

fn describe() -> Request {
    Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read)
}

fn import() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", r#"{"ImageId": "img-pmqg1cw9"}"#)
}

/// What a test collects from inside a client.
type Notes<T> = Arc<Mutex<Vec<T>>>;

fn taken<T: Clone>(notes: &Notes<T>) -> Vec<T> {
    notes.lock().unwrap().clone()
}
