//! The vectors of `tests/data/signing-vectors.json` as requests: each is accepted, and
//! with a wrong signature reports the recorded strings.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};
use tencentcloud_core::{Secret, Timestamp, form};
use tencentcloud_verify::{
    Explanation, Key, KeyRing, Policy, RawRequest, Scheme, ServerFacts, SignedTexts, Verdict,
    Verified, VerifyError, verify,
};

const VECTORS: &str = include_str!("../../../tests/data/signing-vectors.json");

#[test]
fn vectors_are_accepted() {
    let mut counts = BTreeMap::new();
    for vector in vectors() {
        let scheme = vector.scheme();
        *counts.entry(scheme.to_owned()).or_insert(0) += 1;
        let decision = vector.decide(&vector.wire());
        match (scheme, decision) {
            ("SKIP", Err(VerifyError::Skipped)) => {}
            ("TC3-HMAC-SHA256", Ok(verified)) => {
                assert_eq!(verified.scheme, Scheme::Tc3, "{}", vector.name());
                assert_eq!(verified.service, vector.sign("service"), "{}", vector.name());
            }
            ("HmacSHA1" | "HmacSHA256", Ok(verified)) => {
                assert_eq!(verified.scheme, Scheme::V1, "{}", vector.name());
            }
            (_, decision) => panic!("{}: {decision:?}", vector.name()),
        }
    }
    let expected = [("HmacSHA1", 42), ("HmacSHA256", 24), ("SKIP", 3), ("TC3-HMAC-SHA256", 157)];
    assert_eq!(counts, expected.map(|(scheme, count)| (scheme.to_owned(), count)).into());
}

#[test]
fn mismatch_has_the_recorded_strings() {
    for vector in vectors().iter().filter(|vector| vector.scheme() != "SKIP") {
        let mismatch = vector.mismatch(&vector.with_wrong_signature());
        let expected = |member: &str| vector.0["expected"][member].as_str().unwrap().to_owned();
        let name = vector.name();
        if vector.scheme() == "TC3-HMAC-SHA256" {
            // The SDK for Node.js signs another host than it sends.
            if vector.0["signed_as_sent"] != false {
                // The boundary of a multipart body looks like a key.
                let boundary = "boundary=0123456789abcdef0123456789abcdef";
                let shown = expected("canonical_request").replace(boundary, "[redacted]");
                assert_eq!(mismatch.canonical_request.unwrap(), shown, "{name}");
                assert_eq!(mismatch.string_to_sign, expected("string_to_sign"), "{name}");
            }
        } else {
            let shown = match vector.parameters().get("Token") {
                Some(token) => expected("string_to_sign").replace(token, "[redacted]"),
                None => expected("string_to_sign"),
            };
            assert_eq!(mismatch.string_to_sign, shown, "{name}");
        }
    }
}

struct Vector(Value);

fn vectors() -> Vec<Vector> {
    let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
    vectors.into_iter().map(Vector).collect()
}

impl Vector {
    fn name(&self) -> &str {
        self.0["name"].as_str().unwrap()
    }

    /// A member of `sign`. Empty if it is missing.
    fn sign(&self, member: &str) -> &str {
        self.0["sign"][member].as_str().unwrap_or_default()
    }

    fn scheme(&self) -> &str {
        self.sign("scheme")
    }

    /// The parameters of signature v1 without the signature.
    fn parameters(&self) -> BTreeMap<&str, &str> {
        let pairs = self.0["sign"]["params"].as_array().unwrap().iter();
        pairs.map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect()
    }

    fn wire(&self) -> Vec<u8> {
        let signature = self.0["expected"]["signature"].as_str().unwrap_or_default();
        self.wire_with(signature)
    }

    /// With a wrong signature of valid form.
    fn with_wrong_signature(&self) -> Vec<u8> {
        match self.scheme() {
            "HmacSHA1" => self.wire_with(&STANDARD.encode([0; 20])),
            "HmacSHA256" => self.wire_with(&STANDARD.encode([0; 32])),
            _ => self.wire_with(&"0".repeat(64)),
        }
    }

