//! Encoding and signing with signature v1, which sends everything as parameters.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;
use http::Method;

use super::flatten::flatten;
use super::http_request::{EncodedRequest, FORM, FORM_LIMIT, QUERY_LIMIT, check_size, form_encode};
use super::steps::Signed;
use super::{Content, Request, RequestError};
use crate::sign::v1::{Algorithm, SourceText};
use crate::{Credential, Now, Origin};

/// Names of common parameters, which share a namespace with those of the action.
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
    pub(super) fn encode_v1(
        &self,
        origin: &Origin,
        now: Now,
        algorithm: Algorithm,
        credential: &Credential,
        observe: impl FnOnce(Signed<'_>),
    ) -> Result<EncodedRequest, RequestError> {
        let (method, input) = match &self.content {
            Content::Json(input) => (Method::POST, input),
            Content::Query(input) => (Method::GET, input),
            _ => {
                return Err(RequestError::Unsupported(
                    "signature v1 cannot send files or octet streams",
                ));
            }
        };
        let mut pairs = flatten(input)?;
        // The service would read the name of a common parameter, or a name that contains
        // a pair, as another parameter.
        let is_ambiguous = |name: &str| COMMON_NAMES.contains(&name) || name.contains(['=', '&']);
        if let Some((name, _)) = pairs.iter().find(|(name, _)| is_ambiguous(name)) {
            return Err(RequestError::Name(name.clone()));
        }
        let mut add = |name: &str, value: &str| pairs.push((name.into(), value.into()));
        add("Action", &self.action);
        add("Version", &self.version);
        add("Timestamp", &now.unix.to_string());
        // A positive integer. The range of 31 bits is accepted everywhere.
        add("Nonce", &((now.random >> 33) + 1).to_string());
        add("SecretId", credential.secret_id());
        add("SignatureMethod", algorithm.as_str());
        add("RequestClient", &self.request_client_value()?);
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
        let source = SourceText {
            method: method.as_str(),
            host: origin.authority(),
            parameters: &parameters,
        };
        let signature = source.sign(algorithm, credential.secret_key());
        observe(Signed::V1(&source, algorithm));
        pairs.push(("Signature".into(), signature));

        let encoded = form_encode(&pairs);
        let is_get = method == Method::GET;
        check_size(encoded.len(), if is_get { QUERY_LIMIT } else { FORM_LIMIT })?;
        let (query, body) =
            if is_get { (encoded, Bytes::new()) } else { (String::new(), encoded.into()) };
        Ok(EncodedRequest { method, query, content_type: FORM.into(), body })
    }
}
