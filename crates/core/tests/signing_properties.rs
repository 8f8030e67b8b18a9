//! Properties of signatures of random requests.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::HeaderValue;
use proptest::prelude::*;
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{CanonicalRequest, Payload, SignError, Signer, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

/// All inputs of a TC3 signature.
#[derive(Debug, Clone, PartialEq)]
struct Case {
    method: String,
    query: String,
    content_type: String,
    host: String,
    headers: Vec<(String, String)>,
    payload: Option<Vec<u8>>,
    service: String,
    secret: String,
    at: u64,
}

impl Case {
    fn at(&self) -> Timestamp {
        Timestamp::saturating(self.at)
    }

    fn key(&self) -> SigningKey {
        SigningKey::derive(
            &Secret::new(self.secret.clone()),
            self.at().date(),
            self.service.clone(),
        )
    }

    /// The `Authorization` value with this key.
    fn signed_with(&self, key: &SigningKey) -> String {
        self.with_request(|request| sign(request, "id", key, self.at()).unwrap().to_string())
    }

    fn signed(&self) -> String {
        self.signed_with(&self.key())
    }

    fn signature(&self) -> String {
        self.signed().rsplit('=').next().unwrap().to_owned()
    }

    fn canonical(&self) -> String {
        self.with_request(|request| request.to_string())
    }

    fn with_request<T>(&self, then: impl FnOnce(&CanonicalRequest<'_>) -> T) -> T {
        let headers: Vec<_> = self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        then(&CanonicalRequest {
            method: &self.method,
            query: &self.query,
            content_type: &self.content_type,
            host: &self.host,
            signed_headers: &headers,
            payload: self.payload.as_deref().map_or(Payload::Unsigned, Payload::Signed),
        })
    }
}

fn case() -> impl Strategy<Value = Case> {
    (
        prop_oneof![Just("GET"), Just("POST")],
        "[ -~]{0,40}",
        "[!-~]([ -~]{0,60}[!-~])?",
        "[a-z0-9.:-]{1,80}",
        prop::collection::btree_map("x-[a-z]{1,8}", "[!-~]([ -~]{0,20}[!-~])?", 0..4),
        prop::option::of(prop::collection::vec(any::<u8>(), 0..300)),
        "[a-z][a-z0-9]{0,20}",
        "\\PC{0,80}",
        0..=Timestamp::MAX.seconds(),
    )
        .prop_map(
            |(method, query, content_type, host, headers, payload, service, secret, at)| Case {
                method: method.into(),
                query: query.trim().into(),
                content_type,
                host,
                headers: headers.into_iter().collect(),
                payload,
                service,
                secret,
                at,
            },
        )
}

proptest! {
    #[test]
    fn signature_is_deterministic(case in case()) {
        prop_assert_eq!(case.signed(), case.signed());
    }

    #[test]
    fn signature_ignores_case_order_and_white_space_of_headers(case in case(), turn in 0_usize..4) {
        let mut same = case.clone();
        let count = same.headers.len().max(1);
        same.headers.rotate_left(turn % count);
        for (name, value) in &mut same.headers {
            *name = name.to_ascii_uppercase();
            *value = format!("  {}\t", value.to_ascii_uppercase());
        }
        same.content_type = format!(" {} ", case.content_type.to_ascii_uppercase());
        same.host = case.host.to_ascii_uppercase();
        prop_assert_eq!(same.signed(), case.signed());
    }

    /// One changed character or second, in any part.
    #[test]
    fn signature_differs_after_any_change(
        case in case(),
        part in 0..8,
        place in any::<prop::sample::Index>(),
    ) {
        fn flip(part: &mut String, place: prop::sample::Index) {
            let mut characters: Vec<char> = part.chars().collect();
            match characters.len() {
                0 => characters.push('q'),
                count => {
                    let character = &mut characters[place.index(count)];
                    *character = if *character == 'q' { 'z' } else { 'q' };
                }
            }
            *part = characters.into_iter().collect();
        }
        let mut other = case.clone();
        match part {
            0 => other.method = if case.method == "GET" { "POST" } else { "GET" }.into(),
            1 => flip(&mut other.query, place),
            2 => flip(&mut other.content_type, place),
            3 => flip(&mut other.host, place),
            4 => match other.headers.first_mut() {
                Some((_, value)) => flip(value, place),
                None => other.headers.push(("x-more".into(), "1".into())),
            },
            5 => match &mut other.payload {
                Some(bytes) if !bytes.is_empty() => {
                    let at = place.index(bytes.len());
                    bytes[at] ^= 1;
                }
                Some(bytes) => bytes.push(0),
                None => other.payload = Some(Vec::new()),
            },
            6 => flip(&mut other.service, place),
            _ => flip(&mut other.secret, place),
        }
        // `Q` and `q` are equal in a lower-cased part.
        prop_assume!(part >= 6 || other.canonical() != case.canonical());
        prop_assert_ne!(other.signature(), case.signature());

        let mut later = case.clone();
        later.at = if case.at == Timestamp::MAX.seconds() { case.at - 1 } else { case.at + 1 };
        prop_assert_ne!(later.signature(), case.signature());
    }

    #[test]
    fn authorization_is_a_valid_header_value(case in case()) {
        let value = case.signed();
        prop_assert!(HeaderValue::from_str(&value).is_ok(), "{value:?}");
    }

    #[test]
    fn signer_and_buffer_agree_with_display(case in case()) {
        let mut buffer = [0; 1024];
        let key = case.key();
        let expected = case.signed_with(&key);
        case.with_request(|request| {
            let written =
                sign(request, "id", &key, case.at()).unwrap().write_into(&mut buffer).unwrap().to_vec();
            assert_eq!(written, expected.as_bytes());
            let signer = Signer::new(request, "id", key.clone()).unwrap();
            let prepared = signer.sign_into(request.payload, case.at(), &mut buffer).unwrap();
            assert_eq!(prepared, expected.as_bytes());
        });
    }

    /// From the first to the last second of a UTC day, and not one second longer.
    #[test]
    fn cached_key_signs_like_a_new_one_until_midnight(case in case()) {
        let edges = [
            0,               // the epoch
            951_782_400,     // 2000-02-29, leap day
            1_709_164_800,   // 2024-02-29
            1_735_603_200,   // 2024-12-31, year end
            2_147_472_000,   // 2038-01-19, the last day of 32 bits
            4_107_456_000,   // 2100-02-28, no leap year
        ];
        for midnight in edges {
            let first = Case { at: midnight, ..case.clone() };
            let last = Case { at: midnight + 86_399, ..case.clone() };
            let cached = first.key();
            prop_assert_eq!(last.signed_with(&cached), last.signed());
            let next = Case { at: midnight + 86_400, ..case.clone() };
            next.with_request(|request| assert!(sign(request, "id", &cached, next.at()).is_err()));
        }
    }

    #[test]
    fn signing_does_not_panic_for_arbitrary_input(
        texts in prop::array::uniform7(any::<String>()),
        bytes in any::<Vec<u8>>(),
        at in any::<u64>(),
    ) {
        let [method, query, content_type, host, name, value, secret] = &texts;
        let headers = [(name.as_str(), value.as_str()), (value.as_str(), name.as_str())];
        let request = CanonicalRequest {
            method, query, content_type, host, signed_headers: &headers, payload: Payload::Signed(&bytes),
        };
        let at = Timestamp::saturating(at);
        let key = SigningKey::derive(&Secret::new(secret.clone()), at.date(), name.clone());
        if let Ok(value) = sign(&request, secret, &key, at) {
            prop_assert!(HeaderValue::from_str(&value.to_string()).is_ok());
        }
        let text = SourceText { method, host, parameters: &headers };
        for algorithm in [Algorithm::HmacSha1, Algorithm::HmacSha256] {
            prop_assert!(!text.sign(algorithm, &Secret::new(secret.clone())).is_empty());
        }
    }
}

/// Separators would change the parts of the scope or the list of signed headers.
#[test]
fn signing_fails_when_a_part_has_a_separator() {
    let at = Timestamp::saturating(1_700_000_000);
    let outcome = |service: &str, id: &str, headers: &[(&str, &str)]| {
        let key = SigningKey::derive(&Secret::new("k"), at.date(), service);
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: "h",
            signed_headers: headers,
            payload: Payload::Unsigned,
        };
        let signed = sign(&request, id, &key, at).map(|_| ());
        assert_eq!(Signer::new(&request, id, key.clone()).map(|_| ()), signed);
        signed
    };
    assert_eq!(outcome("localhost:8080", "AKID*-_.", &[("X-A", "1"), ("x-b", "2")]), Ok(()));
    for part in ["", "a/b", "a,b", "a b", "a\nb", "a\0", "é"] {
        assert_eq!(outcome(part, "id", &[]), Err(SignError::Scope), "service {part:?}");
        assert_eq!(outcome("ecm", part, &[]), Err(SignError::Scope), "secret id {part:?}");
    }
    for name in ["", " ", "x;y", "x:y", "x,y", "x y", "x\0", "é", "Host", "content-TYPE"] {
        assert_eq!(outcome("ecm", "id", &[(name, "1")]), Err(SignError::HeaderName), "{name:?}");
    }
    assert_eq!(outcome("ecm", "id", &[("x-a", "1"), ("X-A ", "2")]), Err(SignError::HeaderName));
}
