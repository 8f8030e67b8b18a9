//! The pure core of a Tencent Cloud API 3.0 client: signing, requests, responses,
//! error codes and a sans-I/O state machine for calls.
//!
//! Nothing here opens a socket or reads a clock. Time, randomness and responses
//! are arguments; requests and decisions are results. So other SDKs can embed this
//! crate, and every decision is tested without a network.
//!
//! - With `default-features = false` this crate is a `no_std` signer: [`sign`],
//!   [`Credential`], [`Endpoint`], [`ErrorCode`], [`Timestamp`].
//! - The feature `call`, on by default, adds `Action`, `Request`, `RawResponse`,
//!   the state machine `Call`, and the trait `Transport`, which HTTP clients
//!   implement.
//!
//! To make calls, use `tencentcloud-client` with a transport of your choice.
#![no_std]
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

extern crate alloc;

mod credential;
mod endpoint;
mod error_code;
pub mod form;
mod secret;
pub mod sign;
mod timestamp;

pub use self::credential::{Credential, EMULATOR_ID_PREFIX, InvalidCredential};
pub use self::endpoint::{Endpoint, EndpointError, Origin, Scheme};
#[doc(hidden)]
pub use self::error_code::table as __error_codes;
pub use self::error_code::{Class, CommonCode, ErrorCode};
pub use self::secret::Secret;
pub use self::timestamp::{Date, Timestamp, TimestampError};

#[cfg(feature = "call")]
mod account_state;
#[cfg(feature = "call")]
mod action;
#[cfg(feature = "call")]
mod breaker;
#[cfg(feature = "call")]
mod call;
#[cfg(feature = "call")]
mod clock;
#[cfg(feature = "call")]
mod error;
#[cfg(feature = "call")]
pub mod event_stream;
#[cfg(feature = "call")]
mod json;
#[cfg(feature = "call")]
mod pacer;
#[cfg(feature = "call")]
pub mod record;
#[cfg(feature = "call")]
mod request;
#[cfg(feature = "call")]
mod response;
#[cfg(feature = "call")]
mod retry;
#[cfg(feature = "call")]
mod skew;
#[cfg(feature = "call")]
mod transport;

#[cfg(feature = "call")]
pub use self::{
    account_state::AccountState,
    action::{Action, BodyKind, Effect},
    breaker::{Breaker, Pass},
    call::{Call, Step, WaitReason},
    clock::{Clock, Now},
    error::{Ambiguity, ApiError, Attempt, Error, JsonError, ReplyError},
    pacer::{Pacer, Permit},
    request::{Auth, Language, Method, Request, RequestError, RequestOptions, SignatureMethod},
    response::{ApiResponse, RawResponse},
    retry::{RetryBudget, RetryPolicy},
    skew::ClockSkew,
    transport::{
        AsyncFns, AsyncTransport, BlockingFns, BlockingTransport, BoxError, Chunks, Limits,
        ResponseBody, Sent, Timings, Transport, TransportError, TransportErrorKind,
        blocking_transport_from_fn, transport_from_fn,
    },
};
