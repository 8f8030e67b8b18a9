//! `ImportImage` signed with hmac and sha2, as a program without an SDK does it: one of the
//! signers of `tests/clients/signers`. It prints the request.
//!
//! `cargo run -p tencentcloud-tests --example hand_signer -- [region-step | untrimmed-key]`
#![expect(clippy::unwrap_used, reason = "a key of any length is valid")]

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const SERVICE: &str = "ecm";
const HOST: &str = "ecm.tencentcloudapi.com";
const SECRET_ID: &str = "test-secret-id-000001";
/// The content of a file.
const KEY_FILE: &str = "test-secret-key-000001\n";
const TIMESTAMP: u64 = 1_700_000_000;
const DATE: &str = "2023-11-14";

fn main() {
    let mistake = std::env::args().nth(1).unwrap_or_default();
    let body = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

    // An editor ends the file of the key with a line end.
    let secret_key = if mistake == "untrimmed-key" { KEY_FILE } else { KEY_FILE.trim() };
    let steps: &[&str] = match mistake.as_str() {
        // Adapted from the signature of another cloud, which has a region there.
        "region-step" => &[DATE, "ap-guangzhou", SERVICE, "tc3_request"],
        _ => &[DATE, SERVICE, "tc3_request"],
    };

    let canonical_request = format!(
        "POST\n/\n\ncontent-type:application/json\nhost:{HOST}\n\ncontent-type;host\n{}",
        hex(&Sha256::digest(body)),
    );
    let scope = steps.join("/");
    let string_to_sign = format!(
        "TC3-HMAC-SHA256\n{TIMESTAMP}\n{scope}\n{}",
        hex(&Sha256::digest(canonical_request)),
    );
    let first = format!("TC3{secret_key}").into_bytes();
    let signing_key = steps.iter().fold(first, |key, step| hmac(&key, step));
    let signature = hex(&hmac(&signing_key, &string_to_sign));

    print!(
        "POST / HTTP/1.1\r\n\
         host: {HOST}\r\n\
         content-type: application/json\r\n\
         content-length: {}\r\n\
         authorization: TC3-HMAC-SHA256 Credential={SECRET_ID}/{scope}, \
         SignedHeaders=content-type;host, Signature={signature}\r\n\
         x-tc-action: ImportImage\r\n\
         x-tc-version: 2019-07-19\r\n\
         x-tc-timestamp: {TIMESTAMP}\r\n\
         \r\n\
         {body}",
        body.len(),
    );
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}
