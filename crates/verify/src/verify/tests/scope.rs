//! Checks of the scope, the signed host and the content type.

use sha2::{Digest, Sha256};
use tencentcloud_core::sign::StringToSign;

use super::*;

#[test]
fn scope_names_the_product_or_the_first_label_of_the_host() {
    for (host, service, default, strict) in [
        ("127.0.0.1:18080", "ecm", true, true),
        ("127.0.0.1:18080", "127", true, false),
        ("http://127.0.0.1:18080", "127", true, false),
        ("localhost:8080", "localhost:8080", true, false),
        ("cvm.tencentcloudapi.com", "cvm", true, false),
        ("cvm.tencentcloudapi.com", "ecm", true, true),
        ("ecm.tencentcloudapi.com", "cvm", false, false),
    ] {
        let raw = Sample { host, signed_host: host, service, ..Sample::default() }.raw();
        for (policy, fine) in [(Policy::default(), default), (Policy::strict(), strict)] {
            let decision = decide_with(&raw, &keys(), AT, &policy);
            let fault = AuthorizationFault::Service {
                claimed: service.to_owned(),
                product: "ecm".to_owned(),
            };
            assert_eq!(decision.is_ok(), fine, "{host} {service} {policy:?}");
            assert!(fine || decision == Err(fault.into()), "{host} {service}");
        }
        let policy = Policy { services: crate::Services::Any, ..Policy::default() };
        let verified = decide_with(&raw, &keys(), AT, &policy).unwrap();
        assert_eq!((&*verified.service, &*verified.product), (service, "ecm"));
        let forged = edit(&raw, "\n{}", "\n[]");
        let decision = decide_with(&forged, &keys(), AT, &policy);
        assert!(matches!(decision, Err(VerifyError::SignatureFailure(_))), "{decision:?}");
    }
}

#[test]
fn host_is_accepted_as_received_or_without_port() {
    for (host, signed_host, fine) in [
        ("127.0.0.1:18080", "127.0.0.1:18080", true),
        ("127.0.0.1:18080", "127.0.0.1", true),
        ("http://127.0.0.1:18080", "http://127.0.0.1:18080", true),
        ("http://127.0.0.1:18080", "127.0.0.1:18080", false),
        ("127.0.0.1", "127.0.0.1:80", false),
        ("127.0.0.1:18080", "127.0.0.1:18081", false),
        ("ecm.tencentcloudapi.com", "cvm.tencentcloudapi.com", false),
    ] {
        let raw = Sample { host, signed_host, ..Sample::default() }.raw();
        assert_eq!(decide(&raw).is_ok(), fine, "{host} {signed_host}");
        let strict = decide_with(&raw, &keys(), AT, &Policy::strict());
        assert_eq!(strict.is_ok(), fine && host == signed_host, "{host} {signed_host}");
    }
}

/// The SDK for Python signs the host as the user has written it. Core lower-cases it,
/// so the test signs by itself.
#[test]
fn upper_case_host_is_accepted_unless_strict() {
    let host = "LocalHost:18080";
    let raw = Sample { host, signed_host: host, ..Sample::default() }.raw();
    let lower = raw.lines().find_map(|line| line.split_once("Signature=")).unwrap().1;
    for (signed, default, strict) in [
        ("localhost:18080", true, true),
        ("LocalHost:18080", true, false),
        ("LocalHost", true, false),
        ("LOCALHOST:18080", false, false),
    ] {
        let text = format!(
            "POST\n/\n\ncontent-type:application/json\nhost:{signed}\n\ncontent-type;host\n\
             44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
        let key = SigningKey::derive(&Secret::new(KEY), at(AT).date(), "ecm");
        let hashed_request = Sha256::digest(text).into();
        let signature = key.sign(&StringToSign { at: at(AT), scope: key.scope(), hashed_request });
        let raw = edit(&raw, lower, &signature.to_string());
        assert_eq!(decide(&raw).is_ok(), default, "{signed}");
        let decision = decide_with(&raw, &keys(), AT, &Policy::strict());
        assert_eq!(decision.is_ok(), strict, "{signed}");
    }
}

/// Core lower-cases the content type, so the test signs by itself.
#[test]
fn upper_case_content_type_is_accepted_unless_strict() {
    let cased = "application/JSON";
    let text = format!(
        "POST\n/\n\ncontent-type:{cased}\nhost:ecm.tencentcloudapi.com\n\ncontent-type;host\n\
         44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    );
    let key = SigningKey::derive(&Secret::new(KEY), at(AT).date(), "ecm");
    let hashed_request = Sha256::digest(text).into();
    let signature = key.sign(&StringToSign { at: at(AT), scope: key.scope(), hashed_request });
    let raw = edit(&Sample::default().raw(), "application/json", cased);
    assert!(decide_with(&raw, &keys(), AT, &Policy::strict()).is_ok());
    let right = raw.lines().find_map(|line| line.split_once("Signature=")).unwrap().1;
    let raw = edit(&raw, right, &signature.to_string());
    assert!(decide(&raw).is_ok());
    let strict = decide_with(&raw, &keys(), AT, &Policy::strict());
    assert!(matches!(strict, Err(VerifyError::SignatureFailure(_))), "{strict:?}");
}

#[test]
fn date_of_another_day_in_the_scope_is_rejected() {
    let raw = Sample::default().raw();
    // Either only the scope has the previous day, or everything is signed for it, as by
    // a signer in local time.
    let only_scope = edit(&raw, "/2023-11-15/", "/2023-11-14/");
    let key = SigningKey::derive(&Secret::new(KEY), at(AT - 2).date(), "ecm");
    let signature = key.sign(&StringToSign {
        at: at(AT),
        scope: key.scope(),
        hashed_request: Sample::default().canonical().hash(),
    });
    let right = raw.lines().find_map(|line| line.split_once("Signature="));
    let everything = edit(&only_scope, right.unwrap().1, &signature.to_string());
    for raw in [only_scope, everything] {
        let Err(VerifyError::SignatureFailure(mismatch)) = decide(&raw) else {
            panic!("accepted, or rejected for another reason");
        };
        let scope = mismatch.string_to_sign.lines().nth(2);
        assert_eq!(scope, Some("2023-11-15/ecm/tc3_request"));
    }
}
