//! Time, token, and headers that must be there, once.

use sha2::Digest;

use super::*;

#[test]
fn the_window_includes_its_ends() {
    let raw = Sample::default().raw();
    for (now, fine) in [(AT - 301, false), (AT - 300, true), (AT + 300, true), (AT + 301, false)] {
        let decision = decide_with(&raw, &keys(), now, &Policy::default());
        let expected = VerifyError::SignatureExpire { timestamp: AT.to_string(), now: at(now) };
        assert_eq!(decision.is_ok(), fine, "{now}");
        assert!(fine || decision == Err(expected), "{now}");
    }
}

#[test]
fn a_timestamp_is_a_number_and_there() {
    let raw = Sample::default().raw();
    let line = format!("X-TC-Timestamp: {AT}");
    for (to, refusal) in [
        ("X-A: 1", VerifyError::MissingParameter("Timestamp")),
        ("X-TC-Timestamp:", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: -1", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 1.7e9", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 2023-11-15", VerifyError::InvalidParameter("Timestamp")),
        // Core signs the number, which is the same.
        ("X-TC-Timestamp: 01700006401", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: 00", VerifyError::InvalidParameter("Timestamp")),
        ("X-TC-Timestamp: \u{e9}", VerifyError::InvalidParameter("Timestamp")),
    ] {
        assert_eq!(decide(&edit(&raw, &line, to)), Err(refusal), "{to}");
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

/// Milliseconds are the usual slip. Whatever was sent is what is told.
#[test]
fn a_timestamp_of_any_size_is_told_as_it_was_sent() {
    let raw = Sample::default().raw();
    for sent in ["1700006401000", "99999999999999999999", "1", "0"] {
        let late = edit(&raw, &format!("X-TC-Timestamp: {AT}"), &format!("X-TC-Timestamp: {sent}"));
        let refusal = VerifyError::SignatureExpire { timestamp: sent.to_owned(), now: at(AT) };
        assert!(refusal.to_string().contains(&format!("timestamp {sent} is")), "{refusal}");
        assert_eq!(decide(&late), Err(refusal));
    }
}

#[test]
fn a_timestamp_is_there_once() {
    let more_headers = &*format!("X-TC-Timestamp: {AT}\n");
    let raw = Sample { more_headers, ..Sample::default() }.raw();
    assert_eq!(decide(&raw), Err(VerifyError::RepeatedParameter("Timestamp".to_owned())));
}

#[test]
fn without_authorization_the_secret_id_is_missing() {
    let raw = edit(&Sample::default().raw(), "Authorization", "X-A");
    assert_eq!(decide(&raw), Err(VerifyError::MissingParameter("SecretId")));
}

#[test]
fn a_header_that_decides_may_not_be_there_twice() {
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
        let raw = Sample { more_headers: sent, ..Sample::default() }.raw();
        let decision = decide_with(&raw, &keys, AT, &Policy::default());
        if fine {
            assert!(decision.is_ok(), "{known:?} {sent:?}");
        } else {
            assert_eq!(decision, Err(VerifyError::TokenFailure), "{known:?} {sent:?}");
        }
    }
}

/// HMAC takes these for the same keys: zeros fill a key up to 64 bytes, and a
/// longer one is hashed.
#[test]
fn tokens_are_the_same_if_their_bytes_are() {
    let long = [b'x'; 65];
    let hashed = Sha256::digest(long);
    for (one, other) in [
        (&b"t"[..], &b"t\0"[..]),
        (b"", b"\0"),
        (&long, &hashed),
        (b"t", b"T"),
        (b"t", b""),
        (b"\xff", b"\xfe"),
    ] {
        assert!(!is_same(one, other) && !is_same(other, one), "{one:?} {other:?}");
        assert!(is_same(one, one) && is_same(other, other), "{one:?} {other:?}");
    }
}
