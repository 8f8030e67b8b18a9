//! Verifies a signed request, then the same request after a change, and prints both
//! results.
//!
//! `cargo run -p tencentcloud-verify --example verify`

use tencentcloud_core::{
    Secret, Timestamp,
    sign::{CanonicalRequest, Payload, SigningKey, sign},
};
use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest, VerifyError, verify};

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
const BODY: &str =
    r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let now = Timestamp::saturating(1_700_000_000);
    let keys: KeyRing = [(ID, Key::new(Secret::new(KEY), "100000000001"))].into_iter().collect();

    let sent = signed_request(now)?;
    let changed = sent.replace("ap-chengdu", "ap-beijing");
    for (title, raw) in [("as sent", sent), ("changed on the way", changed)] {
        let request = RawRequest::parse(raw.as_bytes())?;
        match verify(&request, &keys, now, &|_| "ecm".into(), &Policy::default()) {
            Ok(verified) => println!("{title}: signed by {}", verified.secret_id),
            Err(error) => {
                println!("{title}: {}: {error}", error.code());
                if let VerifyError::SignatureFailure(mismatch) = error {
                    println!("\nThe server rebuilt this canonical request:\n");
                    println!("{}", mismatch.canonical_request.unwrap_or_default());
                    println!("\nand this string to sign:\n\n{}", mismatch.string_to_sign);
                }
            }
        }
    }
    Ok(())
}

/// A signed request as a client sends it.
fn signed_request(now: Timestamp) -> Result<String, Box<dyn std::error::Error>> {
    let host = "ecm.tencentcloudapi.com";
    let key = SigningKey::derive(&Secret::new(KEY), now.date(), "ecm");
    let canonical = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host,
        signed_headers: &[],
        payload: Payload::Signed(BODY.as_bytes()),
    };
    let authorization = sign(&canonical, ID, &key, now)?;
    Ok(format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
         X-TC-Action: ImportImage\r\nX-TC-Version: 2019-07-19\r\nX-TC-Timestamp: {now}\r\n\
         Authorization: {authorization}\r\n\r\n{BODY}"
    ))
}
