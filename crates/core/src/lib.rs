//! The pure heart of a Tencent Cloud API 3.0 client.
//!
//! Nothing here opens a socket, reads a clock or needs `std`: time, randomness
//! and outcomes are arguments, requests and decisions are results. That makes
//! it the part that other SDKs embed.
//!
//! Without the feature `call` this is a signer and the words of the protocol:
//! [`sign`], [`Credential`], [`Endpoint`], [`ErrorCode`], [`Timestamp`]. With it
//! (the default) come actions, requests and replies, the call machine that
//! decides what to send, and the `Transport` trait for whoever does send it. The
//! feature `gzip` adds `content_encoding`, by which a transport reads compressed
//! answers; it is the transports' own feature of that name that turns it on.
#![no_std]

extern crate alloc;

mod credential;
mod endpoint;
mod error_code;
pub mod form;
pub mod sign;
mod timestamp;

pub use self::credential::{Credential, EMULATOR_ID_PREFIX, InvalidCredential, Secret};
pub use self::endpoint::{Endpoint, EndpointError, Origin, Scheme};
pub use self::error_code::{Class, CommonCode, ErrorCode};
pub use self::timestamp::{Date, Timestamp};

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
pub mod lenient;
#[cfg(feature = "call")]
mod pacer;
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

#[cfg(feature = "gzip")]
pub use self::transport::content_encoding;
#[cfg(feature = "call")]
pub use self::{
    account_state::AccountState,
    action::{Action, BodyKind, Effect},
    breaker::Breaker,
    call::{Call, Step},
    clock::{Clock, Now},
    error::{Ambiguity, ApiError, Attempt, Error, JsonError, ReplyError},
    pacer::{Pacer, Permit},
    request::{Auth, Language, Method, Request, RequestError, SignatureMethod},
    response::{ApiResponse, RawResponse},
    retry::{RetryBudget, RetryPolicy},
    skew::ClockSkew,
    transport::{
        AsyncFns, AsyncTransport, BlockingFns, BlockingTransport, BoxError, Chunks, Limits,
        ResponseBody, Sent, Transport, TransportError, TransportErrorKind,
        blocking_transport_from_fn, transport_from_fn,
    },
};
