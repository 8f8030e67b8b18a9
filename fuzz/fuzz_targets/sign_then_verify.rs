//! The verifier accepts requests signed by core, and rejects them after one bit of the
//! signed parts is flipped.
#![no_main]

use std::ops::Range;

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_verify::{
    Key, KeyRing, Policy, RawRequest, Scheme, Verified, VerifyError, verify,
};

#[derive(Debug)]
struct Draft<'a> {
    method: &'static str,
    query: &'a str,
    content_type: &'a str,
    host: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: Payload<'a>,
    service: &'a str,
    credential: Credential,
    at: Timestamp,
    /// Which signed byte is changed.
    flip: usize,
}

fuzz_target!(|draft: Draft<'_>| {
    let wire = draft.wire();
    let verified = draft.verify(&wire.bytes).expect("a signed request is valid");
    let verified = verified.unwrap_or_else(|error| panic!("{error} for {draft:?}"));
    assert_eq!(verified.secret_id, draft.credential.secret_id());
    assert_eq!((verified.scheme, verified.timestamp), (Scheme::Tc3, draft.at));
    assert_eq!(verified.service, draft.service);

    let Some(changed) = wire.with_one_bit_changed(draft.flip) else { return };
    // The changed bytes may be an invalid request.
    if let Some(decision) = draft.verify(&changed) {
        assert!(decision.is_err(), "{:?}", String::from_utf8_lossy(&changed));
    }
});

/// The bytes of a request, and the positions of the signed ones.
#[derive(Default)]
struct Wire {
    bytes: Vec<u8>,
    signed: Vec<Range<usize>>,
}

impl Wire {
    fn put(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn put_signed(&mut self, bytes: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        self.signed.push(start..self.bytes.len());
    }

    /// Flips the lowest bit of a byte, since a change of case may have no effect.
    fn with_one_bit_changed(&self, at: usize) -> Option<Vec<u8>> {
        let places: Vec<usize> = self.signed.iter().cloned().flatten().collect();
        let place = *places.get(at.checked_rem(places.len())?)?;
        let mut bytes = self.bytes.clone();
        *bytes.get_mut(place)? ^= 1;
        Some(bytes)
    }
}

impl Draft<'_> {
    fn wire(&self) -> Wire {
        let mut wire = Wire::default();
        wire.put_signed(self.method.as_bytes());
        wire.put(" /");
        if !self.query.is_empty() {
            wire.put("?");
            wire.put_signed(self.query.as_bytes());
        }
        wire.put(" HTTP/1.1\r\n");
        let seconds = self.at.to_string();
        let authorization = self.authorization();
        let always = [
            ("Host", self.host),
            ("CONTENT-TYPE", self.content_type),
            ("X-TC-Timestamp", &*seconds),
            ("authorization", &*authorization),
        ];
        for &(name, value) in always.iter().chain(&self.headers) {
            wire.put(name);
            wire.put(": \t");
            wire.put_signed(value.as_bytes());
            wire.put(" \r\n");
        }
        match self.body {
            // The body of a GET is not signed.
            Payload::Signed(body) if self.method == "POST" => {
                wire.put("\r\n");
                wire.put_signed(body);
            }
            Payload::Signed(_) => wire.put("\r\n"),
            _ => wire.put("X-TC-Content-SHA256: UNSIGNED-PAYLOAD\r\n\r\nany"),
        }
        wire
    }

    fn authorization(&self) -> String {
        let request = CanonicalRequest {
            method: self.method,
            query: self.query,
            content_type: self.content_type,
            host: self.host,
            signed_headers: &self.headers,
            payload: match self.body {
                Payload::Signed(_) if self.method == "GET" => Payload::Signed(b""),
                body => body,
            },
        };
        let key = SigningKey::derive(self.credential.secret_key(), self.at.date(), self.service);
        sign(&request, self.credential.secret_id(), &key, self.at)
            .expect("a draft is valid")
            .to_string()
    }

    /// Verifies the bytes. `None` if they are not a valid request.
    fn verify(&self, wire: &[u8]) -> Option<Result<Verified, VerifyError>> {
        let request = RawRequest::parse(wire).ok()?;
        let key = Key::new(self.credential.secret_key().clone(), "100000000001");
        let keys = KeyRing::from_iter([(self.credential.secret_id(), key)]);
        // Any service is accepted, so that the signature decides.
        Some(verify(&request, &keys, self.at, &|header| header.service.into(), &Policy::strict()))
    }
}

impl<'a> Arbitrary<'a> for Draft<'a> {
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let mut headers: Vec<(&str, &str)> = Vec::new();
        for _ in 0..input.int_in_range(0..=5)? {
            let (name, value) = (header_name(input)?, header_value(input)?);
            if headers.iter().all(|(other, _)| !other.eq_ignore_ascii_case(name)) {
                headers.push((name, value));
            }
        }
        let credential = Credential::new(<&str>::arbitrary(input)?, <&str>::arbitrary(input)?);
        Ok(Self {
            method: input.choose(&["GET", "POST"])?,
            // A space or a fragment would end it.
            query: text(input, |c| !matches!(c, ' ' | '#') && !c.is_ascii_control())?,
            content_type: header_value(input)?,
            host: header_value(input)?,
            headers,
            body: match Option::arbitrary(input)? {
                Some(body) => Payload::Signed(body),
                None => Payload::Unsigned,
            },
            service: service(input)?,
            credential: credential.map_err(|_| arbitrary::Error::IncorrectFormat)?,
            at: Timestamp::new(input.int_in_range(0..=20_000_000_000)?)
                .ok_or(arbitrary::Error::IncorrectFormat)?,
            flip: usize::arbitrary(input)?,
        })
    }
}

/// A string of allowed characters.
fn text<'a>(
    input: &mut Unstructured<'a>,
    is_allowed: impl Fn(char) -> bool,
) -> arbitrary::Result<&'a str> {
    let text = <&str>::arbitrary(input)?;
    let end = text.find(|c| !is_allowed(c)).unwrap_or(text.len());
    text.get(..end).ok_or(arbitrary::Error::IncorrectFormat)
}

fn header_value<'a>(input: &mut Unstructured<'a>) -> arbitrary::Result<&'a str> {
    text(input, |c| c == '\t' || !c.is_ascii_control())
}

/// A header name that does not affect the request.
fn header_name<'a>(input: &mut Unstructured<'a>) -> arbitrary::Result<&'a str> {
    const TAKEN: [&str; 8] = [
        "host",
        "content-type",
        "content-length",
        "transfer-encoding",
        "authorization",
        "x-tc-timestamp",
        "x-tc-token",
        "x-tc-content-sha256",
    ];
    let name = text(input, |c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))?;
    let is_taken = TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(name));
    if name.is_empty() || is_taken {
        return Err(arbitrary::Error::IncorrectFormat);
    }
    Ok(name)
}

/// A service that is valid in a scope.
fn service<'a>(input: &mut Unstructured<'a>) -> arbitrary::Result<&'a str> {
    let service = text(input, |c| c.is_ascii_graphic() && c != '/' && c != ',')?;
    if service.is_empty() { Err(arbitrary::Error::IncorrectFormat) } else { Ok(service) }
}
