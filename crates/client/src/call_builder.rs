//! A call that has its options and is not sent yet.

use std::marker::PhantomData;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use tencentcloud_core::{
    Action, ApiResponse, Endpoint, Error, Language, Limits, Method, Request, RetryPolicy,
    SignatureMethod,
};

use crate::client::Inner;
use crate::driver::{Answer, Wanted};
use crate::{Client, Events, Response, blocking, trace};

/// A call with options of its own, ended by `send`, `stream` or `sign`. `C` is
/// the client it was begun with: over an async client all of them are async.
///
/// ```
/// use std::time::Duration;
/// # use tencentcloud_client::{Language, blocking::Client};
/// # use tencentcloud_ecm::DescribeImage;
/// # use tencentcloud_emulator::Emulator;
/// # let cloud = Emulator::builder().build()?;
/// # let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
///
/// let reply = client
///     .call(&DescribeImage::default())
///     .region("ap-guangzhou")
///     .language(Language::EnUs)
///     .timeout(Duration::from_secs(5))
///     .send()?;
/// println!("{:?}, {}", reply.output.total_count, reply.request_id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CallBuilder<C, T> {
    inner: Arc<Inner>,
    client: PhantomData<C>,
    /// An input that does not become JSON is told when the call is sent.
    request: Result<Request, Error>,
    /// The client's, until something is said that differs.
    options: Arc<Options>,
    decode: fn(&ApiResponse, &Request) -> Result<T, Error>,
}

/// Where a call goes, how long it may take and what it does after failures.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) endpoint: Endpoint,
    pub(crate) backups: Vec<Endpoint>,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
}

impl<C, T> CallBuilder<C, T> {
    /// The common parameter Region of this call.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.map(|request| request.region(region))
    }

    /// The language of error messages of this call.
    pub fn language(self, language: Language) -> Self {
        self.map(|request| request.language(language))
    }

    /// An id by which the service's logs connect several requests.
    pub fn trace_id(self, id: impl Into<String>) -> Self {
        self.map(|request| request.trace_id(id))
    }

    /// Text added to `X-TC-RequestClient` of this call, see
    /// [`Request::request_client`].
    pub fn request_client(self, text: impl Into<String>) -> Self {
        self.map(|request| request.request_client(text))
    }

    /// Sends the input as the JSON body of a POST, the default, or in the query
    /// of a GET.
    pub fn method(self, method: Method) -> Self {
        self.map(|request| request.with_method(method))
    }

    /// Signs this call in another way than signature v3.
    pub fn signature(self, method: SignatureMethod) -> Self {
        self.map(|request| request.signature(method))
    }

    /// Leaves the body out of the signature, see [`Request::unsigned_payload`].
    pub fn unsigned_payload(self) -> Self {
        self.map(Request::unsigned_payload)
    }

    /// Signs one more of the headers, see [`Request::sign_header`].
    pub fn sign_header(self, name: HeaderName) -> Self {
        self.map(|request| request.sign_header(name))
    }

    /// Adds a header that the protocol does not know, see [`Request::header`].
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.map(|request| request.header(name, value))
    }

    /// Sends this call without a signature, for the few actions that allow it.
    pub fn unsigned(self) -> Self {
        self.map(Request::unsigned)
    }

    /// Where this call goes, and nowhere else: the client's backups are not
    /// for another endpoint.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        let options = Arc::make_mut(&mut self.options);
        options.endpoint = endpoint;
        options.backups.clear();
        self
    }

    /// Further attempts of this call after the first.
    pub fn max_retries(mut self, retries: u32) -> Self {
        let options = Arc::make_mut(&mut self.options);
        options.retry = options.retry.max_retries(retries);
        self
    }

    /// What this call does after failures; replaces what
    /// [`CallBuilder::max_retries`] said before.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        Arc::make_mut(&mut self.options).retry = policy;
        self
    }

    /// How long this call may take in all, until its answer is there; where that
    /// is a stream, until its end.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        Arc::make_mut(&mut self.options).limits.total = timeout;
        self
    }

    pub(crate) fn new(
        inner: &Arc<Inner>,
        request: Result<Request, Error>,
        decode: fn(&ApiResponse, &Request) -> Result<T, Error>,
    ) -> Self {
        let request = request.map(|request| inner.defaults(request));
        let options = Arc::clone(&inner.options);
        Self { inner: Arc::clone(inner), client: PhantomData, request, options, decode }
    }

    fn map(mut self, change: impl FnOnce(Request) -> Request) -> Self {
        self.request = self.request.map(change);
        self
    }

    async fn drive(self) -> Result<Response<T>, Error> {
        let Self { inner, request, options, decode, .. } = self;
        let request = request?;
        let span = trace::call(&request);
        let mut call = inner.begin(request, &options)?;
        let outcome = {
            let driving = pin!(inner.drive(&mut call, Wanted::Whole));
            trace::within(&span, driving).await
        };
        let reply = match outcome {
            Ok(Answer::Whole(accepted)) => decode(&accepted, call.request()).map(|output| {
                let ApiResponse { raw: received, request_id, .. } = accepted;
                Response {
                    output,
                    request_id,
                    attempts: call.attempts(),
                    headers: received.headers,
                }
            }),
            Ok(Answer::Stream(..)) => Err(Error::Driver("a stream came that nobody wanted")),
            Err(error) => Err(error),
        };
        trace::done(&span, call.attempts(), reply.as_ref().map(|reply| &*reply.request_id));
        reply
    }

    async fn open(self) -> Result<Events, Error> {
        let Self { inner, request, options, .. } = self;
        let request = request?;
        let span = trace::call(&request);
        let mut call = inner.begin(request, &options)?;
        let outcome = {
            let driving = pin!(inner.drive(&mut call, Wanted::Stream));
            trace::within(&span, driving).await
        };
        let events = outcome.and_then(|answer| match answer {
            Answer::Stream(head, body) => Ok(Events::new(head, body, &call, options.limits.body)),
            Answer::Whole(accepted) => Err(Error::no_stream(
                Some(accepted.request_id).filter(|id| !id.is_empty()),
                call.request().action(),
            )),
        });
        trace::done(&span, call.attempts(), events.as_ref().map(Events::request_id));
        events
    }

    async fn make(self) -> Result<http::Request<Bytes>, Error> {
        self.inner.sign(&self.request?, &self.options).await
    }
}

