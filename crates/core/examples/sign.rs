//! The signer under somebody else's HTTP stack: headers to add, nothing more.
//!
//! `cargo run -p tencentcloud-core --no-default-features --example sign`

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, instructions};
use tencentcloud_core::{Credential, Timestamp};

fn main() -> Result<(), Box<dyn Error>> {
    let host = "ecm.tencentcloudapi.com";
    let body = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

    // One reading of the clock serves the date, the timestamp and the header.
    let at = now()?;
    let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    // Derived once a day and service; keep it.
    let key = SigningKey::derive(credential.secret_key(), at.date(), "ecm");

    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host,
        signed_headers: &[],
        payload: Payload::Signed(body.as_bytes()),
    };

    // What any HTTP library is then given:
    println!("POST https://{host}/");
    println!("host: {host}");
    println!("content-type: application/json");
    println!("x-tc-action: ImportImage");
    println!("x-tc-version: 2019-07-19");
    for header in instructions(&request, &credential, &key, at)? {
        println!("{}: {}", header.name, header.value);
    }
    println!("\n{body}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a program is the edge to the clock")]
fn now() -> Result<Timestamp, Box<dyn Error>> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Timestamp::new(seconds).ok_or_else(|| "the clock is beyond the year 9999".into())
}
