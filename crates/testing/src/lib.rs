//! What a program on this toolkit is tested with, and what a transport is.
//!
//! [`Scripted`] answers from a list, faults included, and keeps what it was
//! sent. [`Capture`] passes requests on and keeps the exchanges as a
//! [`Recording`], from which [`Replay`] answers later. All serve the async and
//! the blocking client alike, and [`PausedClock`] lets them wait without taking
//! any time.
//!
//! ```
//! use std::time::Duration;
//! use tencentcloud_core::{Clock, Limits, Sent, Transport, TransportErrorKind};
//! use tencentcloud_testing::{ScriptedResponse, Scripted};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let transport = Scripted::new().respond(ScriptedResponse::silence());
//! let request = http::Request::post("https://ecm.tencentcloudapi.com/").body("{}".into())?;
//! let limits = Limits::new(Duration::from_secs(10), Duration::from_secs(60));
//!
//! let error = transport.send(request, limits).await.unwrap_err();
//! assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Timeout, Sent::Maybe));
//! // A minute has passed, and no time at all.
//! assert_eq!(transport.clock().now().elapsed, Duration::from_secs(60));
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! - `contract`: the rules that every transport must keep, as tests to run over
//!   one of your own; see the module `contract`.

mod capture;
mod clock;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "contract")]
mod macros;
#[cfg(any(test, feature = "contract"))]
mod parked;
mod recording;
mod replay;
mod scripted;

pub use self::capture::Capture;
pub use self::clock::PausedClock;
pub use self::recording::{Exchange, Failure, Outcome, Recording, RecordingError};
pub use self::replay::{Difference, Replay, Unmatched};
pub use self::scripted::{Scripted, ScriptedResponse};
