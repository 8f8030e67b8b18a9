//! A call before it is sent.

use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use tencentcloud_core::{
    Action, ApiResponse, Call, Endpoint, Error, Language, Method, Request, RetryPolicy,
    SignatureMethod,
};
use tracing::{Instrument, Span};

use crate::call_options::CallOptions;
#[cfg(feature = "catalog")]
use crate::catalog_request::request_of;
use crate::driver::CallResponse;
use crate::driver::ResponseMode::{self, Collect, Stream};
use crate::events::Events;
use crate::inner::Inner;
use crate::response::{AnyResponse, Response};
use crate::trace;
#[cfg(feature = "validate")]
use crate::{RequestError, validation};

/// A call with its options, to be ended by `send`, `stream`, `send_or_stream` or `sign`.
///
/// `C` is the client that began the call, async or blocking, and `T` the output.
/// An option set here overrides the client's setting.
///
/// ```
/// use std::time::Duration;
/// # use tencentcloud_client::{Language, blocking::Client};
/// # use tencentcloud_ecm::DescribeImage;
/// # use tencentcloud_emulator::Emulator;
/// # let emulator = Emulator::builder().build()?;
/// # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
///
/// let response = client
///     .call(&DescribeImage::default())
///     .region("ap-guangzhou")
///     .language(Language::EnUs)
///     .timeout(Duration::from_secs(5))
///     .send()?;
/// println!("{:?}, {}", response.output.total_count, response.request_id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CallBuilder<C, T> {
    inner: Arc<Inner>,
    /// An error if the input did not serialize; it is returned on sending.
    request: Result<Box<Request>, Error>,
    options: CallOptions,
    #[cfg(feature = "validate")]
    validate: bool,
    decode: fn(&ApiResponse, &Request) -> Result<T, Error>,
    client: PhantomData<C>,
}

