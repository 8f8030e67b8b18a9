//! Captured requests of official clients: accepted at their time, and rejected after a
//! change of any signed byte.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use serde_json::Value;
use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_verify::{
    Explanation, Key, KeyRing, Policy, RawRequest, Scheme, ServerFacts, Verdict, Verified,
    VerifyError, verify,
};

struct Capture {
    name: String,
    raw: Vec<u8>,
    timestamp: u64,
    scheme: Scheme,
    service: String,
    signed_host: String,
}

#[test]
fn captures_are_accepted_at_their_time() {
    let captures = captures();
    assert!(captures.len() >= 11, "only {} captures", captures.len());
    for capture in &captures {
        let verified = decide(&capture.raw, capture.timestamp)
            .unwrap_or_else(|error| panic!("{}: {error}", capture.name));
        assert_eq!(verified.scheme, capture.scheme, "{}", capture.name);
        assert_eq!(verified.service, capture.service, "{}", capture.name);
        assert_eq!(verified.timestamp.seconds(), capture.timestamp);
        let explanation = explain(&capture.raw, capture.timestamp);
        assert_eq!(explanation.verdict, Verdict::Valid, "{}", capture.name);
        assert!(explanation.causes().is_empty() && explanation.diagnosis.server.is_some());
    }
}

#[test]
fn captures_are_rejected_outside_the_window() {
    for capture in captures() {
        for now in [capture.timestamp - 301, capture.timestamp + 301] {
            let error = decide(&capture.raw, now).unwrap_err();
            assert!(error.contains("too far"), "{}: {error}", capture.name);
        }
    }
}

#[test]
fn captures_are_rejected_after_a_changed_byte() {
    for capture in captures() {
        let mut changed = 0;
        for at in signed_positions(&capture) {
            let mut raw = capture.raw.clone();
            // The lowest bit, since a change of case may have no effect.
            raw[at] ^= 1;
            let decision = decide(&raw, capture.timestamp);
            assert!(decision.is_err(), "{}: byte {at} is not covered", capture.name);
            changed += 1;
        }
        assert!(changed > 220, "{}: only {changed} bytes", capture.name);
    }
}

#[test]
fn captures_include_every_form_of_host_and_scope() {
    let captures = captures();
    for (host, service) in
        [("127.0.0.1:18080", "ecm"), ("127.0.0.1", "127"), ("http://127.0.0.1:18080", "ecm")]
    {
        let shows = |capture: &Capture| capture.signed_host == host && capture.service == service;
        assert!(captures.iter().any(shows), "{host} {service}");
    }
}

/// All captures of the test data.
fn captures() -> Vec<Capture> {
    let index: Value = serde_json::from_slice(&file("index.json")).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    index["captures"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, facts)| Capture {
            name: name.clone(),
            raw: file(&format!("{name}.http")),
            timestamp: facts["timestamp"].as_u64().unwrap(),
            scheme: match facts["scheme"].as_str() {
                Some("TC3-HMAC-SHA256") => Scheme::Tc3,
                _ => Scheme::V1,
            },
            // Signature v1 has no scope. All of these sign the host as sent.
            service: text(&facts["scope_service"]).unwrap_or_else(|| "127".to_owned()),
            signed_host: text(&facts["signed_host"])
                .unwrap_or_else(|| "127.0.0.1:18080".to_owned()),
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "the captures are files")]
fn file(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/captures");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

/// Errors are strings, since there are two types: parsing may fail, too.
fn decide(raw: &[u8], now: u64) -> Result<Verified, String> {
    let request = RawRequest::parse(raw).map_err(|error| error.to_string())?;
    verified(&request, &keys(&request), now).map_err(|error| error.to_string())
}

fn explain(raw: &[u8], now: u64) -> Explanation {
    let request = RawRequest::parse(raw).unwrap();
    let keys = keys(&request);
    let result = verified(&request, &keys, now);
    Explanation::new(&result, &request, &keys, &ServerFacts::new(&["ecm"]))
}

fn keys(request: &RawRequest) -> KeyRing {
    let mut key = Key::new(Secret::new("test-secret-key-000001"), "100000000001");
    // The only capture with a token has this one.
    key.token = request.header("x-tc-token").unwrap().map(|_| Secret::new("FAKETOKENabc"));
    [("test-secret-id-000001", key)].into_iter().collect()
}

fn verified(request: &RawRequest, keys: &KeyRing, now: u64) -> Result<Verified, VerifyError> {
    let now = Timestamp::saturating(now);
    verify(request, keys, now, &|_| "ecm".to_owned(), &Policy::default())
}

/// Positions of the signed bytes and of the signature.
fn signed_positions(capture: &Capture) -> Vec<usize> {
    let text = String::from_utf8(capture.raw.clone()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let find = |part: &str| text.find(part).unwrap();
    let target_end = find(" HTTP/1.1\r\n");
    let path = find(" /") + 1;
    // The path is not signed.
    let mut positions: Vec<usize> = (0..path).chain(path + 1..target_end).collect();
    let names: &[_] = match capture.scheme {
        Scheme::V1 => &["Host"],
        _ => &["Host", "Content-Type", "Authorization", "X-TC-Timestamp", "X-TC-Token"],
    };
    for &name in names {
        let lower = head.to_ascii_lowercase();
        let Some(line) = lower.find(&format!("\r\n{}: ", name.to_ascii_lowercase())) else {
            assert_eq!(name, "X-TC-Token", "{}", capture.name);
            continue;
        };
        let start = line + 2 + name.len() + 2;
        let mut end = start + head[start..].find("\r\n").unwrap_or(head.len() - start);
        if name == "Host" {
            // The SDK for Node.js does not sign the port that it sends.
            end = start + capture.signed_host.len();
        }
        positions.extend(start..end);
    }
    if !head.contains("UNSIGNED-PAYLOAD") {
        positions.extend(text.len() - body.len()..text.len());
    }
    positions
}
