//! Each step of the decision, and that it comes in its turn.

use tencentcloud_core::sign::{CanonicalRequest, Payload, sign};

use super::*;
use crate::KeyRing;

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";
/// One second after midnight, so that the day before is in reach of the window.
const AT: u64 = 1_700_006_401;

/// A POST of `{}`, signed by core's signer.
struct Sample<'a> {
    host: &'a str,
    signed_host: &'a str,
    service: &'a str,
    /// The date of the key; the scope shows that of [`AT`] in any case.
    key_date_of: u64,
    more_headers: &'a str,
}

impl Default for Sample<'_> {
    fn default() -> Self {
        Self {
            host: "ecm.tencentcloudapi.com",
            signed_host: "ecm.tencentcloudapi.com",
            service: "ecm",
            key_date_of: AT,
            more_headers: "",
        }
    }
}

impl Sample<'_> {
    fn raw(&self) -> String {
        let at = at(self.key_date_of);
        let key = SigningKey::derive(&Secret::new(KEY), at.date(), self.service);
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: self.signed_host,
            signed_headers: &[],
            payload: Payload::Signed(b"{}"),
        };
        let authorization = sign(&request, ID, &key, at).unwrap();
        format!(
            "POST / HTTP/1.1\nHost: {}\nContent-Type: application/json\nX-TC-Timestamp: {}\n\
             Authorization: {authorization}\n{}\n{{}}",
            self.host, self.key_date_of, self.more_headers
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

fn decide_with(raw: &str, keys: &KeyRing, now: u64, policy: &Policy) -> Result<Verified, Refusal> {
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    verify(&request, keys, at(now), &|_| "ecm".to_owned(), policy)
}

fn decide(raw: &str) -> Result<Verified, Refusal> {
    decide_with(raw, &keys(), AT, &Policy::default())
}

/// `text` with `from`, which it contains, replaced by `to`.
fn edit(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "nothing to replace: {from}");
    text.replace(from, to)
}

#[test]
fn a_signed_request_is_accepted_and_told_about() {
    let verified = decide(&Sample::default().raw()).unwrap();
    assert_eq!(
        verified,
        Verified {
            secret_id: ID.to_owned(),
            account: "100000000001".to_owned(),
            service: "ecm".to_owned(),
            product: "ecm".to_owned(),
            timestamp: at(AT),
        }
    );
}

#[test]
fn the_product_is_asked_for_with_what_the_request_claims() {
    let raw = Sample::default().raw();
    let request = RawRequest::parse(raw.as_bytes()).unwrap();
    let product = |claim: &Claim<'_>| format!("{}-of-{}", claim.service, claim.secret_id);
    let refusal = verify(&request, &keys(), at(AT), &product, &Policy::strict()).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::InvalidAuthorization(AuthorizationFault::Service {
            claimed: "ecm".to_owned(),
            product: format!("ecm-of-{ID}"),
        })
    );
}

#[test]
fn the_window_includes_its_ends() {
    let raw = Sample::default().raw();
    for (now, fine) in [
        (AT - 301, false),
        (AT - 300, true),
        (AT + 300, true),
        (AT + 301, false),
    ] {
        let decision = decide_with(&raw, &keys(), now, &Policy::default());
        let expected = Refusal::SignatureExpire {
            timestamp: AT,
            now: at(now),
        };
        assert_eq!(decision.is_ok(), fine, "{now}");
        assert!(fine || decision == Err(expected), "{now}");
    }
}

