//! The signer under somebody else's HTTP stack: two headers to add, nothing more.
//!
//! `cargo run -p tencentcloud-core --no-default-features --example sign`

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

fn main() -> Result<(), Box<dyn Error>> {
    let host = "ecm.tencentcloudapi.com";
    let body = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

    // One reading of the clock serves the date, the timestamp and the header.
    let at = now()?;
    // Derived once a day and service; keep it.
    let key = SigningKey::derive(&Secret::new("test-secret-key-000001"), at.date(), "ecm");

    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host,
        signed_headers: &[],
        payload: Payload::Signed(body.as_bytes()),
    };
    let authorization = sign(&request, "test-secret-id-000001", &key, at)?;

    // What any HTTP library is then given:
    println!("POST https://{host}/");
    println!("Host: {host}");
    println!("Content-Type: application/json");
    println!("X-TC-Action: ImportImage");
    println!("X-TC-Version: 2019-07-19");
    println!("X-TC-Timestamp: {at}");
    println!("Authorization: {authorization}\n\n{body}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a program is the edge to the clock")]
fn now() -> Result<Timestamp, Box<dyn Error>> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Timestamp::new(seconds).ok_or_else(|| "the clock is beyond the year 9999".into())
}
