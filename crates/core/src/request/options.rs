//! Options of a request.

use alloc::borrow::Cow;
use alloc::string::String;

use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderName, HeaderValue};

use super::{Content, Request};
use crate::Effect;
use crate::sign::v1::Algorithm;

/// The HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Method {
    /// The input is sent in the query, which is limited to 32 KB.
    Get,
    /// The input is sent in the body.
    #[default]
    Post,
}

/// The signature of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SignatureMethod {
    /// Signature v3, `TC3-HMAC-SHA256`, for every kind of request.
    #[default]
    Tc3,
    /// Signature v1: all parameters are in the query of a GET or the form of a POST.
    V1(Algorithm),
}

/// The language of error messages, `X-TC-Language`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    EnUs,
}

impl Language {
    /// The value of the header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::EnUs => "en-US",
        }
    }
}

impl Request {
    /// Sets the HTTP method. POST is the default. Requests with files or an octet
    /// stream are always a POST.
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.content = match (method, self.content) {
            (Method::Get, Content::Json(input)) => Content::Query(input),
            (Method::Post, Content::Query(input)) => Content::Json(input),
            (_, content) => content,
        };
        self
    }

    /// Sets the signature method. Signature v3 is the default.
    #[must_use]
    pub fn signature(mut self, method: SignatureMethod) -> Self {
        self.signature = method;
        self
    }

    /// Excludes the body from the signature (`UNSIGNED-PAYLOAD`). Over plain HTTP
    /// everyone on the path can then change it.
    #[must_use]
    pub fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Signs one more header of the request, such as `x-tc-action`. The headers
    /// `content-type` and `host` are always signed.
    #[must_use]
    pub fn sign_header(mut self, name: HeaderName) -> Self {
        let is_signed = [CONTENT_TYPE, HOST].contains(&name);
        if !is_signed && !self.signed_headers.contains(&name) {
            self.signed_headers.push(name);
        }
        self
    }

    /// Sets the effect of the action, which decides about retries.
    #[must_use]
    pub fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// Declares that a successful output may have a member `Error`, as few actions have.
    /// Then `Error` is an error of the API only if its `Code` is a non-empty string. For
    /// any other action, `Error` in another form makes the response invalid.
    #[must_use]
    pub fn declare_error(mut self) -> Self {
        self.declares_error = true;
        self
    }

    /// Sets the first labels of the host, for the few actions that are not called at the
    /// host of their service: with `es.ai`, [`Endpoint::nearest`](crate::Endpoint::nearest)
    /// is `es.ai.tencentcloudapi.com`. The signature stays that of the service, and a
    /// [custom endpoint](crate::Endpoint::custom) stays as it is.
    ///
    /// ```
    /// use tencentcloud_core::{Endpoint, Request};
    ///
    /// let request = Request::new("es", "2025-01-01", "ParseDocument", "{}").host_labels("es.ai");
    /// let origin = Endpoint::nearest().origin_for(&request)?;
    /// assert_eq!(origin.host(), "es.ai.tencentcloudapi.com");
    /// # Ok::<(), tencentcloud_core::EndpointError>(())
    /// ```
    #[must_use]
    pub fn host_labels(mut self, labels: impl Into<Cow<'static, str>>) -> Self {
        self.host_labels = Some(labels.into());
        self
    }

    /// Sets the rate limit of the action in requests per second and account. `None`
    /// disables pacing of this call.
    #[must_use]
    pub fn rate(mut self, rate: impl Into<Option<u32>>) -> Self {
        self.rate = rate.into();
        self
    }

    /// Sends the request without a signature, for the few actions that allow it.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.signed = false;
        self
    }

    /// Sets a header. It replaces a header of the same name that was set before, but
    /// not one that the protocol sets, such as `Host`.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.retain(|(present, _)| *present != name);
        self.headers.push((name, value));
        self
    }

    /// Sets the common parameter Region. An empty region is omitted, because the
    /// service rejects it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into()).filter(|region| !region.is_empty());
        self
    }

    /// Sets the language of error messages.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Sets the suffix of `X-TC-RequestClient`, which identifies a program in the logs
    /// of the service: at most 128 letters, digits and characters of `-_,;.`.
    #[must_use]
    pub fn request_client(mut self, suffix: impl Into<String>) -> Self {
        self.client_suffix = Some(suffix.into()).filter(|suffix| !suffix.is_empty());
        self
    }

    /// Sets `X-TC-TraceId`, which connects several requests in the logs of the service.
    #[must_use]
    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into()).filter(|id| !id.is_empty());
        self
    }

    /// Sets region and language if the request has none.
    #[must_use]
    pub fn defaults(mut self, region: Option<&str>, language: Option<Language>) -> Self {
        self.language = self.language.or(language);
        match region {
            Some(region) if self.region.is_none() => self.region(region),
            _ => self,
        }
    }
}
