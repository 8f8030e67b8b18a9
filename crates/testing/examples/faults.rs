//! A program meets every fault on demand, and the waits take no time.
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

    for (fault, answer) in faults() {
        // For the blocking client …
        let clock = PausedClock::default();
        // Waits are random below a bound: this is half of it, every time.
        clock.set_random(1 << 63);
        let transport = Scripted::new().with_clock(clock.clone()).respond(answer).json(EMPTY);
        let client = blocking::Client::builder(transport.clone())
            .credentials(keys.clone())
            .clock(clock.clone())
            .build();
        let result = client.request(describe()).send();
        println!("{fault}:\n  {}", told(result.map(|reply| reply.attempts)));
        println!("  {} request(s) at {:?}", transport.requests().len(), transport.times());
        println!("  waited in between: {:?}", clock.sleeps());
    }

    // … and for the async one, which takes the same transport and the same clock.
    let transport = Scripted::new().respond(ScriptedResponse::silence()).json(EMPTY);
    let client = Client::builder(transport.clone())
        .credentials(keys)
        .clock(transport.clock())
        .timeout(Duration::from_secs(20))
        .build();
    let result = client.request(describe()).send().await;
    println!("silence, async:\n  {}", told(result.map(|reply| reply.attempts)));
    println!("  {} request(s) at {:?}", transport.requests().len(), transport.times());
    Ok(())
}

fn faults() -> [(&'static str, ScriptedResponse); 5] {
    [
        ("nobody listens", ScriptedResponse::failure(TransportErrorKind::Connect, Sent::Never)),
        ("no answer within the time limit", ScriptedResponse::silence()),
        ("lost while the answer was read", ScriptedResponse::json(EMPTY).breaks_off_after(10)),
        ("late, but not too late", ScriptedResponse::json(EMPTY).after(Duration::from_secs(30))),
        (
            "throttled",
            ScriptedResponse::json(
                r#"{"Response": {"Error": {"Code": "RequestLimitExceeded", "Message": "slow down"}, "RequestId": "r-0"}}"#,
            ),
        ),
    ]
}

fn told(result: Result<u32, Error>) -> String {
    match result {
        Ok(attempts) => format!("went well at attempt {attempts}"),
        Err(error) => format!("{error}"),
    }
}
