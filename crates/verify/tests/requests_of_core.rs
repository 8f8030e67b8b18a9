//! Requests that core builds are accepted, in every form, from their bytes on the
//! wire.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::time::Duration;

use bytes::Bytes;
use http::HeaderName;
use proptest::{prelude::*, sample::Index};
use serde_json::{Map, Value, json};
use tencentcloud_core::{
    Auth, Credential, Endpoint, Method, Now, Request, SignatureMethod, Timestamp,
    sign::{SigningKey, v1::Algorithm},
};
use tencentcloud_verify::{
    Key, KeyRing, Policy, RawRequest, Scheme, Verified, VerifyError, form, verify,
};

const ALGORITHMS: [Algorithm; 2] = [Algorithm::HmacSha1, Algorithm::HmacSha256];

fn now() -> Now {
    Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 0x0123_4567_89ab_cdef)
}

fn credential() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap()
}

/// The request as it is sent, signed or not.
fn sent(request: &Request, endpoint: &str, is_signed: bool) -> http::Request<Bytes> {
    let (credential, now) = (credential().with_token("a-token/+=").unwrap(), now());
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
    let auth =
        if is_signed { Auth::Sign { credential: &credential, key: &key } } else { Auth::Skip };
    let origin = Endpoint::custom(endpoint).unwrap().origin(request.service()).unwrap();
    request.to_http(&origin, now, auth).unwrap()
}

fn decide(request: &RawRequest) -> Result<Verified, VerifyError> {
    let credential = credential();
    let key = Key::new(credential.secret_key().clone(), "1")
        .with_token(tencentcloud_core::Secret::new("a-token/+="));
    let keys: KeyRing = [(credential.secret_id(), key)].into_iter().collect();
    verify(request, &keys, now().unix, &|header| header.service.to_owned(), &Policy::strict())
}

/// The bytes that an HTTP library sends.
fn wire(request: &http::Request<Bytes>) -> Vec<u8> {
    let target = request.uri().path_and_query().unwrap();
    let mut wire = format!("{} {target} HTTP/1.1\r\n", request.method()).into_bytes();
    for (name, value) in request.headers() {
        wire.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    wire.extend(b"\r\n");
    wire.extend(request.body());
    wire
}

fn input() -> String {
    json!({
        "ImageId": "img-pmqg1cw9",
        "Filters": [{"Name": "a b&c=d", "Values": ["边缘~*", "+%"]}],
        "Limit": 5,
    })
    .to_string()
}

fn import() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", input()).region("ap-guangzhou")
}

/// Requests in all forms, with their names and schemes.
fn forms() -> Vec<(&'static str, Request, Scheme)> {
    let header = HeaderName::from_static;
    let files = vec![("Image".to_owned(), Bytes::from_static(b"\0\r\n--\xff"))];
    let multipart = Request::multipart("ecm", "2019-07-19", "CreateImage", input(), files);
    let parameters = vec![("TopicId".to_owned(), "t-1".to_owned())];
    let octets = Request::octets("cls", "2020-10-16", "UploadLog", parameters, &b"\0\xff\r\n"[..]);
    let mut forms = vec![
        ("json", import(), Scheme::Tc3),
        ("get", import().with_method(Method::Get), Scheme::Tc3),
        (
            "get without parameters",
            Request::new("ecm", "1", "A", "{}").with_method(Method::Get),
            Scheme::Tc3,
        ),
        ("multipart", multipart.clone(), Scheme::Tc3),
        ("octets", octets.clone(), Scheme::Tc3),
        ("unsigned json", import().unsigned_payload(), Scheme::Tc3),
        ("unsigned get", import().with_method(Method::Get).unsigned_payload(), Scheme::Tc3),
        ("unsigned multipart", multipart.unsigned_payload(), Scheme::Tc3),
        ("unsigned octets", octets.clone().unsigned_payload(), Scheme::Tc3),
        (
            "more headers",
            import()
                .sign_header(header("x-tc-action"))
                .sign_header(header("x-tc-region"))
                .sign_header(header("x-tc-token"))
                .sign_header(header("user-agent")),
            Scheme::Tc3,
        ),
        ("octets with its header", octets.sign_header(header("x-cls-topicid")), Scheme::Tc3),
    ];
    for algorithm in ALGORITHMS {
        let v1 = import().signature(SignatureMethod::V1(algorithm));
        forms.push(("v1 form", v1.clone(), Scheme::V1));
        forms.push(("v1 query", v1.with_method(Method::Get), Scheme::V1));
    }
    forms
}

const ENDPOINTS: [&str; 3] =
    ["https://ecm.tencentcloudapi.com", "http://127.0.0.1:18080", "http://localhost:1"];

