//! Core against the public test suite in `tests/vectors`, every step of every case.
//! `cargo xtask vectors` generates the files.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod case;

use std::collections::BTreeMap;

use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Secret, Timestamp};

use case::Case;

#[test]
fn steps_equal_those_of_every_case() {
    let cases = Case::all();
    let signed: Vec<_> = cases.iter().filter(|case| case.is_signed()).collect();
    assert!(signed.len() >= 260, "only {} cases", signed.len());
    for case in signed {
        check(case);
    }
}

/// Fails if a folder is missing or renamed.
#[test]
fn every_topic_has_enough_cases() {
    let mut topics = BTreeMap::<String, usize>::new();
    for case in Case::all() {
        *topics.entry(case.topic().to_owned()).or_default() += 1;
    }
    for (topic, at_least) in [
        ("dates", 32),
        ("get-query", 56),
        ("hosts", 25),
        ("keys", 27),
        ("multipart", 19),
        ("not-signed", 16),
        ("octet-stream", 16),
        ("post-json", 67),
        ("services", 19),
        ("signed-headers", 44),
        ("skip", 4),
        ("unsigned-payload", 12),
    ] {
        let cases = topics.remove(topic).unwrap_or(0);
        assert!(cases >= at_least, "{topic}: only {cases} cases");
    }
    assert!(topics.is_empty(), "unexpected topics: {topics:?}");
}

#[test]
fn unsigned_cases_have_the_header_skip() {
    for case in Case::all().iter().filter(|case| !case.is_signed()) {
        assert_eq!(case.section("authorization"), "SKIP", "{}", case.name);
        assert_eq!(case.topic(), "skip");
    }
}

/// Signs the request of the case and compares every step in order.
fn check(case: &Case) {
    let name = &case.name;
    let body = case.body();
    let unsigned = case.header("x-tc-content-sha256") == Some("UNSIGNED-PAYLOAD");
    let more_headers: Vec<_> = case
        .section("signed headers")
        .lines()
        .filter(|name| !["content-type", "host"].contains(&&*name.to_ascii_lowercase()))
        .map(|name| (name, case.header(name).unwrap()))
        .collect();
    let request = CanonicalRequest {
        method: case.method(),
        query: case.query(),
        content_type: case.header("content-type").unwrap(),
        host: case.header("host").unwrap(),
        signed_headers: &more_headers,
        payload: if unsigned { Payload::Unsigned } else { Payload::Signed(&body) },
    };
    let canonical_request = request.to_string();
    let payload_hash = canonical_request.lines().last().unwrap();
    assert_eq!(payload_hash, case.section("payload hash"), "{name}");
    assert_eq!(canonical_request, case.section("canonical request"), "{name}");
    assert_eq!(hex(&request.hash()), case.section("canonical request hash"), "{name}");

    let at = Timestamp::new(case.value("scope", "timestamp").parse().unwrap()).unwrap();
    let service = case.value("scope", "service");
    assert_eq!(at.date().to_string(), case.value("scope", "date"), "{name}");

    let secret = Secret::new(case.value("credential", "secret key"));
    let keys = DerivedKeys::derive(&secret, at.date(), service);
    for (key, step) in [(keys.date, "date"), (keys.service, "service"), (keys.signing, "signing")] {
        assert_eq!(hex(&key), case.value("derived keys", step), "{name}: {step}");
    }

    let key = SigningKey::derive(&secret, at.date(), service.to_owned());
    let string_to_sign = StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
    assert_eq!(string_to_sign.to_string(), case.section("string to sign"), "{name}");

    let authorization = sign(&request, case.value("credential", "secret id"), &key, at).unwrap();
    assert_eq!(authorization.signature().to_string(), case.section("signature"), "{name}");
    assert_eq!(authorization.to_string(), case.section("authorization"), "{name}");
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).concat()
}
