//! The async client.

use std::pin::pin;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tencentcloud_core::{
    AccountState, Action, AsyncTransport, Clock, Error, Language, Request, Transport,
};

use crate::call_builder::{Options, request_of, text};
use crate::signing_keys::SigningKeys;
use crate::{CallBuilder, ClientBuilder, Interceptor, ProvideCredentials};

/// A client for async code. Clones share connections, keys and settings.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use tencentcloud_client::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
///
/// // In a program: HyperTransport::new()? and EnvCredentials::default().
/// let cloud = Emulator::builder().build()?;
/// let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
///
/// let action = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
/// let reply = client.call(&action).region("ap-guangzhou").send().await?;
/// assert_eq!(reply.attempts, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Client(pub(crate) Arc<Inner>);

/// What both clients share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) credentials: Box<dyn ProvideCredentials>,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) keys: SigningKeys,
    pub(crate) shared: Mutex<AccountState>,
    pub(crate) interceptors: Vec<Box<dyn Interceptor>>,
    pub(crate) region: Option<String>,
    pub(crate) language: Option<Language>,
    pub(crate) pacing: bool,
    /// What a call starts from.
    pub(crate) options: Arc<Options>,
}

impl Inner {
    /// The request with what the client adds where it says nothing itself.
    pub(crate) fn defaults(&self, request: Request) -> Request {
        let request = request.defaults(self.region.as_deref(), self.language);
        if self.pacing { request } else { request.rate(None) }
    }
}

impl Client {
    /// Begins a client over a transport. A blocking one is refused by the compiler.
    pub fn builder(transport: impl AsyncTransport + 'static) -> ClientBuilder<Self> {
        ClientBuilder::new(Box::new(transport), Self)
    }

    /// Carries an action out and returns its output.
    pub async fn send<A: Action>(&self, action: &A) -> Result<A::Output, Error> {
        // Pinned where it is made: `await` alone would move it.
        let sending = pin!(self.call(action).send());
        sending.await.map(|reply| reply.output)
    }

    /// Begins a call with options of its own.
    pub fn call<A: Action>(&self, action: &A) -> CallBuilder<Self, A::Output> {
        CallBuilder::new(&self.0, request_of(action), |accepted, request| accepted.decode(request))
    }

    /// Begins a call of any action by name; its output stays JSON text.
    pub fn request(&self, request: Request) -> CallBuilder<Self, String> {
        CallBuilder::new(&self.0, Ok(request), text)
    }

    /// The signed request, for people who bring their own HTTP. It is good for
    /// five minutes.
    pub async fn sign<A: Action>(&self, action: &A) -> Result<http::Request<Bytes>, Error> {
        self.call(action).sign().await
    }
}
