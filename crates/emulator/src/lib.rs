//! A local Tencent Cloud API 3.0 endpoint for tests.
//!
//! It verifies signatures as the service does, carries out the ECM image actions
//! in memory, and responds with the codes of the service, in Chinese or English.
//! It needs no account and no network.
//!
//! [`Emulator`] is a transport without sockets. Give it to a client instead of a
//! real transport, so that each test has a separate cloud. `Server`, behind the
//! default feature `server`, serves it over HTTP on loopback, for clients in any
//! language.
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::sign::SigningKey;
//! use tencentcloud_core::{Auth, Clock, Endpoint, Request};
//! use tencentcloud_emulator::Emulator;
//!
//! let emulator = Emulator::builder().build()?;
//!
//! // A client signs requests; this is the same by hand.
//! let (credential, now) = (emulator.credential(), emulator.clock().now());
//! let key = SigningKey::derive(credential.secret_key(), now.unix.date(), "ecm");
//! let request = Request::new(
//!     "ecm",
//!     "2019-07-19",
//!     "ImportImage",
//!     r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#,
//! )
//! .to_http(
//!     &Endpoint::default().origin("ecm")?,
//!     now,
//!     Auth::Sign { credential: &credential, key: &key },
//! )?;
//!
//! let response = emulator.respond(request);
//! assert_eq!(response.status(), 200);
//! assert!(response.body().starts_with(br#"{"Response":{"RequestId":""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Documented and assumed
//!
//! Codes, limits and formats are those of the public documentation. Where it says
//! nothing, the emulator assumes something, and [`Builder`] says what: the quota
//! of private images, whether an imported image keeps its id, the duration of an
//! import. The order of the checks is assumed, too; the [journal](admin) shows it.
//!
//! Every official form of a request is accepted: JSON, a GET with its parameters
//! in the query, and signature v1 with all parameters in a query or form. The
//! parts of `multipart/form-data` count as parameters; it is not documented
//! whether the service accepts them for actions without files. A nonce of
//! signature v1 may be repeated. `Authorization: SKIP` is accepted for the few
//! actions that need no signature.
//!
//! Actions that are not modeled are refused, or with [`Builder::stubs`] checked
//! against the catalog, and respond with an example.
//!
//! Two assumptions concern the common parameter `Region`. A region is a CVM
//! region, a region with an endpoint of ECM, or an edge region of ECM in a
//! published example; any other value is an `InvalidParameterValue`. A region
//! without an endpoint of ECM is an `UnsupportedRegion`.
//!
//! # Features
//!
//! - `server` (default): the server over HTTP.
//! - `tls`: the server over HTTPS as well, for clients that require HTTPS.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

pub mod admin;
mod api_request;
mod builder;
mod check_log;
mod dates;
mod diagnosis;
mod emulator;
mod explain;
mod failure;
mod gateway;
mod ids;
mod image_settings;
mod images;
mod inspect;
mod journal;
pub mod keys_file;
mod limiter;
mod messages;
mod moment;
mod parameters;
mod peer;
mod quoted;
mod regions;
mod respond;
mod response;
#[cfg(feature = "server")]
mod server;
mod shortened;
mod size_limit;
mod source_image;
mod state;
mod store;
mod stub;
mod transport;

pub use self::builder::{BuildError, Builder};
pub use self::emulator::Emulator;
pub use self::explain::explain;
pub use self::inspect::{AddImageError, ImageInfo, JournalEntry};
pub use self::keys_file::AccountKey;
#[cfg(feature = "server")]
pub use self::server::Server;
pub use self::source_image::SourceImage;

// Types of the signatures above.
pub use tencentcloud_core::{Credential, InvalidCredential, Timestamp};
pub use tencentcloud_testing::PausedClock;
pub use tencentcloud_verify::Key;
