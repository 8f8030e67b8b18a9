//! What the transports of Tencent Cloud API 3.0 clients share and decide alike:
//! proxy rules, DNS cache, root certificates, decoding of compressed bodies.
//!
//! `tencentcloud-hyper` and `tencentcloud-ureq` are built on this crate. Use it
//! to write a transport of your own that follows the same rules:
//!
//! - [`Proxy`]: which requests go through a proxy, by URL or by the environment,
//!   `NO_PROXY` included; [`tunnel`]: the bytes of a CONNECT exchange;
//! - [`DnsCache`]: addresses of host names, and which lookups are shared;
//!   [`localhost_addresses`]: names that need no lookup;
//! - [`RootCertificates`]: which certificate authorities are trusted;
//! - `content_encoding` (feature `gzip`): requests for compressed bodies, and
//!   their decoding chunk by chunk.
//!
//! Nothing here opens a socket. Only [`Proxy::environment`] reads the environment
//! and only [`RootCertificates::client_config`] reads files.
//!
//! ```
//! use tencentcloud_net::{Proxy, Target};
//!
//! let proxy = Proxy::url("http://user:p%40ss@proxy.example:3128")?;
//! let server = Target::of(&"https://ecm.tencentcloudapi.com/".parse()?)?;
//! let proxy = proxy.server_for(&server)?.expect("this host is not excepted");
//! assert_eq!(proxy.target().to_string(), "proxy.example:3128");
//!
//! let request = tencentcloud_net::tunnel::request(&server, proxy);
//! assert!(request.starts_with(b"CONNECT ecm.tencentcloudapi.com:443 HTTP/1.1\r\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Stability
//!
//! [`RootCertificates::client_config`] returns a type of rustls, so a new major
//! version of rustls is one of this crate. No error has a type of a library.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod build_error;
mod connect_error;
#[cfg(feature = "gzip")]
pub mod content_encoding;
mod dns_cache;
mod localhost;
mod proxy;
mod root_certificates;
mod target;
pub mod tunnel;

pub use self::build_error::BuildError;
pub use self::connect_error::ConnectError;
pub use self::dns_cache::{DnsCache, LookupResult, Resolution, checked_addresses};
pub use self::localhost::localhost_addresses;
pub use self::proxy::{InvalidProxy, Proxy, ProxyServer};
pub use self::root_certificates::RootCertificates;
pub use self::target::Target;
