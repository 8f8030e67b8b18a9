//! What goes over the wire under signature v1, where everything is a parameter.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use http::Method;

use super::flatten::flatten;
use super::http_request::{FORM, FORM_LIMIT, QUERY_LIMIT, Wire, encode, limited, object};
use super::{Content, Request, RequestError};
use crate::sign::v1::{Algorithm, SourceText};
use crate::{Credential, Now, Origin};

/// The common parameters as signature v1 carries them, beside those of the action.
const COMMON_NAMES: [&str; 11] = [
    "Action",
    "Version",
    "Timestamp",
    "Nonce",
    "SecretId",
    "SignatureMethod",
    "Signature",
    "RequestClient",
    "Region",
    "Language",
    "Token",
];

impl Request {
    /// Method, query and body.
    pub(super) fn v1_wire(
        &self,
        origin: &Origin,
        now: Now,
        algorithm: Algorithm,
        credential: &Credential,
    ) -> Result<Wire, RequestError> {
        let (method, input) = match &self.content {
            Content::Json(input) => (Method::POST, input),
            Content::Query(input) => (Method::GET, input),
            _ => return Err(RequestError::Form("signature v1 has no form for files or bytes")),
        };
        let mut pairs = flatten(&object(input)?);
        // A name that is there twice, or that holds another pair, would be read
        // as something else than was meant.
        let clashes = |name: &str| COMMON_NAMES.contains(&name) || name.contains(['=', '&']);
        if let Some((name, _)) = pairs.iter().find(|(name, _)| clashes(name)) {
            return Err(RequestError::Name(name.clone()));
        }
        let mut add = |name: &str, value: &str| pairs.push((name.into(), value.into()));
        add("Action", &self.action);
        add("Version", &self.version);
        add("Timestamp", &now.unix.to_string());
        // A positive number; some clients keep it in 31 bits, so servers take that.
        add("Nonce", &((now.random >> 33) + 1).to_string());
        add("SecretId", credential.secret_id());
        add("SignatureMethod", algorithm.as_str());
        add("RequestClient", &self.request_client_text()?);
        if let Some(region) = &self.region {
            add("Region", region);
        }
        if let Some(language) = self.language {
            add("Language", language.as_str());
        }
        if let Some(token) = credential.token() {
            add("Token", token.expose());
        }
        let parameters: Vec<_> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        let text = SourceText {
            method: method.as_str(),
            host: origin.authority(),
            parameters: &parameters,
        };
        let signature = text.sign(algorithm, credential.secret_key());
        pairs.push(("Signature".into(), signature));

        let encoded = encode(&pairs);
        if method == Method::GET {
            limited(encoded.len(), QUERY_LIMIT)?;
            return Ok(Wire {
                method,
                query: encoded,
                content_type: FORM.into(),
                body: Bytes::new(),
            });
        }
        limited(encoded.len(), FORM_LIMIT)?;
        Ok(Wire { method, query: String::new(), content_type: FORM.into(), body: encoded.into() })
    }
}
