//! `docs/signatures.md`: its values are those of core, and its table has every cause. The
//! stage `clients` also runs its commands.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test; it reads a file")]

use std::collections::BTreeSet;
use std::fs;

use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_verify::Cause;

const SECRET_ID: &str = "test-secret-id-000001";
const BODY: &[u8] =
    br#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;

const STEPS: [&str; 6] =
    ["authorization", "scope", "signing_key", "canonical_request", "string_to_sign", "signature"];

fn page() -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/signatures.md")).unwrap()
}

fn secret() -> Secret {
    Secret::new("test-secret-key-000001")
}

/// The values that follow commands, in order.
fn values(page: &str) -> Vec<String> {
    let blocks = page.split("\n```text\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn values_are_those_of_core() {
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(BODY),
    };
    let at = Timestamp::new(1_700_000_000).unwrap();
    let key = SigningKey::derive(&secret(), at.date(), "ecm");
    let string_to_sign = StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
    let keys = DerivedKeys::derive(&secret(), at.date(), "ecm");
    let keys = [keys.date, keys.service, keys.signing].map(|key| hex(&key)).join("\n");
    let canonical_request = request.to_string();
    let source_text = SourceText {
        method: "GET",
        host: "ecm.tencentcloudapi.com",
        parameters: &[
            ("Action", "DescribeImage"),
            ("Limit", "5"),
            ("Nonce", "11886"),
            ("SecretId", SECRET_ID),
            ("SignatureMethod", "HmacSHA256"),
            ("Timestamp", "1700000000"),
            ("Version", "2019-07-19"),
        ],
    };
    let expected = [
        canonical_request.lines().last().unwrap().to_owned(),
        canonical_request,
        string_to_sign.to_string(),
        keys,
        sign(&request, SECRET_ID, &key, at).unwrap().to_string(),
        source_text.sign(Algorithm::HmacSha256, &secret()),
    ];
    let page = page();
    assert_eq!(values(&page)[..expected.len()], expected);
}

#[test]
fn table_has_every_cause_in_the_order_in_which_several_are_named() {
    let page = page();
    let (steps, table) = page.split_once("## All mistakes by name").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let names: Vec<_> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    assert_eq!(names, Cause::all().map(Cause::name).collect::<Vec<_>>());
    for row in &rows {
        let [_, done, differs_at] = row[..] else { panic!("{row:?}") };
        assert!(!done.is_empty(), "{row:?}");
        let mut known = differs_at.split(", ").map(|step| step.trim_matches('`'));
        assert!(differs_at.is_empty() || known.all(|step| STEPS.contains(&step)), "{row:?}");
    }
    let elsewhere: BTreeSet<_> = steps.split('`').collect();
    for name in names {
        assert!(elsewhere.contains(name), "{name} stands at no step");
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).concat()
}
