//! The steps of a signature are those of the request that carries it. Every hash is
//! computed again, with plain `sha2`, `sha1` and `hmac`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderName, HeaderValue};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tencentcloud_core::sign::v1::{Algorithm, V1Steps};
use tencentcloud_core::sign::{SigningKey, SigningSteps, Tc3Steps};
use tencentcloud_core::{
    Auth, Credential, Endpoint, Method, Now, Origin, Request, SignatureMethod, Timestamp, form,
};

const NAME: HeaderName = HeaderName::from_static("x-my-header");

/// A request with everything that it is signed with.
#[derive(Debug, Clone)]
struct Case {
    request: Request,
    origin: Origin,
    now: Now,
    credential: Credential,
}

impl Case {
    fn http(&self) -> http::Request<Bytes> {
        let key = SigningKey::derive(
            self.credential.secret_key(),
            self.now.unix.date(),
            self.request.service().to_owned(),
        );
        let auth = Auth::Sign { credential: &self.credential, key: &key };
        self.request.to_http(&self.origin, self.now, auth).unwrap()
    }

    fn steps(&self) -> (http::Request<Bytes>, SigningSteps) {
        self.request.to_http_with_steps(&self.origin, self.now, Some(&self.credential)).unwrap()
    }
}

fn case() -> impl Strategy<Value = Case> {
    let request = (
        0..5,
        prop::collection::btree_map("[A-Z][a-z]{0,3}[0-9]{0,2}", "\\PC{0,12}", 0..6),
        prop::option::of("[!-~]([ -~]{0,20}[!-~])?"),
        any::<bool>(),
        prop::collection::vec(any::<u8>(), 1..80),
    );
    let sent = (
        0..=Timestamp::MAX.seconds(),
        any::<u64>(),
        "[a-zA-Z0-9*~+/=:.-]{1,90}",
        prop::option::of("[a-zA-Z0-9+/=]{1,40}"),
        prop_oneof![Just("https://ecm.tencentcloudapi.com"), Just("http://127.0.0.1:8080")],
    );
    (request, sent).prop_map(|((kind, members, header, unsigned, bytes), sent)| {
        let (seconds, random, secret, token, url) = sent;
        // A member must not have the name of a common parameter.
        let members: serde_json::Map<_, _> =
            members.into_iter().map(|(name, value)| (format!("M{name}"), value.into())).collect();
        let input = serde_json::Value::Object(members).to_string();
        let (service, version, action) = ("ecm", "2019-07-19", "ImportImage");
        let json = Request::new(service, version, action, input.clone()).region("ap-chengdu");
        let (sha1, sha256) = (Algorithm::HmacSha1, Algorithm::HmacSha256);
        let mut request = match kind {
            0 => json,
            1 => json.with_method(Method::Get),
            2 => json.signature(SignatureMethod::V1(if unsigned { sha1 } else { sha256 })),
            3 => {
                let v1 = SignatureMethod::V1(if unsigned { sha256 } else { sha1 });
                json.signature(v1).with_method(Method::Get)
            }
            _ if unsigned => Request::octets(service, version, action, Vec::new(), bytes),
            _ => {
                let files = vec![("File".to_owned(), Bytes::from(bytes))];
                Request::multipart(service, version, action, input, files)
            }
        };
        if kind != 2 && kind != 3 {
            if unsigned {
                request = request.unsigned_payload();
            }
            if let Some(header) = header {
                let value = HeaderValue::from_str(&header).unwrap();
                request = request.header(NAME, value).sign_header(NAME);
            }
        }
        let mut credential = Credential::new("test-secret-id-000001", secret).unwrap();
        if let Some(token) = token {
            credential = credential.with_token(token).unwrap();
        }
        Case {
            request,
            origin: Endpoint::custom(url).unwrap().origin(service).unwrap(),
            now: Now::new(Timestamp::saturating(seconds), Duration::ZERO, random),
            credential,
        }
    })
}

fn hmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    <M as KeyInit>::new_from_slice(key)
        .unwrap()
        .chain_update(message)
        .finalize()
        .into_bytes()
        .to_vec()
}

