//! Checks of the timestamp, the token and repeated headers.

use super::*;

#[test]
fn window_includes_both_ends() {
    let raw = Sample::default().raw();
    for (now, fine) in [(AT - 301, false), (AT - 300, true), (AT + 300, true), (AT + 301, false)] {
        let decision = decide_with(&raw, &keys(), now, &Policy::default());
        let expected = VerifyError::SignatureExpire { timestamp: AT.to_string(), now: at(now) };
        assert_eq!(decision.is_ok(), fine, "{now}");
        assert!(fine || decision == Err(expected), "{now}");
    }
}

#[test]
fn timestamp_is_rejected_when_missing_or_not_a_number() {
    let raw = Sample::default().raw();
    let line = format!("X-TC-Timestamp: {AT}");
    for (to, error) in [
        ("X-A: 1", VerifyError::MissingParameter("Timestamp")),
        ("X-TC-Timestamp:", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: -1", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 1.7e9", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 2023-11-15", VerifyError::InvalidParameter("Timestamp")),
        // Core signs the same number for these two.
        ("X-TC-Timestamp: 01700006401", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 00", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: \u{e9}", VerifyError::InvalidParameter("Timestamp")),
    ] {
        assert_eq!(decide(&edit(&raw, &line, to)), Err(error), "{to}");
    }
    let (before, after) = raw.split_once(&line).unwrap();
    let bytes = [before.as_bytes(), b"X-TC-Timestamp: \xff", after.as_bytes()].concat();
    let request = RawRequest::parse(&bytes).unwrap();
    let product = |_: &AuthorizationHeader<'_>| "ecm".to_owned();
    assert_eq!(
        verify(&request, &keys(), at(AT), &product, &Policy::default()),
        Err(VerifyError::InvalidParameter("Timestamp"))
    );
}

/// Milliseconds are a common mistake.
#[test]
fn expired_timestamp_is_reported_as_received() {
    let raw = Sample::default().raw();
    for sent in ["1700006401000", "99999999999999999999", "1", "0"] {
        let late = edit(&raw, &format!("X-TC-Timestamp: {AT}"), &format!("X-TC-Timestamp: {sent}"));
        let error = VerifyError::SignatureExpire { timestamp: sent.to_owned(), now: at(AT) };
        assert!(error.to_string().contains(&format!("timestamp {sent} is")), "{error}");
        assert_eq!(decide(&late), Err(error));
    }
}

#[test]
fn repeated_timestamp_is_rejected() {
    let more_headers = &*format!("X-TC-Timestamp: {AT}\n");
    let raw = Sample { more_headers, ..Sample::default() }.raw();
    assert_eq!(decide(&raw), Err(VerifyError::RepeatedParameter("Timestamp".to_owned())));
}

#[test]
fn secret_id_is_missing_without_authorization() {
    let raw = edit(&Sample::default().raw(), "Authorization", "X-A");
    assert_eq!(decide(&raw), Err(VerifyError::MissingParameter("SecretId")));
}

#[test]
fn repeated_security_header_is_rejected() {
    for (name, value) in [
        ("Authorization", "TC3-HMAC-SHA256 x"),
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
        let raw = Sample { more_headers, ..Sample::default() }.raw();
        let fault = AuthorizationFault::RepeatedHeader(name.to_ascii_lowercase());
        assert_eq!(decide_with(&raw, &keys, AT, &Policy::default()), Err(fault.into()), "{name}");
    }
}

#[test]
fn token_is_accepted_only_with_its_key() {
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
        let raw = Sample { more_headers: sent, ..Sample::default() }.raw();
        let decision = decide_with(&raw, &keys, AT, &Policy::default());
        if fine {
            assert!(decision.is_ok(), "{known:?} {sent:?}");
        } else {
            assert_eq!(decision, Err(VerifyError::TokenFailure), "{known:?} {sent:?}");
        }
    }
}
