//! The async client.

use std::sync::Arc;

use bytes::Bytes;
use tencentcloud_core::{Action, AsyncTransport, Error, Request};

use crate::builder::ClientBuilder;
use crate::call_builder::{self, CallBuilder};
use crate::events::Events;
use crate::inner::Inner;
use crate::response::{AnyResponse, Response};

/// A client for async code, over an async transport.
///
/// Clones are cheap and share connections, credentials and settings, so keep one
/// client for the whole program. [`blocking::Client`](crate::blocking::Client) is
/// the same for blocking code.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use tencentcloud_client::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
///
/// // In a program: Client::new(HyperTransport::new()?)
/// let emulator = Emulator::builder().build()?;
/// let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
///
/// let action = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
/// let response = client.call(&action).region("ap-guangzhou").send().await?;
/// assert_eq!(response.attempts, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>);

impl Client {
    /// A client with the default settings. Its credentials are
    /// [`EnvCredentials`](crate::EnvCredentials), which read the environment for every
    /// attempt.
    pub fn new(transport: impl AsyncTransport + 'static) -> Self {
        Self::builder(transport).build()
    }

    /// A builder for a client over this transport. A blocking transport does not
    /// compile.
    pub fn builder(transport: impl AsyncTransport + 'static) -> ClientBuilder<Self> {
        ClientBuilder::new(Box::new(transport), false, Self)
    }

    /// Sends an action with the client's settings.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] is an error of the service; [`Error::code_of`] gives its code
    /// as an enum. [`Error::Ambiguous`] is a write whose outcome is unknown.
    pub async fn send<A: Action>(&self, action: &A) -> Result<Response<A::Output>, Error> {
        self.call(action).send().await
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
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use tencentcloud_client::{Client, catalog};
    /// # use tencentcloud_emulator::Emulator;
    /// # let emulator = Emulator::builder().build()?;
    /// # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
    ///
    /// let action = catalog::action("ecm", "2019-07-19", "DescribeImage").ok_or("unknown")?;
    /// let json = client.call_of(action, r#"{"Limit": 5}"#).send().await?.into_output();
    /// assert!(json.contains("TotalCount"));
    /// # Ok(())
    /// # }
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
    pub async fn sign<A: Action>(&self, action: &A) -> Result<http::Request<Bytes>, Error> {
        self.call(action).sign().await
    }
}

impl<T> CallBuilder<Client, T> {
    /// Sends the call and returns its response. Dropping the future cancels the call.
    pub async fn send(self) -> Result<Response<T>, Error> {
        self.execute().await
    }

    /// Sends the call and returns the events of its response as they arrive.
    ///
    /// The input must request a stream, by the member that the action has for it.
    /// Attempts are retried as by [`send`](Self::send) until the stream begins.
    /// Dropping the future or the [`Events`] cancels the call.
    ///
    /// # Errors
    ///
    /// As for `send`; also [`ReplyError::NoStream`](crate::ReplyError::NoStream) if
    /// the response is not an event stream.
    pub async fn stream(self) -> Result<Events, Error> {
        self.open_stream().await
    }

    /// Sends the call and returns its response, whether it is a single one or a stream of
    /// events, for an action whose input decides that.
    ///
    /// Retries and errors are those of `send` and, once a stream began, of `stream`.
    /// Dropping the future or the [`Events`] cancels the call.
    pub async fn send_or_stream(self) -> Result<AnyResponse<T>, Error> {
        self.execute_any().await
    }

    /// Signs the request without sending it, see [`Client::sign`].
    pub async fn sign(self) -> Result<http::Request<Bytes>, Error> {
        self.sign_only().await
    }
}