#[test]
fn all_forms_are_accepted() {
    for endpoint in ENDPOINTS {
        for (name, request, scheme) in forms() {
            let sent = sent(&request, endpoint, true);
            for raw in [RawRequest::from_http(&sent), RawRequest::parse(&wire(&sent)).unwrap()] {
                let verified =
                    decide(&raw).unwrap_or_else(|error| panic!("{name} to {endpoint}: {error:?}"));
                assert_eq!(verified.scheme, scheme, "{name}");
                assert_eq!(verified.timestamp, now().unix);
            }
        }
    }
}

#[test]
fn unsigned_forms_are_skipped() {
    for (name, request, scheme) in forms() {
        if scheme == Scheme::Tc3 && !name.contains("header") {
            let raw = RawRequest::from_http(&sent(&request, ENDPOINTS[0], false));
            assert_eq!(decide(&raw), Err(VerifyError::Skipped), "{name}");
        }
    }
}

/// The signature covers signed headers and, unless unsigned, the body.
#[test]
fn change_is_rejected_when_the_form_covers_it() {
    for (name, request, _) in forms() {
        let right = sent(&request, ENDPOINTS[0], true);
        if !right.body().is_empty() {
            let mut changed = right.clone();
            let mut body = right.body().to_vec();
            let last = body.len() - 1;
            body[last] ^= 1;
            *changed.body_mut() = body.into();
            let accepted = decide(&RawRequest::from_http(&changed)).is_ok();
            assert_eq!(accepted, name.starts_with("unsigned"), "{name}");
        }
        for header in ["x-tc-action", "x-tc-region", "user-agent", "x-cls-topicid"] {
            let mut changed = right.clone();
            if changed.headers_mut().insert(header, "other".parse().unwrap()).is_some() {
                let authorization = right.headers().get("authorization");
                let is_signed =
                    authorization.is_some_and(|value| value.to_str().unwrap().contains(header));
                let accepted = decide(&RawRequest::from_http(&changed)).is_ok();
                assert_eq!(accepted, !is_signed, "{name} {header}");
            }
        }
    }
}

/// Random parameters without the names of common parameters.
fn parameters() -> impl Strategy<Value = Map<String, Value>> {
    let value = prop_oneof![
        any::<String>().prop_map(Value::from),
        "[ -~]{0,20}".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        prop::collection::vec("\\PC{0,6}", 0..12).prop_map(Value::from),
    ];
    // A name with `=` or `&` is rejected.
    let name = prop_oneof!["[a-z_.]{1,6}", "[\\PC&&[^=&]]{1,8}"];
    prop::collection::btree_map(name, value, 0..8)
        .prop_filter("names are distinct", |members| {
            // `a.0` and the list `a` would be the same parameter.
            !members.keys().any(|name| name.contains('.')) || !members.values().any(Value::is_array)
        })
        .prop_map(|members| members.into_iter().collect())
}

fn v1(input: &Map<String, Value>, algorithm: Algorithm, get: bool) -> http::Request<Bytes> {
    let request = Request::new("ecm", "2019-07-19", "ImportImage", json!(input).to_string())
        .signature(SignatureMethod::V1(algorithm));
    let request = if get { request.with_method(Method::Get) } else { request };
    sent(&request, "http://127.0.0.1:18080", true)
}

proptest! {
    #[test]
    fn v1_is_accepted_with_random_parameters(
        input in parameters(),
        algorithm in prop::sample::select(&ALGORITHMS[..]),
        get: bool,
    ) {
        let raw = RawRequest::parse(&wire(&v1(&input, algorithm, get))).unwrap();
        let decision = decide(&raw);
        prop_assert!(decision.is_ok(), "{:?}", decision);
    }

    #[test]
    fn v1_is_rejected_after_a_changed_character(
        input in parameters(),
        algorithm in prop::sample::select(&ALGORITHMS[..]),
        get: bool,
        at: Index,
        to in prop::char::range(' ', '~'),
    ) {
        let sent = v1(&input, algorithm, get);
        let raw = wire(&sent);
        let text = RawRequest::parse(&raw).unwrap().form().unwrap().to_vec();
        let start = raw.windows(text.len()).position(|window| window == text).unwrap();
        let place = start + at.index(text.len());
        let mut changed = raw.clone();
        changed[place] = u8::try_from(to).unwrap();
        // A change that decodes to the same pairs is the same request.
        let changed = RawRequest::parse(&changed);
        let same = |other: &RawRequest| {
            other.form().is_some_and(|other| form::decode(other) == form::decode(&text))
        };
        if let Ok(changed) = &changed && !same(changed) {
            prop_assert!(decide(changed).is_err(), "{:?} at {}", to, place);
        }
    }
}
