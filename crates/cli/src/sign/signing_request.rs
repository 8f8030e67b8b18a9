//! The description of a request to sign.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_core::sign::v1::{Algorithm, SourceText, V1Steps};
use tencentcloud_core::sign::{ALGORITHM, CanonicalRequest, Payload, Tc3Steps, sign_with_steps};
use tencentcloud_core::{Endpoint, Secret, Timestamp};

use super::fields::{self, Fields};
use super::headers::{Headers, lower};

/// The schemes with their members. Any other member is refused.
pub(super) const MEMBERS: [(&str, &[&str]); 3] = [
    (
        ALGORITHM,
        &[
            "scheme",
            "method",
            "host",
            "query",
            "headers",
            "signed_headers",
            "payload",
            "payload_base64",
            "unsigned_payload",
            "service",
            "timestamp",
            "secret_id",
            "secret_key",
        ],
    ),
    ("HmacSHA1", V1_MEMBERS),
    ("HmacSHA256", V1_MEMBERS),
];

const V1_MEMBERS: &[&str] = &["scheme", "method", "host", "params", "secret_key"];

/// A parsed description, not validated yet.
#[derive(Debug)]
pub(super) struct SigningRequest(Fields);

/// A signature and the steps of its computation.
#[derive(Debug)]
pub(super) enum Signed {
    Tc3(Box<Tc3Steps>),
    V1(V1Steps),
}

impl SigningRequest {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        Fields::parse(text).map(Self)
    }

    /// Signs the request. The error is one line that names the invalid member.
    pub(super) fn sign(&self) -> Result<Signed, String> {
        let scheme = self.0.string("scheme")?;
        let Some((_, members)) = MEMBERS.iter().find(|(known, _)| *known == scheme) else {
            return Err("scheme must be TC3-HMAC-SHA256, HmacSHA1 or HmacSHA256".into());
        };
        self.0.only(members)?;
        match scheme {
            ALGORITHM => self.tc3(),
            "HmacSHA1" => self.v1(Algorithm::HmacSha1),
            _ => self.v1(Algorithm::HmacSha256),
        }
    }

    fn tc3(&self) -> Result<Signed, String> {
        let fields = &self.0;
        let headers = Headers::of(fields)?;
        let names = fields.strings("signed_headers")?;
        let lower: Vec<String> = names.iter().map(|name| lower(name)).collect();
        fields::check_distinct("signed_headers", lower.iter().map(String::as_str))?;
        let is = |wanted: &'static str| move |name: &&str| name.trim().eq_ignore_ascii_case(wanted);
        if !names.iter().any(is("content-type")) || !names.iter().any(is("host")) {
            return Err("signed_headers must contain content-type and host".into());
        }
        let signed_headers = names
            .iter()
            .filter(|name| !is("content-type")(name) && !is("host")(name))
            .map(|name| Ok((*name, headers.signed(name)?)))
            .collect::<Result<Vec<_>, String>>()?;
        let payload = self.payload()?;
        let request = CanonicalRequest {
            method: self.method()?,
            query: self.query()?,
            content_type: headers.signed("content-type")?,
            host: self.host()?,
            signed_headers: &signed_headers,
            payload: payload.as_deref().map_or(Payload::Unsigned, Payload::Signed),
        };
        let at = fields.unsigned("timestamp").and_then(Timestamp::new);
        let at = at.ok_or("timestamp must be a time in Unix seconds")?;
        headers.check_agrees("host", self.host()?)?;
        headers.check_agrees("x-tc-timestamp", &at.to_string())?;
        headers.check_payload(payload.is_none())?;
        let secret_id = self.secret_id()?;
        let secret_key = self.secret_key()?;
        let service = fields.string("service")?;
        let steps = sign_with_steps(&request, secret_id, &Secret::new(secret_key), service, at);
        steps.map(|steps| Signed::Tc3(Box::new(steps))).map_err(|error| error.to_string())
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
        fields::check_distinct("params", pairs.iter().map(|(name, _)| *name))?;
        for (at, (name, value)) in pairs.iter().enumerate() {
            let problem = match *name {
                "" => "has an empty name",
                "Signature" => "is the signature; leave it out",
                "SignatureMethod" if value != algorithm.as_str() => "contradicts scheme",
                // The string to sign would be that of other parameters, too.
                name if name.contains(['=', '&']) => "has a name with = or &",
                _ => continue,
            };
            return Err(format!("params: item {} {problem}", at + 1));
        }
        let parameters: Vec<_> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
        let source =
            SourceText { method: self.method()?, host: self.host()?, parameters: &parameters };
        let secret_key = self.secret_key()?;
        Ok(Signed::V1(source.sign_with_steps(algorithm, &Secret::new(secret_key))))
    }

    fn method(&self) -> Result<&str, String> {
        let method = self.0.string("method")?;
        let is_method = matches!(method, "GET" | "POST");
        is_method.then_some(method).ok_or_else(|| "method must be GET or POST".into())
    }

    /// The value of the Host header. Surrounding spaces are not signed.
    fn host(&self) -> Result<&str, String> {
        let host = self.0.string("host")?;
        let is_host = !host.contains('/') && Endpoint::custom(host.trim_ascii()).is_ok();
        is_host.then_some(host).ok_or_else(|| {
            "host must be a host name or an address, with a port if it is sent with one".into()
        })
    }

    /// The text after `?`, which is signed as it is sent.
    fn query(&self) -> Result<&str, String> {
        let query = self.0.string_or_empty("query")?;
        let is_sent = |byte: u8| byte.is_ascii_graphic() && byte != b'#';
        query.bytes().all(is_sent).then_some(query).ok_or_else(|| {
            "query must be percent-encoded: a space, a control or non-ASCII character or # \
             cannot be sent"
                .into()
        })
    }

    /// An id that can be a part of the `Authorization` header.
    fn secret_id(&self) -> Result<&str, String> {
        let id = self.0.string("secret_id")?;
        let is_sent = |byte: u8| byte.is_ascii_graphic() && byte != b',' && byte != b'/';
        let is_id = !id.is_empty() && id.bytes().all(is_sent);
        is_id.then_some(id).ok_or_else(|| {
            "secret_id must be printable ASCII without spaces, commas and slashes".into()
        })
    }

    /// Any key, as the test vectors have unusual ones, except one that no file of keys
    /// can hold.
    fn secret_key(&self) -> Result<&str, String> {
        let key = self.0.string("secret_key")?;
        let problem = if key.is_empty() {
            "is empty"
        } else if key.contains(['\n', '\r', '\0']) {
            "contains a line break or a NUL"
        } else if key.trim() != key {
            "has white space around it"
        } else {
            return Ok(key);
        };
        Err(format!("secret_key {problem}"))
    }
}
