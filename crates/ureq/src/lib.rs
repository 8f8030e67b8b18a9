//! The blocking transport of a Tencent Cloud API 3.0 client:
//! [ureq](https://docs.rs/ureq) and [rustls](https://docs.rs/rustls), without an
//! async runtime.
//!
//! [`UreqTransport`] implements [`Transport`](tencentcloud_core::Transport) and
//! [`BlockingTransport`](tencentcloud_core::BlockingTransport) for
//! `blocking::Client`. Its futures do their work on the thread that polls them and
//! are ready when first polled. In an async program they would block the runtime;
//! use `HyperTransport` there.
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
//! // Any executor will do.
//! let body = pollster::block_on(async {
//!     let response = transport.send(request, limits).await?;
//!     response.into_body().collect(limits.body).await
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What happens to a request
//!
//! - **Headers** are sent unchanged. Only `Content-Length` is set, and `Host` if it
//!   is missing. `User-Agent`, `Accept` and `Accept-Encoding` are not added, and a
//!   compressed body is returned compressed. (The feature `gzip` changes the last
//!   two.)
//! - **One attempt.** Nothing is retried and redirects are returned. A status of
//!   400 or 500 is a response, not an error.
//! - **Limits.** [`Limits::connect`](tencentcloud_core::Limits) covers DNS, TCP,
//!   proxy and TLS together, `Limits::total` the whole attempt, including the
//!   reading of the body. Both hold to within some milliseconds. A pooled connection
//!   that is silent for `Limits::first_byte_reused` fails as a timeout. The size of the
//!   body is limited when it is collected.
//! - **Sent or not.** The length of the body is in the head, and ureq reads the
//!   body after it wrote the head. A failure before the first read is
//!   `Sent::Never`, since the server cannot have the complete request. A request
//!   without a body is `Sent::Maybe` once there is a connection.
//! - **Connections** stay in the pool for 50 seconds, 64 for each host; the service
//!   closes them after 60. A pooled connection is probed before use.
//! - **Times** of a response are in its extensions, as
//!   [`Timings`](tencentcloud_core::Timings).
//! - **Host names** are looked up when a connection is made. Lookups are cached for
//!   up to a minute, or until a connection to the address fails. `localhost` and
//!   names below it are this machine, whatever a name server says.
//! - **Addresses** are tried in order, the next one after 300 ms beside the others.
//!   The one that worked is tried first afterwards.
//! - **Proxies** are configured by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
//!   `NO_PROXY`, or by a [`Proxy`]. All requests go through a tunnel, plain http
//!   as well.
//! - **TLS** is 1.2 or 1.3 by rustls, with ring or another provider. The trusted
//!   certificates are those of the platform, read for the first https connection.
//!   On Linux, `SSL_CERT_FILE` and `SSL_CERT_DIR` replace them; an https request
//!   fails if these hold none.
//!
//! # Features
//!
//! - `ring` (default): the provider of TLS cryptography. Without it, pass another one
//!   to `Builder::tls_provider`.
//! - `gzip`: adds `Accept-Encoding: gzip, deflate` unless the request already has
//!   that header (it is not part of the signature), and decodes the body chunk by
//!   chunk. `Limits::body` then limits the compressed bytes as well. Any other
//!   `Content-Encoding` is an error.
//! - `webpki-roots`: Mozilla's root certificates, compiled in. They are used where
//!   the platform has none, and by choice with `Builder::bundled_roots`.
//!
//! # Logs
//!
//! ureq writes to the [`log`](https://docs.rs/log) crate. If level `TRACE` is
//! enabled for its targets `ureq` and `ureq_proto`, it logs requests with query,
//! signature and token, and every byte of responses. Keep these targets at `DEBUG`
//! (`RUST_LOG=trace,ureq=debug,ureq_proto=debug`): ureq then redacts requests, and
//! of responses it logs the status and a few standard headers.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod body;
mod builder;
mod connect;
mod deadline;
mod dns;
mod error;
mod limits;
mod patience;
mod race;
mod request;
mod response;
mod tcp;
mod timings;
mod tls;
mod transport;
mod tunnel;

pub use tencentcloud_net::{BuildError, ConnectError, InvalidProxy, Proxy, ProxyServer, Target};

pub use self::builder::Builder;
pub use self::transport::UreqTransport;
