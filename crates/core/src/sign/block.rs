//! SHA-256 and HMAC-SHA256 for signing, on top of the block function of `sha2`.
//!
//! **What it is for.** Signing speed is what people measure first in an SDK. A
//! signature hashes a handful of short messages: with a cached key and a body of at
//! most 55 bytes these are seven blocks, or eight if the name of the service has more
//! than four letters. A general hasher spends as much time around these blocks as in
//! them. This folder gets close to the cost of the blocks alone; `docs/benchmarks.md` has the numbers, and the instruction counts in
//! `benches/instructions.json` are upper limits that a test checks. Code outside
//! the folder `sign` should use `sha2` and `hmac`.
//!
//! **How it works.** All compression is `sha2::block_api::compress256`, which
//! picks the CPU's SHA instructions; there is no `unsafe` here. The files do only
//! what surrounds the blocks:
//!
//! - [`sha256`]: a hasher that fills a buffer of four blocks, whose state can be
//!   saved in the middle of a message and resumed.
//! - [`hmac`]: HMAC that keeps the states after its two pads instead of the key,
//!   so a message costs only its own blocks and one for the outer hash.
//! - [`template`]: a message that is known except for the hash at its end. It is
//!   laid out once, padding included; a signature copies it, inserts the hash and
//!   compresses.
//!
//! **How it is tested.** `tests.rs` in this folder compares every function with
//! plain `sha2` and `hmac`, for all lengths around the block edges and for random
//! messages and splits. The published examples, the vectors of official SDKs and
//! the fuzz target `canonical_request` cover the same code from outside.

pub(super) mod hmac;
pub(super) mod sha256;
pub(super) mod template;

#[cfg(test)]
mod tests;
