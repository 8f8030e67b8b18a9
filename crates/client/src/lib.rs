//! Clients for Tencent Cloud API 3.0 over any transport.
//!
//! [`Client`] is for async code and takes an [`AsyncTransport`] such as
//! `HyperTransport`; [`blocking::Client`] is for blocking code and takes a
//! [`BlockingTransport`] such as `UreqTransport`. The wrong transport does not compile.
//! Both clients have the same methods and are cheap to clone. Keep one for the whole
//! program, since it holds the connections.
//!
//! ```
//! use tencentcloud_client::blocking::Client;
//! use tencentcloud_ecm::ImportImage;
//! use tencentcloud_emulator::Emulator;
//!
//! // In a program: Client::new(UreqTransport::new()?)
//! let emulator = Emulator::builder().build()?;
//! let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//!
//! let response = client.send(&ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))?;
//! println!("{}", response.request_id);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! An error code is matched as an enum of the action:
//!
//! ```
//! # use tencentcloud_client::blocking::Client;
//! # use tencentcloud_emulator::Emulator;
//! use tencentcloud_ecm::{ImportImage, ImportImageCode};
//! # let emulator = Emulator::builder().build()?;
//! # let client = Client::builder(emulator.clone()).credentials(emulator.credential()).build();
//! let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
//! client.send(&import)?;
//! let error = client.send(&import).unwrap_err();
//! match error.code_of::<ImportImage>() {
//!     Some(ImportImageCode::ImageDuplicate) => println!("already imported"),
//!     Some(ImportImageCode::Other(code)) => println!("{code}: {:?}", code.class()),
//!     Some(code) => println!("{code}"),
//!     None => println!("not an error of the service: {error}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! None is on by default.
//!
//! - `catalog`: `call_of` calls any action of the `catalog` with JSON; its effect, rate, host
//!   and form of the body are taken from there.
//! - `validate`: untyped calls are checked against the catalog before they are sent, if the
//!   client or the call asks for it.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

pub mod blocking;
mod builder;
mod call_builder;
mod call_options;
#[cfg(feature = "catalog")]
mod catalog_request;
mod client;
mod clock;
mod credentials;
mod driver;
mod events;
mod inner;
mod interceptor;
mod rate_limiter;
mod response;
mod signing_keys;
mod trace;
#[cfg(feature = "validate")]
mod validation;

pub use self::builder::ClientBuilder;
pub use self::call_builder::CallBuilder;
#[cfg(feature = "catalog")]
pub use self::catalog_request::request_of;
pub use self::client::Client;
pub use self::clock::SystemClock;
pub use self::credentials::{
    EnvCredentials, EnvCredentialsError, ProvideCredentials, Surroundings,
};
pub use self::events::Events;
pub use self::interceptor::{AttemptInfo, Interceptor};
pub use self::rate_limiter::{Permission, RateLimiter};
pub use self::response::{AnyResponse, Response};
#[cfg(feature = "validate")]
pub use self::validation::ValidationError;
pub use bytes::Bytes;
pub use http;
#[cfg(feature = "catalog")]
pub use tencentcloud_catalog as catalog;
pub use tencentcloud_core::event_stream::Event;
pub use tencentcloud_core::sign::SignError;
pub use tencentcloud_core::sign::v1::Algorithm;
pub use tencentcloud_core::{
    Action, Ambiguity, ApiError, AsyncTransport, Attempt, BlockingTransport, BodyKind, BoxError,
    Class, Clock, CommonCode, Credential, Effect, Endpoint, EndpointError, Error, ErrorCode,
    InvalidCredential, JsonError, Language, Method, Now, Origin, RawResponse, ReplyError, Request,
    RequestError, RetryPolicy, Scheme, Secret, Sent, SignatureMethod, Timestamp, TimestampError,
    TransportError, TransportErrorKind, WaitReason, error_codes,
};

// For transports of your own.
pub use tencentcloud_core::{
    AsyncFns, BlockingFns, Chunks, Limits, ResponseBody, Transport, blocking_transport_from_fn,
    transport_from_fn,
};
