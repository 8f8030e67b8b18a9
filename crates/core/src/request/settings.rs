//! The options of a request, to read: for programs that show a request or write code
//! that sends the same.

use http::{HeaderName, HeaderValue};

use super::{Content, Language, Method, Request, SignatureMethod};
use crate::BodyKind;

/// The options of a [`Request`], as its setters left them. See [`Request::options`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RequestOptions<'a> {
    /// The common parameter Region.
    pub region: Option<&'a str>,
    /// The language of error messages.
    pub language: Option<Language>,
    /// The HTTP method.
    pub method: Method,
    /// The signature method.
    pub signature: SignatureMethod,
    /// Whether the body is excluded from the signature.
    pub unsigned_payload: bool,
    /// The suffix of `X-TC-RequestClient`.
    pub request_client: Option<&'a str>,
    /// The value of `X-TC-TraceId`.
    pub trace_id: Option<&'a str>,
    /// Headers that are signed beside `content-type` and `host`.
    pub signed_headers: &'a [HeaderName],
    /// Headers that the caller set. They may be secret.
    pub headers: &'a [(HeaderName, HeaderValue)],
}

impl Request {
    /// The options of the request.
    ///
    /// ```
    /// use tencentcloud_core::{Method, Request};
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}")
    ///     .region("ap-guangzhou")
    ///     .with_method(Method::Get);
    /// let options = request.options();
    /// assert_eq!((options.region, options.method), (Some("ap-guangzhou"), Method::Get));
    /// ```
    pub fn options(&self) -> RequestOptions<'_> {
        RequestOptions {
            region: self.region.as_deref(),
            language: self.language,
            method: match self.content {
                Content::Query(_) => Method::Get,
                _ => Method::Post,
            },
            signature: self.signature,
            unsigned_payload: self.unsigned_payload,
            request_client: self.client_suffix.as_deref(),
            trace_id: self.trace_id.as_deref(),
            signed_headers: &self.signed_headers,
            headers: &self.headers,
        }
    }

    /// The form of the body.
    pub fn body_kind(&self) -> BodyKind {
        match self.content {
            Content::Json(_) | Content::Query(_) => BodyKind::Json,
            Content::Multipart { .. } => BodyKind::Multipart,
            Content::Octets { .. } => BodyKind::Octets,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::sign::v1::Algorithm;

    #[test]
    fn options_are_those_that_were_set() {
        let name = HeaderName::from_static("x-a");
        let v1 = SignatureMethod::V1(Algorithm::HmacSha1);
        let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}");
        let options = request.options();
        assert_eq!((options.region, options.language, options.method), (None, None, Method::Post));
        assert_eq!((options.request_client, options.trace_id), (None, None));
        assert_eq!(options.signature, SignatureMethod::Tc3);
        assert!(!options.unsigned_payload && options.headers.is_empty());

        let request = request
            .region("r")
            .language(Language::EnUs)
            .with_method(Method::Get)
            .signature(v1)
            .unsigned_payload()
            .request_client("c")
            .trace_id("t")
            .sign_header(name.clone())
            .header(name.clone(), HeaderValue::from_static("v"));
        let options = request.options();
        assert_eq!((options.region, options.language), (Some("r"), Some(Language::EnUs)));
        assert_eq!((options.method, options.signature), (Method::Get, v1));
        assert_eq!((options.request_client, options.trace_id), (Some("c"), Some("t")));
        assert!(options.unsigned_payload);
        assert_eq!(options.signed_headers, core::slice::from_ref(&name));
        assert_eq!(options.headers, [(name, HeaderValue::from_static("v"))]);
    }

    #[test]
    fn body_kind_is_that_of_the_constructor() {
        let json = Request::new("ecm", "2019-07-19", "A", "{}");
        assert_eq!(json.clone().with_method(Method::Get).body_kind(), BodyKind::Json);
        assert_eq!(json.body_kind(), BodyKind::Json);
        let multipart = Request::multipart("ecm", "2019-07-19", "A", "{}", Vec::new());
        assert_eq!(multipart.body_kind(), BodyKind::Multipart);
        let octets = Request::octets("ecm", "2019-07-19", "A", Vec::new(), "x");
        assert_eq!(octets.body_kind(), BodyKind::Octets);
    }
}
