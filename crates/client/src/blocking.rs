//! The client for blocking code.

use std::sync::Arc;

use bytes::Bytes;
use tencentcloud_core::{Action, BlockingTransport, Error, Request};

use crate::builder::ClientBuilder;
use crate::call_builder::{self, CallBuilder};
use crate::inner::Inner;
use crate::response::{AnyResponse, Response};

mod events;

pub use self::events::Events;

/// A client for blocking code, over a blocking transport.
///
/// Clones are cheap and share connections, credentials and settings. The client
/// contains no async runtime and starts none. It may be called where one is running,
/// but it blocks the calling thread; async code should use [`Client`](crate::Client).
///
/// ```
/// use tencentcloud_client::blocking::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
///
/// // In a program: Client::new(UreqTransport::new()?)
/// let emulator = Emulator::builder().build()?;
/// let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
///
/// let response = client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
/// println!("{}", response.request_id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>);

impl Client {
    /// A client with the default settings. Its credentials are
    /// [`EnvCredentials`](crate::EnvCredentials), which read the environment for every
    /// attempt.
    pub fn new(transport: impl BlockingTransport + 'static) -> Self {
        Self::builder(transport).build()
    }

    /// A builder for a client over this transport. An async transport does not
    /// compile.
    pub fn builder(transport: impl BlockingTransport + 'static) -> ClientBuilder<Self> {
        ClientBuilder::new(Box::new(transport), true, Self)
    }

    /// Sends an action with the client's settings.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] is an error of the service; [`Error::code_of`] gives its code
    /// as an enum. [`Error::Ambiguous`] is a write whose outcome is unknown.
    pub fn send<A: Action>(&self, action: &A) -> Result<Response<A::Output>, Error> {
        self.call(action).send()
    }

    /// Begins a call of an action, to set options before it is sent.
    pub fn call<A: Action>(&self, action: &A) -> CallBuilder<Self, A::Output> {
        call_builder::typed(&self.0, action)
    }

    /// Begins a call of any action by name. The output is the JSON of `Response`,
    /// unchanged.
    pub fn request(&self, request: Request) -> CallBuilder<Self, String> {
        call_builder::untyped(&self.0, Ok(request))
    }

    /// Begins a call of an action of the catalog, with a JSON object as input. Effect,
    /// rate limit, host and form of the body are known from there, see
    /// [`request_of`](crate::request_of). The output is the JSON of `Response`, unchanged.
    ///
    /// ```
    /// use tencentcloud_client::{blocking::Client, catalog};
    /// # use tencentcloud_emulator::Emulator;
    /// # let emulator = Emulator::builder().build()?;
    /// # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
    ///
    /// let action = catalog::action("ecm", "2019-07-19", "DescribeImage").ok_or("unknown")?;
    /// let json = client.call_of(action, r#"{"Limit": 5}"#).send()?.into_output();
    /// assert!(json.contains("TotalCount"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// The input is a literal or owned: of a `&str` that is no literal, pass a `String`.
    #[cfg(feature = "catalog")]
    pub fn call_of(
        &self,
        action: &'static tencentcloud_catalog::Action,
        input: impl Into<Bytes>,
    ) -> CallBuilder<Self, String> {
        call_builder::of_catalog(&self.0, action, input.into())
    }

    /// Signs an action without sending it, for another HTTP client to send. The
    /// signature is valid for five minutes.
    ///
    /// The checks of [`send`](Self::send) do not apply: it also signs for plain HTTP,
    /// and with emulator keys for Tencent Cloud. The timeout limits the time of the
    /// credential provider.
    pub fn sign<A: Action>(&self, action: &A) -> Result<http::Request<Bytes>, Error> {
        self.call(action).sign()
    }
}

impl<T> CallBuilder<Client, T> {
    /// Sends the call and blocks until its response arrives.
    pub fn send(self) -> Result<Response<T>, Error> {
        pollster::block_on(self.execute())
    }

    /// Sends the call and returns the events of its response as they arrive.
    ///
    /// The input must request a stream, by the member that the action has for it.
    /// Attempts are retried as by [`send`](Self::send) until the stream begins.
    /// Dropping the [`Events`] cancels the call.
    ///
    /// # Errors
    ///
    /// As for `send`; also [`ReplyError::NoStream`](crate::ReplyError::NoStream) if
    /// the response is not an event stream.
    pub fn stream(self) -> Result<Events, Error> {
        pollster::block_on(self.open_stream()).map(Events)
    }

    /// Sends the call and returns its response, whether it is a single one or a stream of
    /// events, for an action whose input decides that.
    ///
    /// Retries and errors are those of `send` and, once a stream began, of `stream`.
    /// Dropping the [`Events`] cancels the call.
    pub fn send_or_stream(self) -> Result<AnyResponse<T, Events>, Error> {
        pollster::block_on(self.execute_any()).map(|response| match response {
            AnyResponse::Single(response) => AnyResponse::Single(response),
            AnyResponse::Stream(events) => AnyResponse::Stream(Events(events)),
        })
    }

    /// Signs the request without sending it, see [`Client::sign`].
    pub fn sign(self) -> Result<http::Request<Bytes>, Error> {
        pollster::block_on(self.sign_only())
    }
}
