//! Arbitrary bytes as an HTTP request: parsing fails, or keeps the bytes unchanged and
//! verification and diagnosis do not panic. The seeds are requests of official clients with a known
//! key, so that every check is reached.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_core::{Secret, Timestamp};
use tencentcloud_verify::{
    AuthorizationHeader, Key, KeyRing, Policy, RawRequest, Scheme, ServerFacts, VerifyError,
    diagnose, form, verify,
};

const ID: &str = "test-secret-id-000001";

fuzz_target!(|raw: &[u8]| {
    let Ok(request) = RawRequest::parse(raw) else { return };

    // The parsed parts are the bytes of the input.
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

/// Verifies at the time of the timestamp.
fn decide(request: &RawRequest, keys: &KeyRing) {
    let scheme = Scheme::of(request);
    let now = Timestamp::saturating(sent_at(request, scheme).unwrap_or_default());
    let product = |header: &AuthorizationHeader<'_>| header.service.to_owned();
    match verify(request, keys, now, &product, &Policy::strict()) {
        Ok(verified) => {
            assert_eq!((&*verified.secret_id, &*verified.account), (ID, "100000000001"));
            assert_eq!((verified.scheme, verified.timestamp), (scheme, now));
            // The default policy accepts everything that the strict one does.
            let again = verify(request, keys, now, &product, &Policy::default());
            assert_eq!(again, Ok(verified));
        }
        Err(error) => {
            assert_eq!(scheme == Scheme::Skip, error == VerifyError::Skipped);
            assert!(!error.code().as_str().is_empty());
            let diagnosis = diagnose(&error, request, keys, &ServerFacts::new(&["ecm", "cvm"]));
            let shown = format!("{error} {error:?} {diagnosis:?}");
            assert!(!shown.contains("test-secret-key-000001"));
            if let VerifyError::SignatureFailure(mismatch) = error {
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
