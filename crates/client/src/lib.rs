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
//! // In a program: UreqTransport::new()? and EnvCredentials::default().
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
mod call_builder;
mod client;
mod clock;
mod credentials;
mod driver;
mod events;
mod interceptor;
mod response;
mod signing_keys;
mod trace;

pub use self::builder::ClientBuilder;
pub use self::call_builder::CallBuilder;
pub use self::client::Client;
pub use self::clock::SystemClock;
pub use self::credentials::{EnvCredentials, MissingCredential, ProvideCredentials};
pub use self::events::Events;
pub use self::interceptor::{AttemptInfo, Interceptor};
pub use self::response::Response;
pub use tencentcloud_core::event_stream::Event;
pub use tencentcloud_core::{
    Action, Ambiguity, ApiError, Attempt, BoxError, Class, Clock, Credential, Effect, Endpoint,
    Error, ErrorCode, InvalidCredential, Language, Method, RawResponse, ReplyError, Request,
    RetryPolicy, Secret, Sent, SignatureMethod, TransportError, TransportErrorKind,
};
