//! The trait that every transport implements: the only place where bytes leave
//! the process.

use alloc::boxed::Box;
use core::fmt::Debug;
use core::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

mod error;
mod from_fn;
mod response_body;
mod timings;

pub use self::error::{BoxError, Sent, TransportError, TransportErrorKind};
pub use self::from_fn::{AsyncFns, BlockingFns, blocking_transport_from_fn, transport_from_fn};
pub use self::response_body::{Chunks, ResponseBody};
pub use self::timings::Timings;

/// Sends one request and returns its response. Signing, retries, rate limits and
/// error codes are handled by the client, not by the transport.
///
/// A transport follows no redirects, makes no retries and changes no header that
/// is signed. It keeps the [`Limits`], and each of its errors says whether the
/// server can have seen the request. The contract in `tencentcloud-testing` has a
/// test for each of these rules.
///
/// The futures of a [`BlockingTransport`] are ready when first polled; those of
/// an [`AsyncTransport`] may need a runtime. A transport that waits for nothing
/// outside the process may be both. [`transport_from_fn`] builds an async transport
/// from two functions, [`blocking_transport_from_fn`] a blocking one.
#[async_trait]
pub trait Transport: Debug + Send + Sync {
    /// Sends the request as it is to the scheme and authority of its URI. Returns
    /// as soon as status and headers of the response have arrived, with [`Timings`] in
    /// the extensions of the response if the transport measures them.
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError>;

    /// Waits: with the timer of the runtime, or by blocking the thread.
    async fn sleep(&self, delay: Duration);

    /// Whether requests never leave this process, whatever host they name. If so,
    /// emulator credentials and plain HTTP are accepted for any host.
    fn in_process(&self) -> bool {
        false
    }
}

/// A transport for `blocking::Client`: its futures block inside `poll` and are ready
/// when first polled, so they need no runtime.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve a blocking client: it is not a blocking transport",
    label = "needs an async runtime to make progress",
    note = "give a blocking client a blocking transport such as `UreqTransport`, or use the async `Client` with this one"
)]
pub trait BlockingTransport: Transport {}

/// A transport for the async `Client`: it never blocks the thread that polls it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot serve an async client: it is not an async transport",
    label = "would block the thread that runs other tasks",
    note = "give an async client an async transport such as `HyperTransport`, or use `blocking::Client` with this one"
)]
pub trait AsyncTransport: Transport {}

/// Timeouts and the response size limit of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// For name resolution, connecting and the TLS handshake together.
    pub connect: Duration,
    /// For the whole attempt, including the body of the response.
    pub total: Duration,
    /// For the first byte of the response, counted from the last byte of the request,
    /// if the connection served a request before. Such a connection may have died in
    /// silence, as behind a router that forgot it, and must not take the whole
    /// attempt with it. The attempt then fails as
    /// [`Timeout`](TransportErrorKind::Timeout), and the connection is not used again.
    ///
    /// [`Call::limits`](crate::Call::limits) sets it for idempotent requests. For
    /// others it is the total, since giving up early would leave their outcome
    /// unknown. A transport without kept connections ignores it.
    pub first_byte_reused: Duration,
    /// Largest body in bytes. The reader of the body enforces it, see
    /// [`ResponseBody::collect`]. A transport that decodes compressed bodies also
    /// limits the compressed bytes, because a large compressed body can decode to
    /// almost nothing and would pass the decoded limit.
    pub body: usize,
}

impl Limits {
    /// 50 MB; the service returns an error instead of a larger response.
    pub const DEFAULT_BODY: usize = 50_000_000;

    /// 10 s.
    pub const DEFAULT_FIRST_BYTE_REUSED: Duration = Duration::from_secs(10);

    /// Limits with [`Limits::DEFAULT_BODY`] and [`Limits::DEFAULT_FIRST_BYTE_REUSED`].
    pub const fn new(connect: Duration, total: Duration) -> Self {
        let first_byte_reused = Self::DEFAULT_FIRST_BYTE_REUSED;
        Self { connect, total, first_byte_reused, body: Self::DEFAULT_BODY }
    }
}

/// 10 s to connect, 10 s for the first byte on a reused connection, 60 s in all, 50 MB.
impl Default for Limits {
    fn default() -> Self {
        Self::new(Duration::from_secs(10), Duration::from_secs(60))
    }
}