#[test]
fn a_timestamp_is_a_number_and_there() {
    let raw = Sample::default().raw();
    let line = format!("X-TC-Timestamp: {AT}");
    for (to, refusal) in [
        ("X-A: 1", Refusal::MissingParameter("Timestamp")),
        ("X-TC-Timestamp:", Refusal::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: -1", Refusal::InvalidParameter("Timestamp")),
        (
            "X-TC-Timestamp: 1.7e9",
            Refusal::InvalidParameter("Timestamp"),
        ),
        (
            "X-TC-Timestamp: 2023-11-15",
            Refusal::InvalidParameter("Timestamp"),
        ),
        (
            // Milliseconds, the usual slip.
            "X-TC-Timestamp: 1700006401000",
            Refusal::SignatureExpire {
                timestamp: 1_700_006_401_000,
                now: at(AT),
            },
        ),
        (
            "X-TC-Timestamp: 99999999999999999999",
            Refusal::SignatureExpire {
                timestamp: u64::MAX,
                now: at(AT),
            },
        ),
    ] {
        assert_eq!(decide(&edit(&raw, &line, to)), Err(refusal), "{to}");
    }
}

#[test]
fn without_authorization_the_secret_id_is_missing() {
    let raw = edit(&Sample::default().raw(), "Authorization", "X-A");
    assert_eq!(decide(&raw), Err(Refusal::MissingParameter("SecretId")));
}

#[test]
fn a_header_that_decides_may_not_be_there_twice() {
    for (name, value) in [
        ("Authorization", "TC3-HMAC-SHA256 x"),
        ("X-TC-Timestamp", "1700006401"),
        ("X-TC-Token", "a\nX-TC-Token: a"),
        ("X-TC-Content-SHA256", "a\nX-TC-Content-SHA256: a"),
        ("Host", "ecm.tencentcloudapi.com"),
        ("Content-Type", "application/json"),
    ] {
        let mut keys = keys();
        if name == "X-TC-Token" {
            let key = Key::new(Secret::new(KEY), "1").with_token(Secret::new("a"));
            keys.insert(ID, key);
        }
        let more_headers = &*format!("{name}: {value}\n");
        let raw = Sample {
            more_headers,
            ..Sample::default()
        }
        .raw();
        let fault = AuthorizationFault::RepeatedHeader(name.to_ascii_lowercase());
        assert_eq!(
            decide_with(&raw, &keys, AT, &Policy::default()),
            Err(fault.into()),
            "{name}"
        );
    }
}

#[test]
fn a_token_belongs_to_its_key() {
    for (known, sent, fine) in [
        (None, "", true),
        (Some("t"), "X-TC-Token: t\n", true),
        (None, "X-TC-Token: t\n", false),
        (None, "X-TC-Token:\n", false),
        (Some("t"), "", false),
        (Some("t"), "X-TC-Token: T\n", false),
        (Some("t"), "X-TC-Token: tt\n", false),
    ] {
        let mut key = Key::new(Secret::new(KEY), "1");
        key.token = known.map(Secret::new);
        let keys = [(ID, key)].into_iter().collect();
        let raw = Sample {
            more_headers: sent,
            ..Sample::default()
        }
        .raw();
        let decision = decide_with(&raw, &keys, AT, &Policy::default());
        if fine {
            assert!(decision.is_ok(), "{known:?} {sent:?}");
        } else {
            assert_eq!(decision, Err(Refusal::TokenFailure), "{known:?} {sent:?}");
        }
    }
}

#[test]
fn a_scope_names_the_product_or_by_default_the_hosts_first_label() {
    for (host, service, default, strict) in [
        ("127.0.0.1:18080", "ecm", true, true),
        ("127.0.0.1:18080", "127", true, false),
        ("http://127.0.0.1:18080", "127", true, false),
        ("localhost:8080", "localhost:8080", true, false),
        ("cvm.tencentcloudapi.com", "cvm", true, false),
        ("cvm.tencentcloudapi.com", "ecm", true, true),
        ("ecm.tencentcloudapi.com", "cvm", false, false),
    ] {
        let raw = Sample {
            host,
            signed_host: host,
            service,
            ..Sample::default()
        }
        .raw();
        for (policy, fine) in [(Policy::default(), default), (Policy::strict(), strict)] {
            let decision = decide_with(&raw, &keys(), AT, &policy);
            let fault = AuthorizationFault::Service {
                claimed: service.to_owned(),
                product: "ecm".to_owned(),
            };
            assert_eq!(decision.is_ok(), fine, "{host} {service} {policy:?}");
            assert!(fine || decision == Err(fault.into()), "{host} {service}");
        }
    }
}

#[test]
fn a_host_is_signed_as_sent_or_without_its_port() {
    for (host, signed_host, fine) in [
        ("127.0.0.1:18080", "127.0.0.1:18080", true),
        ("127.0.0.1:18080", "127.0.0.1", true),
        ("http://127.0.0.1:18080", "http://127.0.0.1:18080", true),
        ("http://127.0.0.1:18080", "127.0.0.1:18080", false),
        ("127.0.0.1", "127.0.0.1:80", false),
        ("127.0.0.1:18080", "127.0.0.1:18081", false),
        ("ecm.tencentcloudapi.com", "cvm.tencentcloudapi.com", false),
    ] {
        let raw = Sample {
            host,
            signed_host,
            ..Sample::default()
        }
        .raw();
        assert_eq!(decide(&raw).is_ok(), fine, "{host} {signed_host}");
    }
}

#[test]
fn the_date_of_the_scope_is_that_of_the_timestamp() {
    let raw = Sample::default().raw();
    // Either the scope alone lies, with the right date signed; or all of the
    // signature was made for the day before, as a signer in local time does it.
    let scope_lies = edit(&raw, "/2023-11-15/", "/2023-11-14/");
    let other_day = Sample {
        key_date_of: AT - 2,
        ..Sample::default()
    };
    let all_lies = edit(&other_day.raw(), &(AT - 2).to_string(), &AT.to_string());
    assert!(all_lies.contains("/2023-11-14/"));
    for raw in [scope_lies, all_lies] {
        let Err(Refusal::SignatureFailure(mismatch)) = decide(&raw) else {
            panic!("accepted, or refused for another reason");
        };
        let scope = mismatch.string_to_sign.lines().nth(2);
        assert_eq!(scope, Some("2023-11-15/ecm/tc3_request"));
    }
}

#[test]
fn what_is_wrong_first_is_told_first() {
    // Everything is wrong here; mending one thing after the other shows the order.
    let signature = "Signature=";
    let raw = Sample {
        service: "cvm",
        more_headers: "X-TC-Token: t\n",
        ..Sample::default()
    }
    .raw();
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
fn a_refusal_tells_neither_key_nor_signature() {
    let raw = Sample::default().raw();
    let right = raw
        .split_once("Signature=")
        .unwrap()
        .1
        .lines()
        .next()
        .unwrap();
    let refusal = decide(&edit(&raw, right, &"0".repeat(64))).unwrap_err();
    let shown = format!("{refusal} {refusal:?} {refusal:#?}");
    assert!(shown.contains("content-type:application/json"), "{shown}");
    assert!(!shown.contains(right) && !shown.contains(KEY), "{shown}");
}