impl<T> CallBuilder<Client, T> {
    /// Sends it. Dropping the future cancels the call.
    pub async fn send(self) -> Result<Response<T>, Error> {
        self.drive().await
    }

    /// Sends it and hands out the answer's events while they come. The input has
    /// to ask for a stream, by whatever member the action has for that: an
    /// answer that is whole is an error, [`ReplyError::NoStream`].
    ///
    /// Failures are tried again as by [`CallBuilder::send`] until a stream begins.
    /// Dropping the future or the [`Events`] cancels the call.
    pub async fn stream(self) -> Result<Events, Error> {
        self.open().await
    }

    /// Signs it and sends nothing.
    pub async fn sign(self) -> Result<http::Request<Bytes>, Error> {
        self.make().await
    }
}

impl<T> CallBuilder<blocking::Client, T> {
    /// Sends it and waits for the answer.
    pub fn send(self) -> Result<Response<T>, Error> {
        pollster::block_on(self.drive())
    }

    /// Sends it and hands out the answer's events while they come. The input has
    /// to ask for a stream, by whatever member the action has for that: an
    /// answer that is whole is an error, [`ReplyError::NoStream`].
    ///
    /// Failures are tried again as by [`CallBuilder::send`] until a stream begins.
    /// Dropping the [`Events`](blocking::Events) cancels the call.
    pub fn stream(self) -> Result<blocking::Events, Error> {
        pollster::block_on(self.open()).map(blocking::Events)
    }

    /// Signs it and sends nothing.
    pub fn sign(self) -> Result<http::Request<Bytes>, Error> {
        pollster::block_on(self.make())
    }
}

/// The typed request of an action, or why it has none.
pub(crate) fn request_of<A: Action>(action: &A) -> Result<Request, Error> {
    Request::of(action).map_err(|error| Error::request(error, A::NAME))
}

/// The content of `Response`, as the JSON text that came.
pub(crate) fn text(accepted: &ApiResponse, request: &Request) -> Result<String, Error> {
    accepted.decode::<&serde_json::value::RawValue>(request).map(|raw| raw.get().to_owned())
}