fn sha256(key: &[u8], message: impl AsRef<[u8]>) -> Vec<u8> {
    hmac::<Hmac<Sha256>>(key, message.as_ref())
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn check_tc3(case: &Case, http: &http::Request<Bytes>, steps: &Tc3Steps) {
    let header = |name| http.headers()[name].to_str().unwrap();
    let canonical_request = &steps.canonical_request;
    let names = canonical_request.rsplit('\n').nth(1).unwrap();
    let lines: Vec<_> = names
        .split(';')
        .map(|name| format!("{name}:{}\n", header(name).to_ascii_lowercase()))
        .collect();
    let body: &[u8] = if steps.covers_payload { http.body() } else { b"UNSIGNED-PAYLOAD" };
    assert_eq!(steps.covers_payload, !http.headers().contains_key("x-tc-content-sha256"));
    let query = http.uri().query().unwrap_or_default();
    assert_eq!(
        *canonical_request,
        format!(
            "{}\n/\n{query}\n{}\n{names}\n{}",
            http.method(),
            lines.concat(),
            hex(Sha256::digest(body))
        )
    );
    assert_eq!(steps.hashed_request, hex(Sha256::digest(canonical_request)));
    let scope = steps.scope().to_string();
    assert_eq!(
        steps.string_to_sign,
        format!("TC3-HMAC-SHA256\n{}\n{scope}\n{}", header("x-tc-timestamp"), steps.hashed_request)
    );
    assert_eq!(steps.at, case.now.unix);
    let secret = case.credential.secret_key().expose();
    let date = sha256(format!("TC3{secret}").as_bytes(), steps.date.to_string());
    let service = sha256(&date, &steps.service);
    let signing = sha256(&service, "tc3_request");
    let keys = steps.expose_keys();
    assert_eq!([&keys.date[..], &keys.service, &keys.signing], [&*date, &service, &signing]);
    let signature = hex(sha256(&signing, &steps.string_to_sign));
    assert_eq!(steps.signature.to_string(), signature);
    let id = case.credential.secret_id();
    assert_eq!(
        steps.authorization,
        format!(
            "TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
    );
    assert_eq!(header("authorization"), steps.authorization);
}

fn check_v1(case: &Case, http: &http::Request<Bytes>, steps: &V1Steps) {
    let parameters = &steps.parameters;
    assert!(parameters.is_sorted_by(|one, next| one.0 < next.0), "{parameters:?}");
    let joined: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let host = http.headers()["host"].to_str().unwrap();
    assert_eq!(steps.source_text, format!("{}{host}/?{}", http.method(), joined.join("&")));
    let secret = case.credential.secret_key().expose().as_bytes();
    let text = steps.source_text.as_bytes();
    let code = match steps.algorithm {
        Algorithm::HmacSha256 => sha256(secret, text),
        _ => hmac::<Hmac<sha1::Sha1>>(secret, text),
    };
    assert_eq!(steps.hmac, code);
    assert_eq!(steps.signature, STANDARD.encode(&code));
    // What is sent are these parameters and the signature, in any order.
    let sent = match http.uri().query() {
        Some(query) => query,
        None => std::str::from_utf8(http.body()).unwrap(),
    };
    let mut expected: Vec<_> =
        parameters.iter().map(|(name, value)| form::encode([(&**name, &**value)])).collect();
    expected.push(format!("Signature={}", steps.encoded_signature));
    expected.sort_unstable();
    let mut sent: Vec<_> = sent.split('&').collect();
    sent.sort_unstable();
    assert_eq!(sent, expected);
}

proptest! {
    #[test]
    fn steps_lead_to_the_signature_of_the_request(case in case()) {
        let (http, steps) = case.steps();
        match steps {
            SigningSteps::Tc3(steps) => check_tc3(&case, &http, &steps),
            SigningSteps::V1(steps) => check_v1(&case, &http, &steps),
            other => prop_assert!(false, "{other:?}"),
        }
    }

    /// The nonce of v1 and the boundary of a multipart body come from `now`, too.
    #[test]
    fn same_now_makes_the_same_request_with_and_without_steps(case in case()) {
        let (http, _) = case.steps();
        for other in [case.http(), case.steps().0] {
            prop_assert_eq!(http.method(), other.method());
            prop_assert_eq!(http.uri(), other.uri());
            prop_assert_eq!(http.headers(), other.headers());
            prop_assert_eq!(http.body(), other.body());
        }
    }

    #[test]
    fn nonce_is_chosen_by_the_random_number(case in case(), nonce in 1_u64..=1 << 31) {
        let mut case = case;
        case.request = Request::new("ecm", "2019-07-19", "ImportImage", "{}")
            .signature(SignatureMethod::V1(Algorithm::HmacSha1));
        case.now.random = (nonce - 1) << 33;
        let (http, _) = case.steps();
        let body = std::str::from_utf8(http.body()).unwrap();
        let parameter = format!("Nonce={nonce}");
        prop_assert!(body.split('&').any(|pair| pair == parameter), "{}", body);
    }
}

#[test]
fn unsigned_request_has_no_steps() {
    let now = Now::new(Timestamp::saturating(1_700_000_000), Duration::ZERO, 7);
    let origin = Endpoint::nearest().origin("sts").unwrap();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let request = Request::new("sts", "2018-08-13", "AssumeRoleWithWebIdentity", "{}");
    let unsigned = request.clone().unsigned();
    for (request, credential) in [(&request, None), (&unsigned, Some(&keys)), (&unsigned, None)] {
        let (http, steps) = request.to_http_with_steps(&origin, now, credential).unwrap();
        assert_eq!(http.headers()["authorization"], "SKIP");
        assert!(matches!(steps, SigningSteps::Skip), "{steps:?}");
    }
    // v1 has no way to send one.
    let v1 = unsigned.signature(SignatureMethod::V1(Algorithm::HmacSha1));
    assert!(v1.to_http_with_steps(&origin, now, None).is_err());
}
