//! The blocking transport: [ureq](https://docs.rs/ureq) and
//! [rustls](https://docs.rs/rustls), without an async runtime.
//!
//! [`UreqTransport`] implements [`Transport`](tencentcloud_core::Transport) and
//! [`BlockingTransport`](tencentcloud_core::BlockingTransport), so `blocking::Client` takes it.
//! Its futures are ready when first polled: they do their work on the thread
//! that polls. Inside an async program they would hold that thread up; use
//! `HyperTransport` there.
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use tencentcloud_core::{Limits, Transport};
//! use tencentcloud_ureq::UreqTransport;
//!
//! let transport = UreqTransport::new()?;
//! let request = http::Request::get("https://ecm.tencentcloudapi.com/").body(Default::default())?;
//! let limits = Limits::new(Duration::from_secs(3), Duration::from_secs(10));
//! // Nothing here waits for a reactor; any way of running a future will do.
//! let body = pollster::block_on(async {
//!     let response = transport.send(request, limits).await?;
//!     response.into_body().collect(limits.body).await
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What happens to a request
//!
//! - **Headers** leave as they are given. Only `Content-Length` is set, and
//!   `Host` if it is missing; no `User-Agent`, `Accept` or `Accept-Encoding` is
//!   added. A body that the server compressed is handed on compressed. (The
//!   feature `gzip` changes both.)
//! - **One attempt.** ureq 3 retries nothing by itself, and redirects come back
//!   as the answers they are. A status of 400 or 500 is an answer, not an error.
//! - **Limits.** [`Limits::connect`](tencentcloud_core::Limits) covers name,
//!   connection, proxy and TLS together, `Limits::total` the whole attempt, the
//!   reading of the body included. They are kept to within some milliseconds or a
//!   five hundredth, whichever is more. Whoever collects the body caps it.
//! - **Sent or not.** The body goes to ureq through a reader, with its length in
//!   the head. Before that reader is asked, no server can hold a whole request,
//!   so a failure up to there is `Sent::Never`. A request without a body counts
//!   as `Sent::Maybe` once there is a connection.
//! - **Connections** are kept for 50 seconds, 64 to a host; the service closes
//!   its end after 60. A kept one is probed before use.
//! - **Names** are looked up when a connection is made, not on every request,
//!   and known for 60 seconds or until a connection fails.
//! - **A proxy** is found in `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
//!   `NO_PROXY`, or given as a [`Proxy`]. Loopback is never proxied.
//! - **TLS** is 1.2 or 1.3 by rustls, with its ring provider and the certificates
//!   that the platform trusts (on Unix `SSL_CERT_FILE` and `SSL_CERT_DIR` name
//!   others), read when the first https connection is made.
//!
//! # Features
//!
//! - `gzip`: asks for answers in gzip or deflate (`Accept-Encoding`, which is not
//!   signed, unless the request has one) and hands them on decoded, chunk by chunk
//!   as they come. `Limits::body` then caps the compressed bytes, too. Any other
//!   `Content-Encoding` is an error.
//! - `webpki-roots`: Mozilla's certificates, compiled in. They are used where
//!   the platform has none, and by choice with `Builder::bundled_roots`.
//!
//! # Logs
//!
//! ureq writes to the [`log`](https://docs.rs/log) crate and redacts there. Its
//! lower half does not: at level `TRACE` the target `ureq_proto::util` prints the
//! head of every request and all of every answer. Of a request it then gets stars
//! to print for the query and for the values that are marked as sensitive, such
//! as `Authorization` and `X-TC-Token`; they are put in on the connection. An
//! answer is printed as it came. Keep that target off where answers carry
//! secrets, such as those of STS.

mod builder;
mod connect;
mod deadline;
mod error;
mod incoming;
mod outgoing;
mod proxy;
mod resolve;
mod tcp;
mod tls;
mod transport;
mod tunnel;
mod veil;

pub use self::builder::{BuildError, Builder};
pub use self::proxy::{InvalidProxy, Proxy};
pub use self::transport::UreqTransport;
