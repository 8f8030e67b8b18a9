//! Core against the signatures of four official SDKs and the published documents:
//! every step must be equal.
//!
//! `tests/data/README.md` describes the source of the vectors. Each test counts its
//! vectors, so that it fails if a filter matches nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod vector;

use std::time::Duration;

use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Auth, Endpoint, Language, Now, Request, Secret, Timestamp};

use vector::{Skip, Tc3, Tc3Steps, V1, V1Steps, Vector, count_of_all, vectors};

/// A JSON body that the signature covers, the form of nearly every call.
#[test]
fn signed_json_posts_equal_the_vectors() {
    assert_eq!(check_all(is_signed_json_post), POSTS_OF_SIGNED_JSON);
}

/// GET, multipart, octets, further signed headers and unsigned payloads.
#[test]
fn other_forms_of_tc3_equal_the_vectors() {
    assert_eq!(check_all(|input| !is_signed_json_post(input)), 157 - POSTS_OF_SIGNED_JSON);
}

/// Both hash functions, GET and POST.
#[test]
fn signature_v1_equals_the_vectors() {
    let vectors = vectors(&["HmacSHA1", "HmacSHA256"]);
    vectors.iter().for_each(check_v1);
    assert_eq!(vectors.len(), 66);
}

/// Requests with `Authorization: SKIP`.
#[test]
fn skipped_requests_equal_the_vectors() {
    let vectors = vectors(&["SKIP"]);
    vectors.iter().for_each(check_skip);
    assert_eq!(vectors.len(), 3);
}

#[test]
fn tests_cover_all_vectors() {
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

/// Checks the selected vectors and counts them.
fn check_all(is_selected: impl Fn(&Tc3) -> bool) -> usize {
    let vectors = tc3_vectors();
    vectors.iter().filter(|vector| is_selected(&vector.sign)).map(check).count()
}

/// Signs the request of the vector and compares every step in order.
fn check(Vector { name, sign: input, expected, .. }: &Vector<Tc3, Tc3Steps>) {
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

/// The parameters are in reverse order, which must not matter.
fn check_v1(Vector { name, sign: input, expected, .. }: &Vector<V1, V1Steps>) {
    let pairs = input.params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let parameters: Vec<_> = pairs.rev().collect();
    let source = SourceText { method: &input.method, host: &input.host, parameters: &parameters };
    assert_eq!(source.to_string(), expected.string_to_sign, "{name}");
    let algorithm = if input.scheme == Algorithm::HmacSha256.as_str() {
        Algorithm::HmacSha256
    } else {
        Algorithm::HmacSha1
    };
    let signature = source.sign(algorithm, &Secret::new(input.secret_key.as_str()));
    assert_eq!(signature, expected.signature, "{name}");
    if let Some(encoded) = &expected.signature_in_url {
        assert_eq!(&signature.replace('=', "%3D"), encoded, "{name}");
    }
}

/// Builds the request and compares its headers with those of the SDK, except for the
/// name of the SDK.
fn check_skip(Vector { name, call, sign: input, expected }: &Vector<Tc3, Skip>) {
    let member = |name: &str| call.get(name).and_then(serde_json::Value::as_str).unwrap();
    let request = Request::new(
        input.service.clone(),
        member("version").to_owned(),
        member("action").to_owned(),
        input.body(),
    )
    .region(member("region"))
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

#[test]
fn signature_differs_from_the_vector_when_the_input_is_changed() {
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
    for changed in [
        signature("another key", input.timestamp, &body),
        signature(key, input.timestamp + 1, &body),
        signature(key, input.timestamp, &[body.as_slice(), b" "].concat()),
    ] {
        assert_ne!(changed, expected.signature);
    }
}
