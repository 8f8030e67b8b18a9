//! What a snippet is written for.

use bytes::Bytes;
use tencentcloud_catalog::{self as catalog, Action, Service};
use tencentcloud_core::{Credential, Endpoint, Origin, Request, RequestOptions, Timestamp};

use super::Unsupported;

/// A call: the request, where it goes and, for the forms that send its very bytes, the
/// request as it was signed.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    pub(super) request: &'a Request,
    pub(super) endpoint: &'a Endpoint,
    pub(super) signed: Option<Signed<'a>>,
    pub(super) typing: Typing,
    pub(super) emulator_keys: Option<&'a Credential>,
}

/// Whether Rust programs take the input as a value of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typing {
    /// If a crate of the repository has the type, and it serializes to the same bytes.
    Default,
    Typed,
    Untyped,
}

/// A signed request and the time of its signature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signed<'a> {
    pub(super) request: &'a http::Request<Bytes>,
    pub(super) at: Timestamp,
    pub(super) head: Option<&'a [u8]>,
}

impl<'a> Call<'a> {
    /// A call of this request at this endpoint.
    pub fn new(request: &'a Request, endpoint: &'a Endpoint) -> Self {
        Self { request, endpoint, signed: None, typing: Typing::Default, emulator_keys: None }
    }

    /// Adds the request as it was signed at this time, see [`Request::to_http`]. Only the
    /// forms `curl` and `http` need it.
    #[must_use]
    pub fn signed(mut self, request: &'a http::Request<Bytes>, at: Timestamp) -> Self {
        self.signed = Some(Signed { request, at, head: None });
        self
    }

    /// Sets the head that a transport sends for the signed request: the request line and
    /// header lines of HTTP/1.1, with those that the transport adds. Without it, the head
    /// has the headers of the signed request and its `content-length`.
    #[must_use]
    pub fn head(mut self, head: &'a [u8]) -> Self {
        self.signed = self.signed.map(|signed| Signed { head: Some(head), ..signed });
        self
    }

    /// Writes these keys before a `tc3` command, also before the one by which the comment of
    /// `curl` signs a request anew: an emulator accepts only its own, which last as long as it
    /// runs. Keys that may be for Tencent Cloud are not written, see
    /// [`Credential::is_never_for_tencent`].
    ///
    /// ```
    /// use tencentcloud_codegen::snippets::{Call, Form, snippet};
    /// use tencentcloud_core::{Credential, Endpoint, Request};
    ///
    /// let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}");
    /// let endpoint = Endpoint::custom("http://127.0.0.1:8080")?;
    /// let keys = Credential::new("AKIDemulator0001", "test-secret-key-000001")?;
    /// let line = snippet(Form::Tc3, &Call::new(&request, &endpoint).emulator_keys(&keys))?.code;
    /// assert!(line.starts_with("TENCENTCLOUD_SECRET_ID=AKIDemulator0001 "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn emulator_keys(mut self, keys: &'a Credential) -> Self {
        self.emulator_keys = Some(keys);
        self
    }

    /// Lets Rust programs take the input as a value of its type. If no crate of the repository
    /// has the type, [`Snippet::generate`](super::Snippet::generate) is the command that makes
    /// one. Without it, such a program takes the input as JSON.
    ///
    /// The type may write the same JSON in other bytes: without spaces, and with members in the
    /// order of the catalog. [`Snippet::same_bytes`](super::Snippet::same_bytes) tells. An input
    /// that is no value of the type is [`Unsupported`].
    ///
    /// ```
    /// use tencentcloud_codegen::snippets::{Call, Form, snippet};
    /// use tencentcloud_core::{Endpoint, Request};
    ///
    /// let input = r#"{"RoleArn":"arn","RoleSessionName":"name"}"#;
    /// let request = Request::new("sts", "2018-08-13", "AssumeRole", input);
    /// let endpoint = Endpoint::nearest();
    /// let program = snippet(Form::Rust, &Call::new(&request, &endpoint).typed())?;
    /// assert!(program.code.contains("AssumeRole::new(\"arn\", \"name\")"));
    /// let command = program.generate.ok_or("no command")?;
    /// assert!(command.starts_with("tc3 generate crate sts --only AssumeRole "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn typed(mut self) -> Self {
        self.typing = Typing::Typed;
        self
    }

    /// Lets Rust programs take the input as JSON, even if there are types for it.
    #[must_use]
    pub fn untyped(mut self) -> Self {
        self.typing = Typing::Untyped;
        self
    }

    /// Whether a Rust program for it takes the input as a value of its type: if it is
    /// [`typed`](Self::typed), any input that is one; by default, an input of one of
    /// [`typed_actions`](super::typed_actions) that the type serializes to the same bytes.
    pub fn has_types(&self) -> bool {
        super::rust::has_types(self)
    }

    pub(super) fn options(&self) -> RequestOptions<'a> {
        self.request.options()
    }

    /// The action in the catalog.
    pub(super) fn action(&self) -> Option<&'static Action> {
        let request = self.request;
        catalog::action(request.service(), request.version(), request.action())
    }

    pub(super) fn service(&self) -> Option<&'static Service> {
        catalog::service(self.request.service())
    }

    /// Where the request goes.
    pub(super) fn origin(&self) -> Result<Origin, Unsupported> {
        self.endpoint.origin_for(self.request).map_err(|_| Unsupported::NOT_A_HOST)
    }

    /// Where the request goes, if a client that knows the catalog would send it elsewhere
    /// by default.
    pub(super) fn origin_unlike_catalog(&self) -> Result<Option<Origin>, Unsupported> {
        let labels = self.action().and_then(|action| action.host);
        self.origin_unlike(labels.unwrap_or(self.request.service()))
    }

    /// The same for a client that takes the service for the first label of every host.
    pub(super) fn origin_unlike_service(&self) -> Result<Option<Origin>, Unsupported> {
        self.origin_unlike(self.request.service())
    }

    fn origin_unlike(&self, labels: &str) -> Result<Option<Origin>, Unsupported> {
        let origin = self.origin()?;
        let default = format!("https://{labels}.tencentcloudapi.com");
        Ok(Some(origin).filter(|origin| origin.to_string() != default))
    }

    /// Whether the request has an option that only our client can set.
    pub(super) fn has_special_options(&self) -> bool {
        let options = self.options();
        options.unsigned_payload
            || options.request_client.is_some()
            || options.trace_id.is_some()
            || !options.signed_headers.is_empty()
            || !options.headers.is_empty()
    }
}
