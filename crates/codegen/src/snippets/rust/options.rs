//! Options of a request as calls of Rust.

use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Language, Method, SignatureMethod};

use super::super::{Call, Unsupported, literal};
use super::Program;

const OTHER: Unsupported =
    Unsupported::new("The client has no such option", "客户端没有这样的选项");

impl Program {
    /// Setters of the call for all options that are not the default.
    pub(super) fn options(&mut self, call: &Call<'_>) -> Result<Vec<String>, Unsupported> {
        let options = call.options();
        let mut setters: Vec<String> = Vec::new();
        if let Some(region) = options.region {
            setters.push(format!("region({})", literal::rust(region)));
        }
        if let Some(language) = options.language {
            self.names.insert("Language");
            setters.push(match language {
                Language::ZhCn => "language(Language::ZhCn)".into(),
                Language::EnUs => "language(Language::EnUs)".into(),
                _ => return Err(OTHER),
            });
        }
        if options.method == Method::Get {
            self.names.insert("Method");
            setters.push("method(Method::Get)".into());
        }
        if let SignatureMethod::V1(algorithm) = options.signature {
            self.names.extend(["Algorithm", "SignatureMethod"]);
            let algorithm = match algorithm {
                Algorithm::HmacSha1 => "HmacSha1",
                Algorithm::HmacSha256 => "HmacSha256",
                _ => return Err(OTHER),
            };
            setters.push(format!("signature(SignatureMethod::V1(Algorithm::{algorithm}))"));
        }
        if let Some(id) = options.trace_id {
            setters.push(format!("trace_id({})", literal::rust(id)));
        }
        if let Some(name) = options.request_client {
            setters.push(format!("request_client({})", literal::rust(name)));
        }
        if options.unsigned_payload {
            setters.push("unsigned_payload()".into());
        }
        for (name, value) in options.headers {
            self.names.extend(["http::HeaderName", "http::HeaderValue"]);
            let name = literal::rust(name.as_str());
            let bytes = literal::rust_bytes(value.as_bytes());
            let value = match value.to_str() {
                Ok(text) => format!("HeaderValue::from_static({})", literal::rust(text)),
                Err(_) => format!("HeaderValue::from_bytes({bytes})?"),
            };
            setters.push(format!("header(HeaderName::from_static({name}), {value})"));
        }
        for name in options.signed_headers {
            self.names.insert("http::HeaderName");
            let name = literal::rust(name.as_str());
            setters.push(format!("sign_header(HeaderName::from_static({name}))"));
        }
        let is_signed = call.action().is_none_or(|action| action.signed);
        if is_signed && !call.request.is_signed() {
            setters.push("unsigned()".into());
        }
        if self.streams {
            setters.push("timeout(Duration::from_secs(300))".into());
        }
        Ok(setters)
    }
}
