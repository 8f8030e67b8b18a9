//! The async transport of a Tencent Cloud API 3.0 client: hyper and rustls.
//!
//! [`HyperTransport`] sends the requests that the call machine of
//! `tencentcloud-core` has signed. Policy (retries, pacing, error codes) is not
//! its business; connections are:
//!
//! - they are kept alive and shared by all clones of a transport; HTTP/2 where
//!   the server offers it over TLS, HTTP/1.1 otherwise;
//! - TLS 1.2 or 1.3 by rustls, with its ring provider and the certificates that
//!   the platform trusts (on Unix `SSL_CERT_FILE` and `SSL_CERT_DIR` name
//!   others), read when the first https connection is made;
//! - `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are honoured, but
//!   this machine itself is never reached through a [`Proxy`];
//! - names are looked up once a minute at most, and all their addresses tried;
//! - redirects are handed back, not followed, and nothing is sent twice;
//! - a body that the server compressed is handed on compressed, unless the
//!   feature `gzip` is on;
//! - each attempt keeps to its [`Limits`](tencentcloud_core::Limits), the
//!   reading of the body included.
//!
//! An error says whether the server can have seen the request
//! ([`Sent`](tencentcloud_core::Sent)), and `Never` is a promise: before it is
//! given, a body that has not been taken is locked away for good.
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
//! - `gzip`: asks for answers in gzip or deflate (`Accept-Encoding`, which is not
//!   signed, unless the request has one) and hands them on decoded, chunk by chunk
//!   as they come. `Limits::body` then caps the compressed bytes, too. Any other
//!   `Content-Encoding` is an error.
//! - `webpki-roots`: Mozilla's certificates, compiled in. They are used where
//!   the platform has none, and by choice with `Builder::bundled_roots`.

mod body;
mod builder;
mod connect;
mod deadline;
mod dial;
mod error;
mod incoming;
mod outgoing;
mod proxy;
mod resolve;
mod stream;
mod tls;
mod transport;

pub use self::builder::{BuildError, Builder};
pub use self::proxy::{InvalidProxy, Proxy};
pub use self::transport::HyperTransport;
