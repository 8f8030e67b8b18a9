//! A description of a request that is to be signed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{
    ALGORITHM, CanonicalRequest, Payload, SigningKey, StringToSign, sign,
};
use tencentcloud_core::{Credential, Secret, Timestamp};

use super::fields::Fields;

/// One description, read but not judged yet.
#[derive(Debug)]
pub(super) struct Job(Fields);

/// A signature and the steps to it.
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

impl Job {
    pub(super) fn parse(text: &[u8]) -> Result<Self, String> {
        Fields::parse(text).map(Self)
    }

    /// Signs it; an error is one line that names what is wrong.
    pub(super) fn sign(&self) -> Result<Signed, String> {
        match self.0.text("scheme")? {
            ALGORITHM => self.tc3(),
            "HmacSHA1" => self.v1(Algorithm::HmacSha1),
            "HmacSHA256" => self.v1(Algorithm::HmacSha256),
            _ => Err("scheme must be TC3-HMAC-SHA256, HmacSHA1 or HmacSHA256".into()),
        }
    }

    fn tc3(&self) -> Result<Signed, String> {
        let fields = &self.0;
        let headers = fields.pairs("headers")?;
        let names = fields.texts("signed_headers")?;
        let is = |wanted: &'static str| move |name: &&str| name.trim().eq_ignore_ascii_case(wanted);
        if !names.iter().any(is("content-type")) || !names.iter().any(is("host")) {
            return Err("signed_headers must have content-type and host".into());
        }
        let header = |wanted: &str| {
            let found =
                headers.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted.trim()));
            let missing = || format!("headers has no {wanted}, which is to be signed");
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
            query: fields.text_or_empty("query")?,
            content_type: header("content-type")?,
            host: self.host()?,
            signed_headers: &signed_headers,
            payload: payload.as_deref().map_or(Payload::Unsigned, Payload::Signed),
        };
        let at =
            fields.some("timestamp").and_then(serde_json::Value::as_u64).and_then(Timestamp::new);
        let at = at.ok_or("timestamp must be a time in Unix seconds")?;
        let secret_id = fields.text("secret_id")?;
        let secret_key = fields.text("secret_key")?;
        // The id is part of a header; that it can be is checked where all are.
        Credential::new(secret_id, secret_key.trim()).map_err(|error| error.to_string())?;
        let key = SigningKey::derive(&Secret::new(secret_key), at.date(), fields.text("service")?);
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

    /// The body; nothing if it is not to be signed.
    fn payload(&self) -> Result<Option<Vec<u8>>, String> {
        let fields = &self.0;
        if fields.flag("unsigned_payload")? {
            return Ok(None);
        }
        if fields.some("payload").is_some() && fields.some("payload_base64").is_some() {
            return Err("payload and payload_base64 are two bodies; give one".into());
        }
        if fields.some("payload_base64").is_none() {
            return Ok(Some(fields.text_or_empty("payload")?.into()));
        }
        let bytes = STANDARD.decode(fields.text("payload_base64")?);
        bytes.map(Some).map_err(|_| "payload_base64 must be base64".into())
    }

    fn v1(&self, algorithm: Algorithm) -> Result<Signed, String> {
        let fields = &self.0;
        let pairs = fields.pairs("params")?;
        if pairs.is_empty() {
            return Err("params is missing".into());
        }
        let is_again =
            |at: usize, name: &str| pairs.iter().take(at).any(|(other, _)| *other == name);
        if let Some((_, (name, _))) =
            pairs.iter().enumerate().find(|(at, (name, _))| is_again(*at, name))
        {
            return Err(format!("params has {name:?} twice"));
        }
        let parameters: Vec<_> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
        let text =
            SourceText { method: self.method()?, host: self.host()?, parameters: &parameters };
        let secret_key = fields.text("secret_key")?;
        if secret_key.is_empty() {
            return Err("the secret key is empty".into());
        }
        let signature = text.sign(algorithm, &Secret::new(secret_key));
        Ok(Signed::V1 { string_to_sign: text.to_string(), signature })
    }

    fn method(&self) -> Result<&str, String> {
        let method = self.0.text("method")?;
        let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
        is_method.then_some(method).ok_or_else(|| "method must be GET or POST".into())
    }

    fn host(&self) -> Result<&str, String> {
        let host = self.0.text("host")?;
        // Blanks around it are none of it; within it they would make it another.
        let is_host =
            !host.trim().is_empty() && !host.trim().contains(|c: char| c.is_control() || c == ' ');
        is_host.then_some(host).ok_or_else(|| "host must be a host as it is sent".into())
    }
}
