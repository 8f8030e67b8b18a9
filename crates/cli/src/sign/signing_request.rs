//! The description of a request to sign.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{
    ALGORITHM, CanonicalRequest, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Credential, Secret, Timestamp};

use super::fields::Fields;

/// A parsed description, not validated yet.
#[derive(Debug)]
pub(super) struct SigningRequest(Fields);

/// A signature and the steps of its computation.
#[derive(Debug)]
pub(super) enum Signed {
    Tc3 {
        canonical_request: String,
        string_to_sign: String,
        signature: String,
        authorization: String,
    },
    V1 {
        string_to_sign: String,
        signature: String,
    },
}

impl SigningRequest {
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        Fields::parse(text).map(Self)
    }

    /// Signs the request. The error is one line that names the invalid member.
    pub(super) fn sign(&self) -> Result<Signed, String> {
        match self.0.string("scheme")? {
            ALGORITHM => self.tc3(),
            "HmacSHA1" => self.v1(Algorithm::HmacSha1),
            "HmacSHA256" => self.v1(Algorithm::HmacSha256),
            _ => Err("scheme must be TC3-HMAC-SHA256, HmacSHA1 or HmacSHA256".into()),
        }
    }

    fn tc3(&self) -> Result<Signed, String> {
        let fields = &self.0;
        let headers = fields.pairs("headers")?;
        let names = fields.strings("signed_headers")?;
        let is = |wanted: &'static str| move |name: &&str| name.trim().eq_ignore_ascii_case(wanted);
        if !names.iter().any(is("content-type")) || !names.iter().any(is("host")) {
            return Err("signed_headers must contain content-type and host".into());
        }
        let header = |wanted: &str| {
            let found =
                headers.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted.trim()));
            let missing = || format!("headers lacks the signed header {wanted}");
            found.map(|(_, value)| &**value).ok_or_else(missing)
        };
        let signed_headers = names
            .iter()
            .filter(|name| !is("content-type")(name) && !is("host")(name))
            .map(|name| Ok((*name, header(name)?)))
            .collect::<Result<Vec<_>, String>>()?;
        let payload = self.payload()?;
        let request = CanonicalRequest {
            method: self.method()?,
            query: fields.string_or_empty("query")?,
            content_type: header("content-type")?,
            host: self.host()?,
            signed_headers: &signed_headers,
            payload: payload.as_deref().map_or(Payload::Unsigned, Payload::Signed),
        };
        let at =
            fields.some("timestamp").and_then(serde_json::Value::as_u64).and_then(Timestamp::new);
        let at = at.ok_or("timestamp must be a time in Unix seconds")?;
        let secret_id = fields.string("secret_id")?;
        let secret_key = fields.string("secret_key")?;
        // Checks that the id can be part of a header.
        Credential::new(secret_id, secret_key.trim()).map_err(|error| error.to_string())?;
        let key =
            SigningKey::derive(&Secret::new(secret_key), at.date(), fields.string("service")?);
        let authorization =
            sign(&request, secret_id, &key, at).map_err(|error| error.to_string())?;
        let string_to_sign =
            StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
        Ok(Signed::Tc3 {
            canonical_request: request.to_string(),
            string_to_sign: string_to_sign.to_string(),
            signature: authorization.signature().to_string(),
            authorization: authorization.to_string(),
        })
    }

    /// The body; `None` for an unsigned payload.
    fn payload(&self) -> Result<Option<Vec<u8>>, String> {
        let fields = &self.0;
        if fields.flag("unsigned_payload")? {
            return Ok(None);
        }
        if fields.some("payload").is_some() && fields.some("payload_base64").is_some() {
            return Err("payload and payload_base64 exclude each other".into());
        }
        if fields.some("payload_base64").is_none() {
            return Ok(Some(fields.string_or_empty("payload")?.into()));
        }
        let bytes = STANDARD.decode(fields.string("payload_base64")?);
        bytes.map(Some).map_err(|_| "payload_base64 must be base64".into())
    }

    fn v1(&self, algorithm: Algorithm) -> Result<Signed, String> {
        let fields = &self.0;
        let pairs = fields.pairs("params")?;
        if pairs.is_empty() {
            return Err("params is missing".into());
        }
        let is_repeated =
            |at: usize, name: &str| pairs.iter().take(at).any(|(other, _)| *other == name);
        if let Some((_, (name, _))) =
            pairs.iter().enumerate().find(|(at, (name, _))| is_repeated(*at, name))
        {
            return Err(format!("params has {name:?} twice"));
        }
        let parameters: Vec<_> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
        let source =
            SourceText { method: self.method()?, host: self.host()?, parameters: &parameters };
        let secret_key = fields.string("secret_key")?;
        if secret_key.is_empty() {
            return Err("secret_key is empty".into());
        }
        let signature = source.sign(algorithm, &Secret::new(secret_key));
        Ok(Signed::V1 { string_to_sign: source.to_string(), signature })
    }

    fn method(&self) -> Result<&str, String> {
        let method = self.0.string("method")?;
        let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
        is_method.then_some(method).ok_or_else(|| "method must be GET or POST".into())
    }

    fn host(&self) -> Result<&str, String> {
        let host = self.0.string("host")?;
        // Surrounding spaces are trimmed; inner spaces are invalid.
        let is_host =
            !host.trim().is_empty() && !host.trim().contains(|c: char| c.is_control() || c == ' ');
        is_host.then_some(host).ok_or_else(|| "host must be a host name".into())
    }
}
