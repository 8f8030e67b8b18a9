//! Clients for Tencent Cloud API 3.0 over any transport.
//!
//! [`Client`] is for async code, [`blocking::Client`] for the rest; they are
//! one client, and which transport each takes is checked by the compiler.
//! Both are cheap to clone and meant to be kept: they hold the connections.
//!
//! ```
//! use tencentcloud_client::blocking::Client;
//! use tencentcloud_ecm::ImportImage;
//! use tencentcloud_emulator::Emulator;
//!
//! // In a program: UreqTransport::new()? and Environment::default().
//! let cloud = Emulator::builder().build()?;
//! let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
//!
//! let reply = client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
//! println!("{}", reply.request_id);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An error is matched without comparing strings:
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! use tencentcloud_ecm::{ImportImage, ImportImageCode};
//! # let cloud = Emulator::builder().build()?;
//! # let client = Client::builder(cloud.clone()).credentials(cloud.credential()).build();
//! let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//! client.send(&import)?;
//! let error = client.send(&import).unwrap_err();
//! match error.code_of::<ImportImage>() {
//!     Some(ImportImageCode::ImageDuplicate) => println!("it is there already"),
//!     Some(ImportImageCode::Other(code)) => println!("{code}: {:?}", code.class()),
//!     Some(code) => println!("{code}"),
//!     None => println!("no answer from the service: {error}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod blocking;
mod builder;
mod client;
mod clock;
mod credentials;
mod driver;
mod events;
mod hook;
mod pending;
mod reply;
mod signing_keys;
mod trace;

pub use self::builder::ClientBuilder;
pub use self::client::Client;
pub use self::clock::SystemClock;
pub use self::credentials::{
    Environment, MissingCredential, NoCredentials, ProvideCredentials, Static,
};
pub use self::events::Events;
pub use self::hook::{Attempted, Hook};
pub use self::pending::Pending;
pub use self::reply::Reply;
pub use tencentcloud_core::event_stream::Event;
pub use tencentcloud_core::{
    Action, Ambiguity, ApiError, Attempt, BoxError, Class, Clock, Credential, Effect, Endpoint,
    Error, ErrorCode, InvalidCredential, Language, Received, ReplyError, Request, RetryPolicy,
    Secret, Sent, SignatureMethod, TransportError, TransportErrorKind,
};
