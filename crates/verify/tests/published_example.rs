//! The example of the document "Signature v3", with the published signature.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest, VerifyError, verify};

const MASK: &str = "********************************";

/// The request of the example, which also signs `X-TC-Action`.
fn example(signature: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\n\
         Host: cvm.tencentcloudapi.com\r\n\
         Content-Type: application/json; charset=utf-8\r\n\
         X-TC-Action: DescribeInstances\r\n\
         X-TC-Version: 2017-03-12\r\n\
         X-TC-Timestamp: 1551113065\r\n\
         X-TC-Region: ap-guangzhou\r\n\
         Authorization: TC3-HMAC-SHA256 Credential=AKID{MASK}/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host;x-tc-action, Signature={signature}\r\n\
         \r\n\
         {{\"Limit\": 1, \"Filters\": [{{\"Values\": [\"\\u672a\\u547d\\u540d\"], \
         \"Name\": \"instance-name\"}}]}}"
    )
}

fn decide(raw: &str) -> Result<(), VerifyError> {
    let key = Key::new(Secret::new(MASK), "100000000001");
    let keys: KeyRing = [(format!("AKID{MASK}"), key)].into_iter().collect();
    let now = Timestamp::saturating(1_551_113_065);
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    verify(&request, &keys, now, &|_| "cvm".to_owned(), &Policy::strict()).map(|_| ())
}

#[test]
fn published_signature_is_accepted() {
    let signature = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
    decide(&example(signature)).unwrap();
}

#[test]
fn mismatch_has_the_published_intermediates() {
    let Err(VerifyError::SignatureFailure(mismatch)) = decide(&example(&"0".repeat(64))) else {
        panic!("a signature of zeros was accepted, or rejected for another reason");
    };
    assert_eq!(
        mismatch.canonical_request.unwrap(),
        "POST\n/\n\n\
         content-type:application/json; charset=utf-8\n\
         host:cvm.tencentcloudapi.com\n\
         x-tc-action:describeinstances\n\n\
         content-type;host;x-tc-action\n\
         35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064"
    );
    assert_eq!(
        mismatch.string_to_sign,
        "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n\
         7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84"
    );
}
