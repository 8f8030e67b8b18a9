//! What can be said about a request beyond its action and input.

use alloc::string::String;

use http::{HeaderName, HeaderValue};

use super::{Content, Language, Method, Request, SignatureMethod};
use crate::Effect;

impl Request {
    /// Sends the input as the JSON body of a POST, the default, or in the query
    /// of a GET. Files and octet streams are always a POST.
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.content = match (method, self.content) {
            (Method::Get, Content::Json(input)) => Content::Query(input),
            (Method::Post, Content::Query(input)) => Content::Json(input),
            (_, content) => content,
        };
        self
    }

    /// Signs in this way.
    #[must_use]
    pub fn signature(mut self, method: SignatureMethod) -> Self {
        self.signature = method;
        self
    }

    /// Leaves the body out of the signature, `UNSIGNED-PAYLOAD`. Over plain
    /// HTTP anyone on the way could then change it.
    #[must_use]
    pub fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Signs one more of the headers that the request has, such as
    /// `x-tc-action`. `content-type` and `host` are always signed.
    #[must_use]
    pub fn sign_header(mut self, name: HeaderName) -> Self {
        if !self.signed_headers.contains(&name) {
            self.signed_headers.push(name);
        }
        self
    }

    /// Says what sending this does.
    #[must_use]
    pub fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// The documented limit of the action, in requests per second and account;
    /// none turns pacing off for this call.
    #[must_use]
    pub fn rate(mut self, rate: impl Into<Option<u32>>) -> Self {
        self.rate = rate.into();
        self
    }

    /// Sends it without a signature, for the few actions that allow it.
    #[must_use]
    pub fn unsigned(mut self) -> Self {
        self.signed = false;
        self
    }

    /// One more header, in place of one added under the same name. One that the
    /// protocol sets itself, such as `Host`, keeps the protocol's value.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.retain(|(present, _)| *present != name);
        self.headers.push((name, value));
        self
    }

    /// The common parameter Region. An empty one is left out, since the
    /// service refuses it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into()).filter(|region| !region.is_empty());
        self
    }

    /// The language of error messages.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Text added to `X-TC-RequestClient`, by which a caller finds its own
    /// calls in the service's logs: at most 128 characters of letters, digits
    /// and `-_,;.`.
    #[must_use]
    pub fn request_client(mut self, text: impl Into<String>) -> Self {
        self.client = Some(text.into()).filter(|text| !text.is_empty());
        self
    }

    /// An id by which the service's logs connect several requests.
    #[must_use]
    pub fn trace_id(mut self, id: impl Into<String>) -> Self {
        self.trace_id = Some(id.into()).filter(|id| !id.is_empty());
        self
    }

    /// Fills in region and language where the request has none of its own.
    #[must_use]
    pub fn defaults(mut self, region: Option<&str>, language: Option<Language>) -> Self {
        self.language = self.language.or(language);
        match region {
            Some(region) if self.region.is_none() => self.region(region),
            _ => self,
        }
    }
}
