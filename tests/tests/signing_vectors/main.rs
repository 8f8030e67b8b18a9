//! Signature v3 against the signatures of four official SDKs and the published
//! documents: given what they signed, every step on the way comes out as theirs.
//!
//! `tests/data/README.md` tells where the vectors come from. Each form of
//! request is a test of its own that says how many vectors it must have met, so
//! that a filter that matches nothing cannot pass.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod vector;

use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Secret, Timestamp};

use vector::{Expected, Tc3, tc3_vectors};

/// What nearly every call is: a JSON body, covered by the signature.
#[test]
fn post_of_signed_json() {
    let met = meet_all(is_signed_json_post);
    assert!(met >= 72, "only {met} vectors");
}

/// GET, and what goes beyond the two headers or leaves the payload out.
#[test]
fn get_unsigned_payload_and_more_signed_headers() {
    let met = meet_all(|input| !is_signed_json_post(input) && input.payload.is_some());
    assert!(met >= 76, "only {met} vectors");
}

fn is_signed_json_post(input: &Tc3) -> bool {
    let media_type = input.content_type().split(';').next();
    input.method == "POST"
        && media_type == Some("application/json")
        && input.signed_headers == ["content-type", "host"]
        && !input.unsigned_payload
}

/// Meets each vector that `wanted` picks, and counts them.
fn meet_all(wanted: impl Fn(&Tc3) -> bool) -> usize {
    tc3_vectors()
        .into_iter()
        .filter(|(_, input, _)| wanted(input))
        .map(|(name, input, expected)| meet(&name, &input, &expected))
        .count()
}

/// Signs what the vector signs and compares every step, in their order.
fn meet(name: &str, input: &Tc3, expected: &Expected) {
    let more_headers = input.headers_beside_the_required();
    let request = CanonicalRequest {
        method: &input.method,
        query: &input.query,
        content_type: input.content_type(),
        host: &input.host,
        signed_headers: &more_headers,
        payload: input.payload(),
    };
    assert_eq!(request.to_string(), expected.canonical_request, "{name}");
    if let Some(hash) = &expected.canonical_request_sha256 {
        assert_eq!(&hex(&request.hash()), hash, "{name}");
    }

    let at = Timestamp::new(input.timestamp).unwrap();
    let secret = Secret::new(input.secret_key.as_str());
    if let Some(keys) = &expected.derived_keys {
        let ours = DerivedKeys::derive(&secret, at.date(), &input.service);
        assert_eq!(hex(&ours.date), keys.date, "{name}");
        assert_eq!(hex(&ours.service), keys.service, "{name}");
        assert_eq!(hex(&ours.signing), keys.signing, "{name}");
    }

    let key = SigningKey::derive(&secret, at.date(), input.service.as_str());
    let string_to_sign = StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
    assert_eq!(string_to_sign.to_string(), expected.string_to_sign, "{name}");

    let authorization = sign(&request, &input.secret_id, &key, at).unwrap();
    assert_eq!(authorization.signature().to_string(), expected.signature, "{name}");
    assert_eq!(authorization.to_string(), expected.authorization, "{name}");
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).concat()
}

/// The comparison can fail: another key, another second and another byte of
/// the body each give another signature than the vector's.
#[test]
fn a_changed_input_misses_the_vector() {
    let vectors = tc3_vectors();
    let (_, input, expected) =
        vectors.iter().find(|(_, input, _)| is_signed_json_post(input)).unwrap();
    let signature = |key: &str, seconds: u64, body: &str| {
        let request = CanonicalRequest {
            method: &input.method,
            query: &input.query,
            content_type: input.content_type(),
            host: &input.host,
            signed_headers: &[],
            payload: Payload::Signed(body.as_bytes()),
        };
        let at = Timestamp::new(seconds).unwrap();
        let key = SigningKey::derive(&Secret::new(key), at.date(), input.service.as_str());
        let authorization = sign(&request, &input.secret_id, &key, at).unwrap();
        authorization.signature().to_string()
    };

    let (key, body) = (&input.secret_key, input.payload.as_deref().unwrap());
    assert_eq!(signature(key, input.timestamp, body), expected.signature);
    for missed in [
        signature("another key", input.timestamp, body),
        signature(key, input.timestamp + 1, body),
        signature(key, input.timestamp, &format!("{body} ")),
    ] {
        assert_ne!(missed, expected.signature);
    }
}
