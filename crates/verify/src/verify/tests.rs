//! Every check of verification, and their order.

mod parameters;
mod scope;
mod v1;

use tencentcloud_core::{
    Secret,
    sign::{CanonicalRequest, Payload, SigningKey, sign},
};

use super::*;
use crate::{AuthorizationFault, KeyRing};

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
/// One second after midnight, so that the window includes the previous day.
const AT: u64 = 1_700_006_401;

/// A POST with the body `{}`, signed by core.
struct Sample<'a> {
    host: &'a str,
    signed_host: &'a str,
    service: &'a str,
    timestamp: u64,
    more_headers: &'a str,
}

impl Default for Sample<'_> {
    fn default() -> Self {
        Self {
            host: "ecm.tencentcloudapi.com",
            signed_host: "ecm.tencentcloudapi.com",
            service: "ecm",
            timestamp: AT,
            more_headers: "",
        }
    }
}

impl Sample<'_> {
    fn canonical(&self) -> CanonicalRequest<'_> {
        CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: self.signed_host,
            signed_headers: &[],
            payload: Payload::Signed(b"{}"),
        }
    }

    fn raw(&self) -> String {
        let at = at(self.timestamp);
        let key = SigningKey::derive(&Secret::new(KEY), at.date(), self.service);
        let request = self.canonical();
        let authorization = sign(&request, ID, &key, at).unwrap();
        format!(
            "POST / HTTP/1.1\nHost: {}\nContent-Type: application/json\nX-TC-Timestamp: {}\n\
             Authorization: {authorization}\n{}\n{{}}",
            self.host, self.timestamp, self.more_headers
        )
    }
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::new(seconds).unwrap()
}

fn keys() -> KeyRing {
    let key = Key::new(Secret::new(KEY), "100000000001");
    [(ID, key)].into_iter().collect()
}

fn decide_with(
    raw: &str,
    keys: &KeyRing,
    now: u64,
    policy: &Policy,
) -> Result<Verified, VerifyError> {
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    verify(&request, keys, at(now), &|_| "ecm".to_owned(), policy)
}

fn decide(raw: &str) -> Result<Verified, VerifyError> {
    decide_with(raw, &keys(), AT, &Policy::default())
}

/// Replaces `from`, which must occur, by `to`.
fn edit(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "nothing to replace: {from}");
    text.replace(from, to)
}

#[test]
fn valid_request_is_accepted_with_its_facts() {
    let verified = decide(&Sample::default().raw()).unwrap();
    assert_eq!(
        verified,
        Verified {
            scheme: Scheme::Tc3,
            secret_id: ID.to_owned(),
            account: "100000000001".to_owned(),
            service: "ecm".to_owned(),
            product: "ecm".to_owned(),
            timestamp: at(AT),
        }
    );
}

#[test]
fn product_is_derived_from_the_authorization_header() {
    let raw = Sample::default().raw();
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    let product =
        |header: &AuthorizationHeader<'_>| format!("{}-of-{}", header.service, header.secret_id);
    let error = verify(&request, &keys(), at(AT), &product, &Policy::strict()).unwrap_err();
    assert_eq!(
        error,
        VerifyError::InvalidAuthorization(AuthorizationFault::Service {
            claimed: "ecm".to_owned(),
            product: format!("ecm-of-{ID}"),
        })
    );
}

#[test]
fn first_failed_check_is_reported() {
    // Everything is wrong here. Correcting one thing after another shows the order.
    let signature = "Signature=";
    let raw = Sample { service: "cvm", more_headers: "X-TC-Token: t\n", ..Sample::default() }.raw();
    let raw = edit(&raw, "{}", "[]");
    let no_keys = KeyRing::new();
    let late = AT + 301;
    let code = |raw: &str, keys: &KeyRing, now| {
        let decision = decide_with(raw, keys, now, &Policy::default());
        decision.unwrap_err().code().as_str()
    };
    assert_eq!(
        code(&edit(&raw, signature, "S="), &no_keys, late),
        "AuthFailure.InvalidAuthorization"
    );
    assert_eq!(code(&raw, &no_keys, late), "AuthFailure.SecretIdNotFound");
    assert_eq!(code(&raw, &keys(), late), "AuthFailure.TokenFailure");
    let raw = edit(&raw, "X-TC-Token", "X-A");
    assert_eq!(code(&raw, &keys(), late), "AuthFailure.SignatureExpire");
    assert_eq!(code(&raw, &keys(), AT), "AuthFailure.InvalidAuthorization");
    let raw = edit(&raw, "/cvm/", "/ecm/");
    assert_eq!(code(&raw, &keys(), AT), "AuthFailure.SignatureFailure");
}

#[test]
fn empty_key_accepts_no_signature() {
    let keys: KeyRing = [(ID, Key::new(Secret::new(""), "100000000001"))].into_iter().collect();
    let key = SigningKey::derive(&Secret::new(""), at(AT).date(), "ecm");
    let sample = Sample::default();
    let canonical = sample.canonical();
    let authorization = sign(&canonical, ID, &key, at(AT)).unwrap().to_string();
    let raw = sample.raw();
    let old = raw.lines().find_map(|line| line.strip_prefix("Authorization: ")).unwrap();
    let tc3 = edit(&raw, old, &authorization);
    for raw in [tc3, v1::signed_with("")] {
        let decision = decide_with(&raw, &keys, AT, &Policy::default());
        assert_eq!(decision, Err(VerifyError::SecretIdNotFound), "{raw}");
    }
    assert!(decide(&v1::signed_with(KEY)).is_ok());
}

#[test]
fn error_contains_neither_key_nor_signature() {
    let raw = Sample::default().raw();
    let right = raw.split_once("Signature=").unwrap().1.lines().next().unwrap();
    let error = decide(&edit(&raw, right, &"0".repeat(64))).unwrap_err();
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(shown.contains("content-type:application/json"), "{shown}");
    assert!(!shown.contains(right) && !shown.contains(KEY), "{shown}");
}
