//! Every scheme against the signatures of four official SDKs and the published
//! documents: given what they signed, every step on the way comes out as theirs.
//!
//! `tests/data/README.md` tells where the vectors come from. Each form of
//! request is a test of its own that says how many vectors it must have met, so
//! that a filter that matches nothing cannot pass.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod vector;

use std::time::Duration;

use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Auth, Endpoint, Language, Now, Request, Secret, Timestamp};

use vector::{Skip, Tc3, Tc3Steps, V1, V1Steps, Vector, count_of_all, vectors};

/// What nearly every call is: a JSON body, covered by the signature.
#[test]
fn post_of_signed_json() {
    assert_eq!(meet_all(is_signed_json_post), POSTS_OF_SIGNED_JSON);
}

/// GET, multipart, octets, and what goes beyond the two headers or leaves the
/// payload out.
#[test]
fn every_other_form_of_tc3() {
    assert_eq!(meet_all(|input| !is_signed_json_post(input)), 157 - POSTS_OF_SIGNED_JSON);
}

/// Both hashes, GET and POST.
#[test]
fn signature_v1() {
    let vectors = vectors(&["HmacSHA1", "HmacSHA256"]);
    vectors.iter().for_each(meet_v1);
    assert_eq!(vectors.len(), 66);
}

/// Nothing is signed; the header says so.
#[test]
fn skipping() {
    let vectors = vectors(&["SKIP"]);
    vectors.iter().for_each(meet_skip);
    assert_eq!(vectors.len(), 3);
}

#[test]
fn no_vector_is_left_out() {
    assert_eq!(count_of_all(), 157 + 66 + 3);
}

const POSTS_OF_SIGNED_JSON: usize = 72;

fn is_signed_json_post(input: &Tc3) -> bool {
    let media_type = input.content_type().split(';').next();
    input.method == "POST"
        && media_type == Some("application/json")
        && input.signed_headers == ["content-type", "host"]
        && !input.unsigned_payload
}

fn tc3_vectors() -> Vec<Vector<Tc3, Tc3Steps>> {
    vectors(&["TC3-HMAC-SHA256"])
}

/// Meets each vector that `wanted` picks, and counts them.
fn meet_all(wanted: impl Fn(&Tc3) -> bool) -> usize {
    let vectors = tc3_vectors();
    vectors.iter().filter(|vector| wanted(&vector.sign)).map(meet).count()
}

/// Signs what the vector signs and compares every step, in their order.
fn meet(Vector { name, sign: input, expected, .. }: &Vector<Tc3, Tc3Steps>) {
    let (more_headers, body) = (input.headers_beside_the_required(), input.body());
    let request = CanonicalRequest {
        method: &input.method,
        query: &input.query,
        content_type: input.content_type(),
        host: &input.host,
        signed_headers: &more_headers,
        payload: input.payload(&body),
    };
    let canonical_request = request.to_string();
    assert_eq!(canonical_request.lines().last().unwrap(), expected.payload_sha256, "{name}");
    assert_eq!(canonical_request, expected.canonical_request, "{name}");
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

/// The pairs are given in reverse: their order must not matter.
fn meet_v1(Vector { name, sign: input, expected, .. }: &Vector<V1, V1Steps>) {
    let pairs = input.params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let parameters: Vec<_> = pairs.rev().collect();
    let text = SourceText { method: &input.method, host: &input.host, parameters: &parameters };
    assert_eq!(text.to_string(), expected.string_to_sign, "{name}");
    let algorithm = if input.scheme == Algorithm::HmacSha256.as_str() {
        Algorithm::HmacSha256
    } else {
        Algorithm::HmacSha1
    };
    let signature = text.sign(algorithm, &Secret::new(input.secret_key.as_str()));
    assert_eq!(signature, expected.signature, "{name}");
    if let Some(encoded) = &expected.signature_in_url {
        assert_eq!(&signature.replace('=', "%3D"), encoded, "{name}");
    }
}

/// The request that leaves: the literal, and the headers that the SDK sent but
/// for those that name the SDK.
fn meet_skip(Vector { name, call, sign: input, expected }: &Vector<Tc3, Skip>) {
    let said = |member: &str| call.get(member).and_then(serde_json::Value::as_str).unwrap();
    let request = Request::new(
        input.service.clone(),
        said("version").to_owned(),
        said("action").to_owned(),
        input.body(),
    )
    .region(said("region"))
    .language(Language::ZhCn);
    let unix = Timestamp::new(input.timestamp).unwrap();
    let now = Now::new(unix, Duration::ZERO, 0);
    let origin = Endpoint::nearest().origin(&input.service).unwrap();
    let http = request.to_http(&origin, now, Auth::Skip).unwrap();

    let sent = |header: &str| http.headers().get(header).map(|value| value.to_str().unwrap());
    assert_eq!(sent("authorization"), Some(expected.authorization.as_str()), "{name}");
    assert_eq!(http.body(), &input.body(), "{name}");
    for (header, value) in &expected.headers {
        if !header.eq_ignore_ascii_case("x-tc-requestclient") {
            assert_eq!(sent(header), Some(value.as_str()), "{name}: {header}");
        }
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.map(|byte| format!("{byte:02x}")).concat()
}

/// The comparison can fail: another key, another second and another byte of
/// the body each give another signature than the vector's.
#[test]
fn a_changed_input_misses_the_vector() {
    let vectors = tc3_vectors();
    let Vector { sign: input, expected, .. } =
        vectors.iter().find(|vector| is_signed_json_post(&vector.sign)).unwrap();
    let signature = |key: &str, seconds: u64, body: &[u8]| {
        let request = CanonicalRequest {
            method: &input.method,
            query: &input.query,
            content_type: input.content_type(),
            host: &input.host,
            signed_headers: &[],
            payload: Payload::Signed(body),
        };
        let at = Timestamp::new(seconds).unwrap();
        let key = SigningKey::derive(&Secret::new(key), at.date(), input.service.as_str());
        let authorization = sign(&request, &input.secret_id, &key, at).unwrap();
        authorization.signature().to_string()
    };

    let (key, body) = (&input.secret_key, input.body());
    assert_eq!(signature(key, input.timestamp, &body), expected.signature);
    for missed in [
        signature("another key", input.timestamp, &body),
        signature(key, input.timestamp + 1, &body),
        signature(key, input.timestamp, &[body.as_slice(), b" "].concat()),
    ] {
        assert_ne!(missed, expected.signature);
    }
}
