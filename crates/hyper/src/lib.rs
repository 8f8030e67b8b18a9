//! The async transport of a Tencent Cloud API 3.0 client: hyper and rustls.
//!
//! [`HyperTransport`] sends the requests that `tencentcloud-core` has signed.
//! Retries, rate limits and error codes are handled by the client, connections by
//! the transport:
//!
//! - Connections are kept alive and shared by all clones of a transport on the same
//!   runtime. It uses HTTP/2 where the server offers it over TLS, else HTTP/1.1. The
//!   requests of a first burst wait for the first connection, up to a second, to share
//!   it over HTTP/2.
//! - An idle connection is kept for 50 s, and up to 64 for a host. It is looked at
//!   before it is used again: if it has ended, or the server sent bytes that nobody
//!   asked for, the request goes out on another one.
//! - The other end of a silent connection is checked: by TCP keep-alive after 15 s,
//!   by an HTTP/2 ping 15 s after the last frame while requests are open, and by
//!   [`Limits::first_byte_reused`](tencentcloud_core::Limits::first_byte_reused).
//! - TLS is 1.2 or 1.3 by rustls, with ring or another provider. The trusted certificates
//!   are those of the platform, read for the first https connection. On Linux,
//!   `SSL_CERT_FILE` and `SSL_CERT_DIR` replace them; an https request fails if
//!   these hold none.
//! - `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are honored; see
//!   [`Proxy`]. An https request goes through a tunnel, a plain http request is
//!   forwarded by the proxy.
//! - Lookups of host names are cached for up to a minute, or until a connection to
//!   the address fails. All addresses are tried, the next one after 300 ms beside
//!   the others, and first the one that worked before.
//!   `localhost` and names below it are this machine, whatever a name server says.
//! - Redirects are returned, not followed. Nothing is sent twice.
//! - A compressed body is returned compressed, unless the feature `gzip` is on.
//! - A response has [`Timings`](tencentcloud_core::Timings) in its extensions. A request
//!   that waits for the first connection of a burst has that time as `connect`.
//! - Each attempt keeps to its [`Limits`](tencentcloud_core::Limits), including
//!   the reading of the body.
//!
//! An error says whether the server can have received the complete request
//! ([`Sent`](tencentcloud_core::Sent)). `Sent::Never` is reliable: before the
//! transport returns it, it makes sure that hyper can no longer send the request
//! body.
//!
//! ```no_run
//! use tencentcloud_core::{Limits, Transport};
//! use tencentcloud_hyper::HyperTransport;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let transport = HyperTransport::new()?;
//! let request = http::Request::post("https://ecm.tencentcloudapi.com/")
//!     .header("content-type", "application/json")
//!     .body("{}".into())?;
//! let limits = Limits::default();
//! let (head, body) = transport.send(request, limits).await?.into_parts();
//! println!("{}: {:?}", head.status, body.collect(limits.body).await?);
//! # Ok(())
//! # }
//! ```
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
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod activity;
mod body;
mod builder;
mod connect;
mod connection;
mod deadline;
mod dns;
mod error;
mod head;
mod limits;
mod patience;
mod pool;
mod pools;
mod race;
mod request;
mod response;
mod socket;
mod stream;
mod tcp;
mod tls;
mod transport;
mod tunnel;

pub use tencentcloud_net::{BuildError, ConnectError, InvalidProxy, Proxy, ProxyServer, Target};

pub use self::builder::Builder;
pub use self::head::http1_head;
pub use self::transport::HyperTransport;
