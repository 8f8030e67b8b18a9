//! `Debug` and `Display` of every value that holds a secret or was made from one.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use tencentcloud_client::{Credential, EnvCredentials, blocking};
use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, Signer, SigningKey, StringToSign, sign,
    sign_with_steps, signing_headers, v1,
};
use tencentcloud_core::{
    AccountState, Auth, Call, Clock, Endpoint, Limits, RawResponse, Request, Secret, Sent,
    SignatureMethod, Step, TransportError, TransportErrorKind,
};
use tencentcloud_testing::{Capture, Replay, Scripted};
use tencentcloud_verify::{Key, KeyLookup as _, KeyRing, Policy, RawRequest, Scheme, verify};

use crate::calls::forms;
use crate::server::DONE;
use crate::{ID, KEY, LeakCheck, TOKEN, credential};

#[test]
fn secrets_do_not_leak_from_credentials() {
    let mut check = LeakCheck::new();
    let keys = credential();
    check.debug(&keys);
    check.text(keys.to_string());
    check.debug(keys.secret_key());
    check.text(keys.secret_key().to_string());
    check.debug(&keys.token());
    check.debug(&Credential::new(ID, KEY).unwrap());
    check.debug(&EnvCredentials::default());
}

#[test]
fn secrets_do_not_leak_from_the_steps_of_a_signature() {
    let mut check = LeakCheck::new();
    let (keys, at) = (credential(), tencentcloud_client::SystemClock.now().unix);
    let key = SigningKey::derive(keys.secret_key(), at.date(), "ecm");
    check.debug(&DerivedKeys::derive(keys.secret_key(), at.date(), "ecm"));
    check.debug(&key);
    check.text(key.scope().to_string());
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b"{}"),
    };
    check.debug(&request);
    check.text(request.to_string());
    let string_to_sign = StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
    check.debug(&string_to_sign);
    check.text(string_to_sign.to_string());
    check.debug(&key.sign(&string_to_sign));
    let authorization = sign(&request, ID, &key, at).unwrap();
    check.debug(&authorization);
    check.text(authorization.to_string());
    check.debug(&signing_headers(&request, &keys, &key, at).unwrap());
    let steps = sign_with_steps(&request, ID, keys.secret_key(), "ecm", at).unwrap();
    check.debug(&steps);
    check.debug(steps.expose_keys());
    let now = tencentcloud_client::SystemClock.now();
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    for method in [SignatureMethod::Tc3, SignatureMethod::V1(v1::Algorithm::HmacSha1)] {
        let request = Request::new("ecm", "2019-07-19", "ImportImage", "{}").signature(method);
        let (_, steps) = request.to_http_with_steps(&origin, now, Some(&keys)).unwrap();
        check.debug(&steps);
    }
    let signer = Signer::new(&request, ID, key.clone()).unwrap();
    check.debug(&signer);
    let mut buffer = [0; 512];
    let value = signer.sign_into(Payload::Unsigned, at, &mut buffer).unwrap();
    check.text(String::from_utf8_lossy(value));
    check.debug(&Auth::Sign { credential: &keys, key: &key });

    let other = SigningKey::derive(keys.secret_key(), at.date(), "ecm\n");
    check.failed(sign(&request, ID, &other, at).map(|_| ()));
    let parameters = [("Action", "DescribeImage"), ("Limit", "1")];
    let source = v1::SourceText { method: "GET", host: "h", parameters: &parameters };
    check.text(source.sign(v1::Algorithm::HmacSha1, keys.secret_key()));
}

/// At every step, the whole state machine.
#[test]
fn secrets_do_not_leak_from_a_call() {
    let mut check = LeakCheck::new();
    let (keys, clock) = (credential(), tencentcloud_client::SystemClock);
    for request in forms() {
        let now = clock.now();
        let key = SigningKey::derive(keys.secret_key(), now.unix.date(), "ecm");
        let auth = Auth::Sign { credential: &keys, key: &key };
        let mut state = AccountState::default();
        let origin = Endpoint::nearest().origin("ecm").unwrap();
        check.debug(&origin);
        let mut call = Call::new(request, origin, Limits::default());
        check.debug(&call);
        let outcomes = [
            Err(TransportError::new(TransportErrorKind::Closed, Sent::Maybe)),
            Ok(RawResponse::new(
                http::StatusCode::OK,
                HeaderMap::new(),
                Bytes::from_static(DONE.as_bytes()),
            )),
        ];
        for outcome in outcomes {
            while let Step::Wait(delay) = call.next(now, &mut state) {
                assert!(delay < Duration::from_mins(1));
            }
            call.sign(now, auth).unwrap();
            check.debug(&call);
            check.debug(&outcome);
            call.receive(now, outcome);
            check.debug(&call);
            check.debug(&state);
        }
        check.debug(&call.next(now, &mut state));
        check.debug(&call);
    }
}

/// The server side: keys, and the errors of rejected signatures.
#[test]
fn secrets_do_not_leak_from_a_verifier() {
    let mut check = LeakCheck::new();
    let keys = credential();
    let key = Key::new(Secret::new(KEY), "100000000001").with_token(Secret::new(TOKEN));
    let ring = KeyRing::from_iter([(ID, key.clone())]);
    let other = Key::new(Secret::new("test-other-key"), "100000000001");
    let others = KeyRing::from_iter([(ID, other.with_token(Secret::new(TOKEN)))]);
    let without = KeyRing::from_iter([(ID, Key::new(Secret::new(KEY), "100000000001"))]);
    check.debug(&key);
    check.debug(&ring);
    check.debug(&ring.key(ID));
    check.debug(&Policy::strict());

    let now = tencentcloud_client::SystemClock.now();
    let signing_key = SigningKey::derive(keys.secret_key(), now.unix.date(), "ecm");
    let auth = Auth::Sign { credential: &keys, key: &signing_key };
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    for request in forms() {
        let Ok(signed) = request.to_http(&origin, now, auth) else { continue };
        let raw = RawRequest::from_http(&signed);
        check.debug(&raw);
        check.debug(&Scheme::of(&raw));
        for ring in [&ring, &others, &without, &KeyRing::new()] {
            let product = |_: &tencentcloud_verify::AuthorizationHeader<'_>| "ecm".to_owned();
            match verify(&raw, ring, now.unix, &product, &Policy::default()) {
                Ok(verified) => check.debug(&verified),
                Err(error) => check.error(&error),
            }
        }
    }
}

/// Test transports, and recordings in files.
#[test]
fn secrets_do_not_leak_from_test_transports_and_recordings() {
    let mut check = LeakCheck::new();
    let script = Scripted::new().otherwise(|_| tencentcloud_testing::ScriptedResponse::json(DONE));
    let capture = Capture::new(script.clone());
    let client = blocking::Client::builder(capture.clone()).credentials(credential()).build();
    for request in forms() {
        client.request(request).send().unwrap();
    }
    check.debug(&script);
    check.debug(&capture);
    let recording = capture.recording();
    check.debug(&recording);
    check.text(recording.to_json());

    let replay = Replay::new(recording);
    let client = blocking::Client::builder(replay.clone()).credentials(credential()).build();
    check.debug(&client.request(forms().remove(0)).send().unwrap());
    for request in forms() {
        // The request differs from the recorded one.
        check.failed(client.request(request.region("ap-guangzhou")).send());
    }
    check.debug(&replay);
    check.debug(&replay.unused());
    check.failed(tencentcloud_testing::Recording::from_json(&format!(
        "{{\"format\": \"{TOKEN}\"}}"
    )));
}
