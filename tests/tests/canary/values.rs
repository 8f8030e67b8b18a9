//! What every value shows of itself that holds a secret or comes near one.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use tencentcloud_client::{Credential, EnvCredentials, blocking};
use tencentcloud_core::sign::{
    CanonicalRequest, DerivedKeys, Payload, Signer, SigningKey, StringToSign, sign,
    signing_headers, v1,
};
use tencentcloud_core::{
    AccountState, Auth, Call, Clock, Endpoint, Limits, RawResponse, Secret, Sent, Step,
    TransportError, TransportErrorKind,
};
use tencentcloud_testing::{Capture, Replay, Scripted};
use tencentcloud_verify::{Key, KeyLookup as _, KeyRing, Policy, RawRequest, Scheme, verify};

use crate::calls::forms;
use crate::server::DONE;
use crate::{ID, KEY, Shown, TOKEN, credential};

#[test]
fn credentials() {
    let mut shown = Shown::new();
    let keys = credential();
    shown.debug(&keys);
    shown.text(keys.to_string());
    shown.debug(keys.secret_key());
    shown.text(keys.secret_key().to_string());
    shown.debug(&keys.token());
    shown.debug(&Credential::new(ID, KEY).unwrap());
    shown.debug(&EnvCredentials::default());
}

#[test]
fn the_steps_of_a_signature() {
    let mut shown = Shown::new();
    let (keys, at) = (credential(), tencentcloud_client::SystemClock.now().unix);
    let key = SigningKey::derive(keys.secret_key(), at.date(), "ecm");
    shown.debug(&DerivedKeys::derive(keys.secret_key(), at.date(), "ecm"));
    shown.debug(&key);
    shown.text(key.scope().to_string());
    let request = CanonicalRequest {
        method: "POST",
        query: "",
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(b"{}"),
    };
    shown.debug(&request);
    shown.text(request.to_string());
    let text = StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
    shown.debug(&text);
    shown.text(text.to_string());
    shown.debug(&key.sign(&text));
    let authorization = sign(&request, ID, &key, at).unwrap();
    shown.debug(&authorization);
    shown.text(authorization.to_string());
    shown.debug(&signing_headers(&request, &keys, &key, at).unwrap());
    let signer = Signer::new(&request, ID, key.clone()).unwrap();
    shown.debug(&signer);
    let mut buffer = [0; 512];
    let value = signer.sign_into(Payload::Unsigned, at, &mut buffer).unwrap();
    shown.text(String::from_utf8_lossy(value));
    shown.debug(&Auth::Sign { credential: &keys, key: &key });

    let other = SigningKey::derive(keys.secret_key(), at.date(), "ecm\n");
    shown.failed(sign(&request, ID, &other, at).map(|_| ()));
    let parameters = [("Action", "DescribeImage"), ("Limit", "1")];
    let source = v1::SourceText { method: "GET", host: "h", parameters: &parameters };
    shown.text(source.sign(v1::Algorithm::HmacSha1, keys.secret_key()));
}

/// At every step, the machine as a whole.
#[test]
fn a_call() {
    let mut shown = Shown::new();
    let (keys, clock) = (credential(), tencentcloud_client::SystemClock);
    for request in forms() {
        let now = clock.now();
        let key = SigningKey::derive(keys.secret_key(), now.unix.date(), "ecm");
        let auth = Auth::Sign { credential: &keys, key: &key };
        let mut shared = AccountState::default();
        let origin = Endpoint::nearest().origin("ecm").unwrap();
        shown.debug(&origin);
        let mut call = Call::new(request, origin, Limits::default());
        shown.debug(&call);
        let outcomes = [
            Err(TransportError::new(TransportErrorKind::Closed, Sent::Maybe)),
            Ok(RawResponse::new(
                http::StatusCode::OK,
                HeaderMap::new(),
                Bytes::from_static(DONE.as_bytes()),
            )),
        ];
        for outcome in outcomes {
            while let Step::Wait(delay) = call.next(now, &mut shared) {
                assert!(delay < Duration::from_mins(1));
            }
            call.sign(now, auth).unwrap();
            shown.debug(&call);
            shown.debug(&outcome);
            call.receive(now, outcome);
            shown.debug(&call);
            shown.debug(&shared);
        }
        shown.debug(&call.next(now, &mut shared));
        shown.debug(&call);
    }
}

/// The other side of a signature: its keys, and why it refuses one.
#[test]
fn a_verifier() {
    let mut shown = Shown::new();
    let keys = credential();
    let key = Key::new(Secret::new(KEY), "100000000001").with_token(Secret::new(TOKEN));
    let ring = KeyRing::from_iter([(ID, key.clone())]);
    let other = Key::new(Secret::new("test-other-key"), "100000000001");
    let others = KeyRing::from_iter([(ID, other.with_token(Secret::new(TOKEN)))]);
    let without = KeyRing::from_iter([(ID, Key::new(Secret::new(KEY), "100000000001"))]);
    shown.debug(&key);
    shown.debug(&ring);
    shown.debug(&ring.key(ID));
    shown.debug(&Policy::strict());

    let now = tencentcloud_client::SystemClock.now();
    let signing_key = SigningKey::derive(keys.secret_key(), now.unix.date(), "ecm");
    let auth = Auth::Sign { credential: &keys, key: &signing_key };
    let origin = Endpoint::nearest().origin("ecm").unwrap();
    for request in forms() {
        let Ok(signed) = request.to_http(&origin, now, auth) else { continue };
        let raw = RawRequest::from_http(&signed);
        shown.debug(&raw);
        shown.debug(&Scheme::of(&raw));
        for ring in [&ring, &others, &without, &KeyRing::new()] {
            let product = |_: &tencentcloud_verify::AuthorizationHeader<'_>| "ecm".to_owned();
            match verify(&raw, ring, now.unix, &product, &Policy::default()) {
                Ok(verified) => shown.debug(&verified),
                Err(refusal) => shown.error(&refusal),
            }
        }
    }
}

/// What a program's tests show, and what they write to files.
#[test]
fn doubles_and_recordings() {
    let mut shown = Shown::new();
    let script = Scripted::new().otherwise(|_| tencentcloud_testing::ScriptedResponse::json(DONE));
    let capture = Capture::new(script.clone());
    let client = blocking::Client::builder(capture.clone()).credentials(credential()).build();
    for request in forms() {
        client.request(request).send().unwrap();
    }
    shown.debug(&script);
    shown.debug(&capture);
    let recording = capture.recording();
    shown.debug(&recording);
    shown.text(recording.to_json());

    let replay = Replay::new(recording);
    let client = blocking::Client::builder(replay.clone()).credentials(credential()).build();
    shown.debug(&client.request(forms().remove(0)).send().unwrap());
    for request in forms() {
        // Asked otherwise than it was recorded.
        shown.failed(client.request(request.region("ap-guangzhou")).send());
    }
    shown.debug(&replay);
    shown.debug(&replay.unused());
    shown.failed(tencentcloud_testing::Recording::from_json(&format!(
        "{{\"format\": \"{TOKEN}\"}}"
    )));
}
