//! `tests/data/signing-vectors.json` as types; its README names every member.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use tencentcloud_core::sign::Payload;

const VECTORS: &str = include_str!("../../data/signing-vectors.json");

/// Every vector of signature v3: its name, what is signed, what comes out.
pub(crate) fn tc3_vectors() -> Vec<(String, Tc3, Expected)> {
    let vectors: Vec<Vector> = serde_json::from_str(VECTORS).unwrap();
    vectors
        .into_iter()
        .filter(|vector| vector.sign.get("scheme") == Some(&"TC3-HMAC-SHA256".into()))
        .map(|vector| {
            let input = serde_json::from_value(vector.sign).unwrap();
            let expected = serde_json::from_value(vector.expected).unwrap();
            (vector.name, input, expected)
        })
        .collect()
}

/// Of any scheme: the members of `sign` and `expected` depend on it.
#[derive(Deserialize)]
struct Vector {
    name: String,
    sign: Value,
    expected: Value,
}

/// What a TC3 vector signs.
#[derive(Deserialize)]
pub(crate) struct Tc3 {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) query: String,
    headers: BTreeMap<String, String>,
    pub(crate) signed_headers: Vec<String>,
    /// Absent where the payload is not text; then it is there in base64.
    pub(crate) payload: Option<String>,
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

    pub(crate) fn payload(&self) -> Payload<'_> {
        match &self.payload {
            _ if self.unsigned_payload => Payload::Unsigned,
            Some(text) => Payload::Signed(text.as_bytes()),
            None => Payload::Signed(b""),
        }
    }
}

/// What must come out of a TC3 vector.
#[derive(Deserialize)]
pub(crate) struct Expected {
    pub(crate) canonical_request: String,
    pub(crate) canonical_request_sha256: Option<String>,
    pub(crate) string_to_sign: String,
    pub(crate) derived_keys: Option<Keys>,
    pub(crate) signature: String,
    pub(crate) authorization: String,
}

/// The chain of keys, in hexadecimal.
#[derive(Deserialize)]
pub(crate) struct Keys {
    pub(crate) date: String,
    pub(crate) service: String,
    pub(crate) signing: String,
}
