//! Signs a request for any HTTP library and prints its headers.
//!
//! `cargo run -p tencentcloud-core --no-default-features --example sign`

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, signing_headers};
use tencentcloud_core::{Credential, Timestamp};

fn main() -> Result<(), Box<dyn Error>> {
    let host = "ecm.tencentcloudapi.com";
    let body = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

    // Read the clock once: the date of the key must be that of the timestamp.
    let at = now()?;
    let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    // Derive the key once per day and service, and keep it.
    let key = SigningKey::derive(credential.secret_key(), at.date(), "ecm");

    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host,
        signed_headers: &[],
        payload: Payload::Signed(body.as_bytes()),
    };

    // Pass these to your HTTP library.
    println!("POST https://{host}/");
    println!("host: {host}");
    println!("content-type: application/json");
    println!("x-tc-action: ImportImage");
    println!("x-tc-version: 2019-07-19");
    for header in signing_headers(&request, &credential, &key, at)? {
        println!("{}: {}", header.name, header.value);
    }
    println!("\n{body}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example reads the clock, the library does not")]
fn now() -> Result<Timestamp, Box<dyn Error>> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.try_into()?)
}
