//! The types of `tests/data/signing-vectors.json`. `tests/data/README.md` describes the
//! members.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tencentcloud_core::sign::Payload;

const VECTORS: &str = include_str!("../../data/signing-vectors.json");

/// A vector of a signature method.
pub(crate) struct Vector<S, E> {
    pub(crate) name: String,
    pub(crate) call: Value,
    pub(crate) sign: S,
    pub(crate) expected: E,
}

/// All vectors with one of these signature methods.
pub(crate) fn vectors<S: DeserializeOwned, E: DeserializeOwned>(
    schemes: &[&str],
) -> Vec<Vector<S, E>> {
    all()
        .into_iter()
        .filter(|line| {
            schemes.iter().any(|scheme| line.sign.get("scheme") == Some(&(*scheme).into()))
        })
        .map(|line| Vector {
            name: line.name,
            call: line.call,
            sign: serde_json::from_value(line.sign).unwrap(),
            expected: serde_json::from_value(line.expected).unwrap(),
        })
        .collect()
}

pub(crate) fn count_of_all() -> usize {
    all().len()
}

/// A vector of any method. The members of `sign` and `expected` depend on it.
#[derive(Deserialize)]
struct Line {
    name: String,
    call: Value,
    sign: Value,
    expected: Value,
}

fn all() -> Vec<Line> {
    serde_json::from_str(VECTORS).unwrap()
}

/// The input of a TC3 or `SKIP` vector.
#[derive(Deserialize)]
pub(crate) struct Tc3 {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) query: String,
    headers: BTreeMap<String, String>,
    pub(crate) signed_headers: Vec<String>,
    payload: Option<String>,
    /// Used instead of `payload` if the body is not UTF-8.
    payload_base64: Option<String>,
    #[serde(default)]
    pub(crate) unsigned_payload: bool,
    pub(crate) service: String,
    pub(crate) timestamp: u64,
    pub(crate) secret_id: String,
    pub(crate) secret_key: String,
}

impl Tc3 {
    pub(crate) fn content_type(&self) -> &str {
        self.headers.get("content-type").map_or("", String::as_str)
    }

    pub(crate) fn headers_beside_the_required(&self) -> Vec<(&str, &str)> {
        let is_required = |name: &str| name == "content-type" || name == "host";
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !is_required(name))
            .collect()
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        match (&self.payload, &self.payload_base64) {
            (Some(payload), _) => payload.as_bytes().to_vec(),
            (None, Some(base64)) => STANDARD.decode(base64).unwrap(),
            (None, None) => Vec::new(),
        }
    }

    pub(crate) fn payload<'a>(&self, body: &'a [u8]) -> Payload<'a> {
        if self.unsigned_payload { Payload::Unsigned } else { Payload::Signed(body) }
    }
}

/// The expected steps of a TC3 vector.
#[derive(Deserialize)]
pub(crate) struct Tc3Steps {
    pub(crate) payload_sha256: String,
    pub(crate) canonical_request: String,
    pub(crate) canonical_request_sha256: Option<String>,
    pub(crate) string_to_sign: String,
    pub(crate) derived_keys: Option<Keys>,
    pub(crate) signature: String,
    pub(crate) authorization: String,
}

/// The derived keys in hexadecimal.
#[derive(Deserialize)]
pub(crate) struct Keys {
    pub(crate) date: String,
    pub(crate) service: String,
    pub(crate) signing: String,
}

/// The input of a v1 vector.
#[derive(Deserialize)]
pub(crate) struct V1 {
    pub(crate) scheme: String,
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) secret_key: String,
}

/// The expected steps of a v1 vector.
#[derive(Deserialize)]
pub(crate) struct V1Steps {
    pub(crate) string_to_sign: String,
    pub(crate) signature: String,
    /// Percent-encoded, as in the published document.
    pub(crate) signature_in_url: Option<String>,
}

/// The expected headers of a `SKIP` vector.
#[derive(Deserialize)]
pub(crate) struct Skip {
    pub(crate) authorization: String,
    pub(crate) headers: BTreeMap<String, String>,
}
