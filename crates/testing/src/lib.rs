//! Test tools for programs built on this toolkit.
//!
//! - [`Scripted`]: a transport that returns prepared responses and failures.
//! - [`Capture`] and [`Replay`]: record exchanges as a [`Recording`], and respond
//!   from it later.
//! - [`PausedClock`]: a clock under the control of a test, shared by the client
//!   and its transport, so that backoff and timeouts take no real time.
//!
//! The transports work with the async and with the blocking client.
//!
//! ```
//! use std::time::Duration;
//! use tencentcloud_core::{Clock, Limits, Sent, Transport, TransportErrorKind};
//! use tencentcloud_testing::{Scripted, ScriptedResponse};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let transport = Scripted::new().respond(ScriptedResponse::silence());
//! let request = http::Request::post("https://ecm.tencentcloudapi.com/").body("{}".into())?;
//! let limits = Limits::new(Duration::from_secs(10), Duration::from_secs(60));
//!
//! let error = transport.send(request, limits).await.unwrap_err();
//! assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Timeout, Sent::Maybe));
//! // The clock advanced by a minute; the test did not wait.
//! assert_eq!(transport.clock().now().elapsed, Duration::from_secs(60));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `contract`: a test suite for transports; see the module `contract`.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod capture;
mod clock;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "contract")]
mod macros;
mod recording;
mod replay;
mod scripted;

pub use self::capture::Capture;
pub use self::clock::PausedClock;
pub use self::recording::{Exchange, Failure, Outcome, Recording, RecordingError};
pub use self::replay::{Difference, Replay, Unmatched};
pub use self::scripted::{Scripted, ScriptedResponse};

// The types that the signatures above name.
pub use bytes::Bytes;
pub use http;
pub use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Clock, Limits, Now, ResponseBody, Sent, Timestamp,
    Transport, TransportError, TransportErrorKind,
};