impl<C, T> CallBuilder<C, T> {
    /// Sets the common parameter Region.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.map(|request| request.region(region))
    }

    /// Sets the language of error messages.
    pub fn language(self, language: Language) -> Self {
        self.map(|request| request.language(language))
    }

    /// Sets the trace id, which connects several requests in the service's logs.
    pub fn trace_id(self, id: impl Into<String>) -> Self {
        self.map(|request| request.trace_id(id))
    }

    /// Adds a client name to `X-TC-RequestClient`, see [`Request::request_client`].
    pub fn request_client(self, name: impl Into<String>) -> Self {
        self.map(|request| request.request_client(name))
    }

    /// Sets the HTTP method. The default is a POST with the input as its JSON body;
    /// a GET carries the input in its query.
    pub fn method(self, method: Method) -> Self {
        self.map(|request| request.with_method(method))
    }

    /// Sets the signature method. The default is signature v3.
    pub fn signature(self, method: SignatureMethod) -> Self {
        self.map(|request| request.signature(method))
    }

    /// Excludes the body from the signature, see [`Request::unsigned_payload`].
    pub fn unsigned_payload(self) -> Self {
        self.map(Request::unsigned_payload)
    }

    /// Signs one more header, see [`Request::sign_header`].
    pub fn sign_header(self, name: HeaderName) -> Self {
        self.map(|request| request.sign_header(name))
    }

    /// Adds a header, see [`Request::header`]. Headers of the protocol keep their
    /// value.
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.map(|request| request.header(name, value))
    }

    /// Sends the call without a signature. Only few actions allow it.
    pub fn unsigned(self) -> Self {
        self.map(Request::unsigned)
    }

    /// Sets the endpoint of this call. The client's backup endpoints then do not
    /// apply.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.options.endpoint = endpoint;
        self.options.backups.clear();
        self
    }

    /// Sets the number of retries after the first attempt. It takes precedence over
    /// [`RetryPolicy::max_retries`], whichever setter is called first.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options.max_retries = Some(retries);
        self
    }

    /// Sets the retry policy of this call. It replaces the client's policy and the
    /// client's number of retries.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.options.retry_policy = policy;
        self
    }

    /// Sets the timeout of the whole call, retries and waits included. For an event
    /// stream it covers the stream until its end.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.limits.total = timeout;
        self
    }

    /// Sets the body of an action that takes an octet stream, see
    /// [`Request::octet_body`]. Sending fails for any other action.
    pub fn octet_body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.request = self.request.and_then(|request| {
            let action = request.action().to_owned();
            let changed = request.octet_body(bytes).map_err(|error| Error::request(error, &action));
            changed.map(Box::new)
        });
        self
    }

    /// Checks the call against the catalog before it is sent: the action must be known, and
    /// the input must fit it. See [`ClientBuilder::validate`](crate::ClientBuilder::validate).
    #[cfg(feature = "validate")]
    pub fn validate(mut self) -> Self {
        self.validate = true;
        self
    }

    fn map(mut self, change: impl FnOnce(Request) -> Request) -> Self {
        self.request = self.request.map(|request| Box::new(change(*request)));
        self
    }

    fn new(
        inner: &Arc<Inner>,
        request: Result<Request, Error>,
        decode: fn(&ApiResponse, &Request) -> Result<T, Error>,
    ) -> Self {
        Self {
            inner: Arc::clone(inner),
            request: request.map(|request| Box::new(inner.with_defaults(request))),
            options: inner.options.clone(),
            #[cfg(feature = "validate")]
            validate: false,
            decode,
            client: PhantomData,
        }
    }

    pub(crate) async fn execute(self) -> Result<Response<T>, Error> {
        match self.receive(Collect).await? {
            AnyResponse::Single(response) => Ok(response),
            AnyResponse::Stream(_) => Err(Error::driver("unexpected event stream")),
        }
    }

    pub(crate) async fn execute_any(self) -> Result<AnyResponse<T>, Error> {
        self.receive(Stream).await
    }

    async fn receive(self, mode: ResponseMode) -> Result<AnyResponse<T>, Error> {
        let (decode, event_limit) = (self.decode, self.options.limits.body);
        let (inner, mut call, span) = self.start()?;
        let response = pin!(inner.drive(&mut call, mode)).instrument(span.clone()).await;
        let result = response.and_then(|response| match response {
            CallResponse::Stream(head, body) => {
                Ok(AnyResponse::Stream(Events::new(head, body, &call, event_limit)))
            }
            CallResponse::Collected(response) => decode(&response, call.request()).map(|output| {
                let ApiResponse { raw, request_id, attempts, .. } = response;
                let headers = raw.headers;
                AnyResponse::Single(Response { output, request_id, attempts, headers })
            }),
        });
        trace::done(&span, call.attempts(), result.as_ref().map(AnyResponse::request_id));
        result
    }

    pub(crate) async fn open_stream(self) -> Result<Events, Error> {
        let event_limit = self.options.limits.body;
        let (inner, mut call, span) = self.start()?;
        let response = pin!(inner.drive(&mut call, Stream)).instrument(span.clone()).await;
        let result = response.and_then(|response| match response {
            CallResponse::Stream(head, body) => Ok(Events::new(head, body, &call, event_limit)),
            CallResponse::Collected(ApiResponse { request_id, attempts, .. }) => {
                let request_id = Some(request_id).filter(|id| !id.is_empty());
                let error = Error::no_stream(request_id, call.request().action());
                Err(error.after_attempts(attempts))
            }
        });
        trace::done(&span, call.attempts(), result.as_ref().map(Events::request_id));
        result
    }

    /// The call to drive, boxed as its request is and driven by a pinned future:
    /// futures that contain each other move less.
    fn start(self) -> Result<(Arc<Inner>, Box<Call>, Span), Error> {
        self.check()?;
        let request = self.request?;
        let span = trace::call(&request);
        let call = Box::new(self.inner.new_call(*request, &self.options)?);
        Ok((self.inner, call, span))
    }

    #[cfg(not(feature = "validate"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "with the feature it checks")]
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    #[cfg(feature = "validate")]
    fn check(&self) -> Result<(), Error> {
        match &self.request {
            Ok(request) if self.validate => validation::check(request).map_err(|error| {
                Error::request(RequestError::Input(error.into()), request.action())
            }),
            _ => Ok(()),
        }
    }

    pub(crate) async fn sign_only(self) -> Result<http::Request<Bytes>, Error> {
        self.check()?;
        self.inner.sign(&*self.request?, &self.options).await
    }
}

/// A call of a typed action.
pub(crate) fn typed<C, A: Action>(inner: &Arc<Inner>, action: &A) -> CallBuilder<C, A::Output> {
    let request = Request::of(action).map_err(|error| Error::request(error, A::NAME));
    CallBuilder::new(inner, request, |response, request| response.decode(request))
}

/// A call of any action by name; the output is the JSON of `Response`.
pub(crate) fn untyped<C>(
    inner: &Arc<Inner>,
    request: Result<Request, Error>,
) -> CallBuilder<C, String> {
    let call = CallBuilder::new(inner, request, |response, request| {
        let json: &serde_json::value::RawValue = response.decode(request)?;
        Ok(json.get().to_owned())
    });
    #[cfg(feature = "validate")]
    let call = CallBuilder { validate: inner.validate, ..call };
    call
}

/// A call of an action of the catalog.
#[cfg(feature = "catalog")]
pub(crate) fn of_catalog<C>(
    inner: &Arc<Inner>,
    action: &tencentcloud_catalog::Action,
    input: Bytes,
) -> CallBuilder<C, String> {
    let request = request_of(action, input).map_err(|error| Error::request(error, action.name));
    untyped(inner, request)
}
