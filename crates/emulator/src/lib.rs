//! A local Tencent Cloud API 3.0 endpoint.
//!
//! It verifies signatures as the service does, carries out the ECM image
//! actions on a store of its own, and answers with the service's codes, in
//! Chinese or English. No account, no network, nothing leaves the process.
//!
//! [`Emulator`] is a transport without sockets: give it to a client in place of
//! one that connects, and every test has a cloud of its own. `Server`, behind
//! the default feature `server`, serves the same over HTTP on loopback, to any
//! client in any language.
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::sign::SigningKey;
//! use tencentcloud_core::{Auth, Clock, Endpoint, Request};
//! use tencentcloud_emulator::Emulator;
//!
//! let emulator = Emulator::builder().build()?;
//!
//! // What a client does for you: sign a request with the keys of this run.
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
//! let answer = emulator.respond(request);
//! assert_eq!(answer.status(), 200);
//! assert!(answer.body().starts_with(br#"{"Response":{"RequestId":""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is documented, and what is assumed
//!
//! Codes, limits and formats are those of the public documentation. Where it is
//! silent the emulator has to choose, and [`Builder`] says so at each choice:
//! the order of checks (the journal shows it), the quota of private images,
//! whether an imported image keeps its id, how long an import takes.
//!
//! Every official form of a request is served: JSON, a GET with its parameters
//! in the query, and signature v1 with all parameters in a query or form. The
//! parts of `multipart/form-data` are taken as parameters, too; whether the
//! service does so for actions without files is not documented. A nonce of
//! signature v1 may come again. `Authorization: SKIP` is refused, since every
//! action here has to be signed.
//!
//! Two choices are about the common parameter `Region`. Its value is a region
//! if it is one of CVM's, one where ECM's API has an endpoint, or an edge region
//! of ECM that a published example names; anything else is an
//! `InvalidParameterValue`. Of these, the ones with an endpoint of ECM are
//! served, and the others are an `UnsupportedRegion`.

mod admin;
mod builder;
mod clock;
mod dates;
mod emulator;
mod failure;
mod gateway;
mod host_time;
mod ids;
mod images;
mod journal;
pub mod keys_file;
mod limiter;
mod messages;
mod nearest;
mod parameters;
mod regions;
mod reply;
mod rules;
#[cfg(feature = "server")]
mod server;
mod source_image;
mod state;
mod store;
mod transport;

pub use self::builder::{BuildError, Builder};
pub use self::clock::VirtualClock;
pub use self::emulator::Emulator;
pub use self::keys_file::AccountKey;
#[cfg(feature = "server")]
pub use self::server::Server;
pub use self::source_image::SourceImage;
