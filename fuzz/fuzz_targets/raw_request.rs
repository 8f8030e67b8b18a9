//! Any bytes as an HTTP request: they are refused, or read as they are, and
//! then verified. The seeds are requests of official clients, whose key the
//! verifier knows, so that every step of it is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_verify::{AuthorizationHeader, Key, KeyRing, Policy, RawRequest, VerifyError, Scheme, form, verify};

const ID: &str = "test-secret-id-000001";

fuzz_target!(|raw: &[u8]| {
    let Ok(request) = RawRequest::parse(raw) else { return };

    // What was read are the bytes that were there.
    let (path, query) = (request.path(), request.query());
    let start = match query {
        "" => format!("{} {path}", request.method()),
        query => format!("{} {path}?{query}", request.method()),
    };
    assert!(raw.starts_with(start.as_bytes()), "{start:?}");
    assert!(raw.ends_with(request.body()));
    if let Ok(Some(length)) = request.header("Content-Length") {
        assert_eq!(length.parse(), Ok(request.body().len()));
    }
    assert_eq!(request.host(), request.header("hOST").ok().flatten());

    let key = Key::new(Secret::new("test-secret-key-000001"), "100000000001");
    let with_token = key.clone().with_token(Secret::new("FAKETOKENabc"));
    for key in [key, with_token] {
        decide(&request, &KeyRing::from_iter([(ID, key)]));
    }
});

/// Verifies at the second at which the request says that it was made.
fn decide(request: &RawRequest, keys: &KeyRing) {
    let scheme = Scheme::of(request);
    let now = Timestamp::saturating(sent_at(request, scheme).unwrap_or_default());
    let product = |claim: &AuthorizationHeader<'_>| claim.service.to_owned();
    match verify(request, keys, now, &product, &Policy::strict()) {
        Ok(verified) => {
            assert_eq!((&*verified.secret_id, &*verified.account), (ID, "100000000001"));
            assert_eq!((verified.scheme, verified.timestamp), (scheme, now));
            // Whoever is strict accepts no more than whoever is not.
            let again = verify(request, keys, now, &product, &Policy::default());
            assert_eq!(again, Ok(verified));
        }
        Err(refusal) => {
            assert_eq!(scheme == Scheme::Skip, refusal == VerifyError::Skipped);
            assert!(!refusal.code().as_str().is_empty());
            let shown = format!("{refusal} {refusal:?}");
            assert!(!shown.contains("test-secret-key-000001"));
            if let VerifyError::SignatureFailure(mismatch) = refusal {
                let is_tc3 = mismatch.canonical_request.is_some();
                assert_eq!(is_tc3, scheme == Scheme::Tc3);
                let lines = mismatch.string_to_sign.split('\n').count();
                assert!(lines == 4 || !is_tc3, "{mismatch:?}");
            }
        }
    }
}

fn sent_at(request: &RawRequest, scheme: Scheme) -> Option<u64> {
    if scheme == Scheme::V1 {
        let pairs = form::decode(request.form()?).ok()?;
        pairs.iter().find(|(name, _)| name == "Timestamp")?.1.parse().ok()
    } else {
        request.header("x-tc-timestamp").ok()??.parse().ok()
    }
}
