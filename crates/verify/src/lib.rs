//! The server side of Tencent Cloud API 3.0 signatures.
//!
//! [`verify`] decides whether a request was signed by the holder of a key, the
//! way the service does, and answers with [`Verified`] or with the [`VerifyError`]
//! that the service would give. Every [`Scheme`] is known: `TC3-HMAC-SHA256`,
//! the older `HmacSHA1` and `HmacSHA256`, and `SKIP`. It works on the bytes that
//! arrived ([`RawRequest`]) and rebuilds from them by itself what was signed: of
//! the signer it shares the chain from the secret to the signing key and the date
//! of a timestamp, and nothing else, so that a mistake in the one shows in the
//! other.
//!
//! It is made for emulators, gateways and tests. Official clients differ in
//! what they sign (see [`Policy`] and [`verify`]); all of them are understood.
//!
//! ```
//! use bytes::Bytes;
//! use tencentcloud_core::{Secret, Timestamp};
//! use tencentcloud_verify::{Key, KeyRing, Policy, RawRequest, verify};
//!
//! // As it came over the wire, one line end aside.
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
//! let refusal = verify(&request, &keys, now, &|_| "ecm".into(), &Policy::default()).unwrap_err();
//! assert_eq!(refusal.code().as_str(), "AuthFailure.SignatureFailure");
//! # Ok::<(), tencentcloud_verify::ParseError>(())
//! ```

mod canonical;
mod claim;
pub mod form;
mod host;
mod keys;
mod policy;
mod raw_request;
mod refusal;
mod scheme;
mod source_text;
mod string_to_sign;
mod verify;

pub use self::{
    claim::{AuthorizationFault, AuthorizationHeader},
    keys::{Key, KeyLookup, KeyRing},
    policy::{Forms, Policy, Services},
    raw_request::{HeaderFault, ParseError, RawRequest},
    refusal::{Mismatch, VerifyError},
    scheme::Scheme,
    verify::{Verified, verify},
};
