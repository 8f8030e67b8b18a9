//! The server side of Tencent Cloud API 3.0 signatures.
//!
//! [`verify`] checks the signature of a received request like the service does. It
//! returns [`Verified`], or the [`VerifyError`] that corresponds to the error of
//! the service. It supports every [`Scheme`]: `TC3-HMAC-SHA256`, the older
//! `HmacSHA1` and `HmacSHA256`, and `SKIP`. Use it in emulators, gateways and tests.
//!
//! The input is a [`RawRequest`]: the bytes as they were received. This crate
//! rebuilds the signed strings with its own code. It shares only the date of a
//! timestamp with the signer in `tencentcloud-core`, so that a bug in one of them is
//! found by the other. [`diagnose`] names the mistake behind a wrong signature. Official clients differ in what they sign;
//! all variants are accepted by default, see [`Policy`].
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::{Secret, Timestamp};
//! use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest, verify};
//!
//! // As received.
//! let request = RawRequest::parse(
//!     b"POST / HTTP/1.1\r\n\
//!       Host: ecm.tencentcloudapi.com\r\n\
//!       Content-Type: application/json\r\n\
//!       X-TC-Timestamp: 1700000000\r\n\
//!       Authorization: TC3-HMAC-SHA256 \
//!       Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
//!       SignedHeaders=content-type;host, \
//!       Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\
//!       \r\n\
//!       {}",
//! )?;
//!
//! let mut keys = KeyRing::new();
//! keys.insert("test-secret-id-000001", Key::new(Secret::new("test-secret-key-000001"), "100000000001"));
//!
//! let now = Timestamp::new(1_700_000_000).unwrap();
//! let error = verify(&request, &keys, now, &|_| "ecm".into(), &Policy::default()).unwrap_err();
//! assert_eq!(error.code().as_str(), "AuthFailure.SignatureFailure");
//! # Ok::<(), tencentcloud_verify::ParseError>(())
//! ```
//!
//! With the feature `catalog`, the module `pasted` reads a request or a command line that
//! somebody has as a call of an action of the catalog.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod authorization_header;
pub mod captured;
mod diagnose;
pub mod form;
mod hex;
mod host;
mod key_lookup;
#[cfg(feature = "catalog")]
pub mod pasted;
mod policy;
mod raw_request;
pub mod redact;
mod scheme;
mod signing;
mod verify;
mod verify_error;

pub use self::{
    authorization_header::{AuthorizationFault, AuthorizationHeader},
    diagnose::{
        Cause, Comparison, Diagnosis, Difference, DiffersAt, Explanation, Found, ServerFacts,
        Untried, Verdict, age, diagnose, utc,
    },
    key_lookup::{Key, KeyLookup, KeyRing},
    policy::{Forms, Policy, Services},
    raw_request::{HeaderFault, ParseError, RawRequest},
    scheme::Scheme,
    signing::SignedTexts,
    verify::{Verified, verify},
    verify_error::VerifyError,
};