    fn wire_with(&self, signature: &str) -> Vec<u8> {
        if self.scheme().starts_with("Hmac") { self.v1(signature) } else { self.tc3(signature) }
    }

    fn tc3(&self, signature: &str) -> Vec<u8> {
        let expected = &self.0["expected"];
        let authorization = expected["authorization"].as_str().unwrap();
        let authorization = match expected["signature"].as_str() {
            Some(right) => authorization.replace(right, signature),
            None => authorization.to_owned(),
        };
        let mut headers = BTreeMap::from([
            ("host".to_owned(), self.sign("host").to_owned()),
            ("x-tc-timestamp".to_owned(), self.0["sign"]["timestamp"].to_string()),
            ("authorization".to_owned(), authorization),
        ]);
        let none = Map::new();
        // Recorded headers replace those of the signed request.
        for of in [&self.0["sign"]["headers"], &expected["headers"]] {
            for (name, value) in of.as_object().unwrap_or(&none) {
                headers.insert(name.to_ascii_lowercase(), value.as_str().unwrap().to_owned());
            }
        }
        let target = match self.sign("query") {
            "" => "/".to_owned(),
            query => format!("/?{query}"),
        };
        let mut wire = format!("{} {target} HTTP/1.1\r\n", self.sign("method"));
        for (name, value) in headers {
            wire.extend([&*name, ": ", &*value, "\r\n"]);
        }
        let mut wire = format!("{wire}\r\n").into_bytes();
        match self.0["sign"]["payload_base64"].as_str() {
            Some(payload) => wire.extend(STANDARD.decode(payload).unwrap()),
            None => wire.extend(self.sign("payload").bytes()),
        }
        wire
    }

    /// The recorded query or body, or else encoded by core.
    fn v1(&self, signature: &str) -> Vec<u8> {
        let expected = &self.0["expected"];
        let recorded = expected["query"].as_str().or(expected["body"].as_str());
        let encoded = |text: &str| form::encode([("Signature", text)]);
        let text = match recorded {
            Some(text) => {
                let right = encoded(expected["signature"].as_str().unwrap());
                assert!(text.contains(&right), "{}: {text}", self.name());
                text.replace(&right, &encoded(signature))
            }
            None => form::encode(self.parameters().into_iter().chain([("Signature", signature)])),
        };
        let host = self.sign("host");
        match self.sign("method") {
            "GET" => format!("GET /?{text} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            method => format!(
                "{method} / HTTP/1.1\r\nHost: {host}\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\n\r\n{text}"
            ),
        }
        .into_bytes()
    }

    /// Verifies with the key and at the time of this vector.
    fn decide(&self, wire: &[u8]) -> Result<Verified, VerifyError> {
        let request = RawRequest::parse(wire).unwrap();
        let mut key = Key::new(Secret::new(self.sign("secret_key")), "1");
        let (id, timestamp, token) = if self.scheme().starts_with("Hmac") {
            let parameters = self.parameters();
            let token = parameters.get("Token").map(|token| (*token).to_owned());
            (parameters["SecretId"], parameters["Timestamp"].parse().unwrap(), token)
        } else {
            let token = request.header("x-tc-token").unwrap().map(str::to_owned);
            (self.sign("secret_id"), self.0["sign"]["timestamp"].as_u64().unwrap(), token)
        };
        key.token = token.map(Secret::new);
        let keys: KeyRing = [(id, key)].into_iter().collect();
        let now = Timestamp::new(timestamp).unwrap();
        let policy = Policy::default();
        let result = verify(&request, &keys, now, &|header| header.service.to_owned(), &policy);
        let explained = Explanation::new(&result, &request, &keys, &ServerFacts::default());
        let is_valid = explained.verdict == Verdict::Valid;
        assert!(is_valid == result.is_ok() && (!is_valid || explained.causes().is_empty()));
        result
    }

    fn mismatch(&self, wire: &[u8]) -> SignedTexts {
        match self.decide(wire) {
            Err(VerifyError::SignatureFailure(mismatch)) => *mismatch,
            other => panic!("{}: {other:?}", self.name()),
        }
    }
}
