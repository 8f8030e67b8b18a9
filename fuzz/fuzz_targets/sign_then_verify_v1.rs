//! Like `sign_then_verify`, for signature v1 with parameters in a query or a form.
#![no_main]

use arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::{Credential, Timestamp, form};
use tencentcloud_verify::{
    Key, KeyRing, Policy, RawRequest, Scheme, Verified, VerifyError, verify,
};

#[derive(Debug)]
struct Draft<'a> {
    method: &'static str,
    host: &'a str,
    algorithm: Algorithm,
    parameters: Vec<(&'a str, &'a str)>,
    credential: Credential,
    at: Timestamp,
    /// Which byte of the query or form is changed.
    flip: usize,
}

fuzz_target!(|draft: Draft<'_>| {
    let form = draft.form();
    let verified = draft.verify(form.as_bytes()).expect("a signed request is valid");
    let verified = verified.unwrap_or_else(|error| panic!("{error} for {draft:?}"));
    assert_eq!(verified.secret_id, draft.credential.secret_id());
    assert_eq!((verified.scheme, verified.timestamp), (Scheme::V1, draft.at));

    let mut changed = form.into_bytes();
    let place = draft.flip % changed.len();
    changed[place] ^= 1;
    // The changed bytes may be an invalid request.
    if let Some(decision) = draft.verify(&changed) {
        assert!(decision.is_err(), "{:?}", String::from_utf8_lossy(&changed));
    }
});

impl Draft<'_> {
    /// All parameters with the signature, encoded.
    fn form(&self) -> String {
        let seconds = self.at.to_string();
        let mut parameters = vec![
            ("Timestamp", &*seconds),
            ("Action", "DescribeImage"),
            ("Version", "2019-07-19"),
            ("Nonce", "11886"),
            ("SecretId", self.credential.secret_id()),
            ("SignatureMethod", self.algorithm.as_str()),
        ];
        parameters.extend(&self.parameters);
        let source = SourceText { method: self.method, host: self.host, parameters: &parameters };
        let signature = source.sign(self.algorithm, self.credential.secret_key());
        parameters.insert(self.flip % parameters.len(), ("Signature", &signature));
        form::encode(parameters)
    }

    /// Verifies the form. `None` if it makes no valid request.
    fn verify(&self, form: &[u8]) -> Option<Result<Verified, VerifyError>> {
        let host = self.host.as_bytes();
        let wire = if self.method == "GET" {
            [b"GET /?", form, b" HTTP/1.1\r\nHost: ", host, b"\r\n\r\n"].concat()
        } else {
            let content_type = b"\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n";
            [b"POST / HTTP/1.1\r\nHost: ", host, content_type, form].concat()
        };
        let request = RawRequest::parse(&wire).ok()?;
        let key = Key::new(self.credential.secret_key().clone(), "100000000001");
        let keys = KeyRing::from_iter([(self.credential.secret_id(), key)]);
        Some(verify(&request, &keys, self.at, &|_| String::new(), &Policy::strict()))
    }
}

impl<'a> Arbitrary<'a> for Draft<'a> {
    fn arbitrary(input: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let mut parameters: Vec<(&str, &str)> = Vec::new();
        for _ in 0..input.int_in_range(0..=5)? {
            let (name, value) = <(&str, &str)>::arbitrary(input)?;
            // The verifier rejects names that contain a pair.
            let is_one = !TAKEN.contains(&name) && !name.contains(['=', '&']);
            if is_one && parameters.iter().all(|(other, _)| *other != name) {
                parameters.push((name, value));
            }
        }
        let host = *input.choose(&HOSTS)?;
        let credential = Credential::new(<&str>::arbitrary(input)?, <&str>::arbitrary(input)?);
        Ok(Self {
            method: input.choose(&["GET", "POST"])?,
            host,
            algorithm: *input.choose(&[Algorithm::HmacSha1, Algorithm::HmacSha256])?,
            parameters,
            credential: credential.map_err(|_| arbitrary::Error::IncorrectFormat)?,
            at: Timestamp::new(input.int_in_range(0..=20_000_000_000)?)
                .ok_or(arbitrary::Error::IncorrectFormat)?,
            flip: usize::arbitrary(input)?,
        })
    }
}

/// The verifier rejects anything but hosts.
const HOSTS: [&str; 5] =
    ["ecm.tencentcloudapi.com", "127.0.0.1:8080", "localhost", "[::1]:443", "A-1.Example:65535"];

/// Names of common parameters.
const TAKEN: [&str; 8] = [
    "Action",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Timestamp",
    "Token",
    "Version",
];
