//! Arbitrary parts of a request: the hash is that of the displayed string, signing fails
//! or the string has the expected lines, and all signing functions agree.
#![no_main]

use std::collections::BTreeSet;

use arbitrary::Arbitrary;
use http::HeaderName;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use tencentcloud_core::sign::{CanonicalRequest, Payload, SignError, Signer, SigningKey, sign};
use tencentcloud_core::{Secret, Timestamp};

#[derive(Arbitrary, Debug)]
struct Parts<'a> {
    method: &'a str,
    query: &'a str,
    content_type: &'a str,
    host: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: Option<&'a [u8]>,
    secret_id: &'a str,
    secret: &'a str,
    service: &'a str,
    seconds: u64,
}

fuzz_target!(|parts: Parts<'_>| {
    let request = CanonicalRequest {
        method: parts.method,
        query: parts.query,
        content_type: parts.content_type,
        host: parts.host,
        signed_headers: &parts.headers,
        payload: parts.body.map_or(Payload::Unsigned, Payload::Signed),
    };
    let text = request.to_string();
    assert_eq!(request.hash(), <[u8; 32]>::from(Sha256::digest(&text)));
    assert!(text.ends_with(&payload_hash(parts.body)));

    let at = Timestamp::saturating(parts.seconds % YEAR_2600);
    let key = SigningKey::derive(&Secret::new(parts.secret), at.date(), parts.service);
    let signer = Signer::new(&request, parts.secret_id, key.clone());
    let authorization = match sign(&request, parts.secret_id, &key, at) {
        Ok(authorization) => authorization,
        Err(error) => {
            assert_eq!(signer.err(), Some(error));
            return assert!(parts.cause(error), "{error} for {parts:?}");
        }
    };
    check_lines(&parts, &text);
    let value = authorization.to_header_value().expect("a header value");
    assert!(value.is_sensitive());

    // All signing functions return the same bytes.
    let shown = authorization.to_string();
    let mut buffer = vec![0; shown.len()];
    assert_eq!(value, shown);
    assert_eq!(authorization.write_into(&mut buffer), Ok(shown.as_bytes()));
    assert_eq!(Vec::from(authorization), shown.as_bytes());
    let signer = signer.expect("a signable request makes a signer");
    assert_eq!(signer.length(), shown.len());
    assert_eq!(signer.sign_into(request.payload, at, &mut buffer), Ok(shown.as_bytes()));

    let needed = shown.len();
    let short = &mut buffer[1..];
    assert_eq!(authorization.write_into(short), Err(SignError::ShortBuffer { needed }));
    let late = Timestamp::saturating(at.seconds() + 86_400);
    if late.date() != at.date() {
        let error = sign(&request, parts.secret_id, &key, late).err();
        assert_eq!(error, Some(SignError::KeyOfAnotherDay));
    }
});

/// Includes timestamps with fewer and more than ten digits, which take a slower path.
const YEAR_2600: u64 = 20_000_000_000;

fn payload_hash(body: Option<&[u8]>) -> String {
    let hash: [u8; 32] = Sha256::digest(body.unwrap_or(b"UNSIGNED-PAYLOAD")).into();
    hash.map(|byte| format!("{byte:02x}")).concat()
}

/// A signed request has exactly the expected lines, so that no part can look like
/// another.
fn check_lines(parts: &Parts<'_>, text: &str) {
    assert!(!text.contains('\r'), "a line break remains: {text:?}");
    let lines: Vec<&str> = text.split('\n').collect();
    let [method, "/", query, headers @ .., "", list, _payload] = &lines[..] else {
        panic!("not the lines of a canonical request: {text:?}");
    };
    assert_eq!((*method, *query), (parts.method, parts.query));
    let names: Vec<&str> =
        headers.iter().map(|line| line.split_once(':').expect("name and value").0).collect();
    assert_eq!(names.join(";"), **list);
    assert!(names.is_sorted() && names.contains(&"content-type") && names.contains(&"host"));
}

impl Parts<'_> {
    /// Whether these parts justify the error.
    fn cause(&self, error: SignError) -> bool {
        let names: Vec<String> =
            self.headers.iter().map(|(name, _)| name.trim_ascii().to_ascii_lowercase()).collect();
        match error {
            SignError::LineBreak => {
                let values = self.headers.iter().map(|&(_, value)| value);
                let parts = [self.method, self.query, self.content_type, self.host];
                parts.into_iter().chain(values).any(|text| text.contains(['\r', '\n']))
            }
            SignError::Scope => [self.secret_id, self.service].into_iter().any(|text| {
                text.is_empty()
                    || text.contains(|c: char| !c.is_ascii_graphic() || ",/".contains(c))
            }),
            SignError::HeaderName => {
                let distinct: BTreeSet<&str> =
                    names.iter().map(String::as_str).chain(["content-type", "host"]).collect();
                distinct.len() < names.len() + 2
                    || names.iter().any(|name| HeaderName::from_bytes(name.as_bytes()).is_err())
            }
            // The key is for the date of the timestamp.
            _ => false,
        }
    }
}
