//! Faults on demand, with retries that take no real time.
//!
//! `cargo run -p tencentcloud-testing --example faults`

use std::time::Duration;

use tencentcloud_client::{Client, Credential, blocking};
use tencentcloud_core::{Effect, Error, Request, Sent, TransportErrorKind};
use tencentcloud_testing::{PausedClock, Scripted, ScriptedResponse};

const EMPTY: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    let describe =
        || Request::new("ecm", "2019-07-19", "DescribeImage", "{}").with_effect(Effect::Read);

    for (fault, response) in faults() {
        // The blocking client …
        let clock = PausedClock::default();
        // Backoff has random jitter; this number always gives half of it.
        clock.set_random(1 << 63);
        let transport = Scripted::new().with_clock(clock.clone()).respond(response).json(EMPTY);
        let client = blocking::Client::builder(transport.clone())
            .credentials(keys.clone())
            .clock(clock.clone())
            .build();
        let result = client.request(describe()).send();
        println!("{fault}:\n  {}", summary(result.map(|response| response.attempts)));
        println!("  {} request(s) at {:?}", transport.requests().len(), transport.times());
        println!("  backoff: {:?}", clock.sleeps());
    }

    // … and the async client, with the same kind of transport and clock.
    let transport = Scripted::new().respond(ScriptedResponse::silence()).json(EMPTY);
    let client = Client::builder(transport.clone())
        .credentials(keys)
        .clock(transport.clock())
        .timeout(Duration::from_secs(20))
        .build();
    let result = client.request(describe()).send().await;
    println!("no response, async:\n  {}", summary(result.map(|response| response.attempts)));
    println!("  {} request(s) at {:?}", transport.requests().len(), transport.times());
    Ok(())
}

fn faults() -> [(&'static str, ScriptedResponse); 5] {
    [
        ("connection refused", ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never)),
        ("no response within the timeout", ScriptedResponse::silence()),
        ("connection lost within the body", ScriptedResponse::json(EMPTY).breaks_off_after(10)),
        (
            "delayed within the timeout",
            ScriptedResponse::json(EMPTY).after(Duration::from_secs(30)),
        ),
        (
            "throttled",
            ScriptedResponse::json(
                r#"{"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": "slow down"}, "RequestId": "r-0"}}"#,
            ),
        ),
    ]
}

fn summary(result: Result<u32, Error>) -> String {
    match result {
        Ok(attempts) => format!("success at attempt {attempts}"),
        Err(error) => error.to_string(),
    }
}
