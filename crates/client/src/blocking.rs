//! The same client for code that waits.

use std::sync::Arc;

use bytes::Bytes;
use tencentcloud_core::{Action, BlockingTransport, Error, Request};

use crate::call_builder::{request_of, text};
use crate::client::Inner;
use crate::{CallBuilder, ClientBuilder};

mod events;

pub use self::events::Events;

/// A client that blocks the calling thread until the answer is there. Clones
/// share connections, keys and settings.
///
/// There is no runtime inside, so it works where another async runtime is
/// running, too; but it holds up the thread it is called on, which async code
/// should not do to its own.
///
/// ```
/// use tencentcloud_client::blocking::Client;
/// use tencentcloud_ecm::ImportImage;
/// use tencentcloud_emulator::Emulator;
///
/// // In a program: UreqTransport::new()? and EnvCredentials::default().
/// let cloud = Emulator::builder().build()?;
/// let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
///
/// let reply = client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
/// println!("{}", reply.request_id);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Client(pub(crate) Arc<Inner>);

impl Client {
    /// Begins a client over a blocking transport. An async one is refused by
    /// the compiler.
    pub fn builder(transport: impl BlockingTransport + 'static) -> ClientBuilder<Self> {
        ClientBuilder::new(Box::new(transport), Self)
    }

    /// Carries an action out and returns its output.
    pub fn send<A: Action>(&self, action: &A) -> Result<A::Output, Error> {
        self.call(action).send().map(|reply| reply.output)
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
    pub fn sign<A: Action>(&self, action: &A) -> Result<http::Request<Bytes>, Error> {
        self.call(action).sign()
    }
}
