//! The one seam where bytes leave the process.

use alloc::boxed::Box;
use core::fmt::Debug;
use core::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

mod error;
mod from_fn;
mod response_body;

pub use self::error::{BoxError, Sent, TransportError, TransportErrorKind};
pub use self::from_fn::{AsyncFns, BlockingFns, blocking_transport_from_fn, transport_from_fn};
pub use self::response_body::{Chunks, ResponseBody};

/// Sends one request and hands back its answer. All that a client does beyond
/// that (signing, retries, pacing, error codes) is decided elsewhere, once, for
/// every transport.
///
/// A transport follows no redirects, retries nothing and adds no headers that
/// matter to the signature; it keeps to the [`Limits`] and says in its error
/// whether the request may have left.
///
/// [`transport_from_fn`] makes one of two functions. Whether it does all of this
/// is what the contract of `tencentcloud-testing` tries, one test for each rule.
///
/// A blocking transport's futures are ready when first polled; it is marked
/// [`BlockingTransport`]. One that needs a reactor is marked [`AsyncTransport`]. One that
/// never waits for anything outside the process may be both.
#[async_trait]
pub trait Transport: Debug + Send + Sync {
    /// Sends the request as it is, to the scheme and authority of its URI, and
    /// returns when the head of the answer is there.
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError>;

    /// Waits, in the transport's own manner.
    async fn sleep(&self, delay: Duration);

    /// Whether requests stay in this process, whatever host they name. Only
    /// then may keys that an emulator made up be used for a host of the cloud.
    fn in_process(&self) -> bool {
        false
    }
}

/// A transport for `blocking::Client`: its futures need no reactor, so a thread
/// may simply be parked on them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve a blocking client: it is not a blocking transport",
    label = "needs an async runtime to make progress",
    note = "give a blocking client a blocking transport such as `UreqTransport`, or use the async `Client` with this one"
)]
pub trait BlockingTransport: Transport {}

/// A transport for the async `Client`: it never holds up the thread that polls it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve an async client: it is not a nonblocking transport",
    label = "would block the thread that runs other tasks",
    note = "give an async client an async transport such as `HyperTransport`, or use `blocking::Client` with this one"
)]
pub trait AsyncTransport: Transport {}

/// How long one attempt may take and how much may come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For resolving the name, connecting and the TLS handshake together.
    pub connect: Duration,
    /// For the whole attempt, the reading of the body included.
    pub total: Duration,
    /// Bytes of body; one byte more is an error. Whoever collects the body
    /// counts (see [`ResponseBody::collect`]), not the transport. Only where the body
    /// comes compressed and the transport decodes it, the transport counts as
    /// well, and what it counts is the bytes that come: some decode to nothing,
    /// and whoever counts what they decode to would never see their end.
    pub body: usize,
}

impl Limits {
    /// 50 MB, beyond which the service itself answers with an error.
    pub const DEFAULT_BODY: usize = 50_000_000;

    /// Limits with the default cap on the body.
    pub const fn new(connect: Duration, total: Duration) -> Self {
        Self { connect, total, body: Self::DEFAULT_BODY }
    }
}

/// Ten seconds to connect, sixty in all, 50 MB.
impl Default for Limits {
    fn default() -> Self {
        Self::new(Duration::from_secs(10), Duration::from_secs(60))
    }
}
