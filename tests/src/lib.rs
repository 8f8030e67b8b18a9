//! Tests that cross crates, and the data that all tests read.
//!
//! The Rust blocks of the README, in both languages, of the guide, of the page about
//! shared rates, and of the README of each crate are doctests of this crate.

mod error_chain;

pub use self::error_chain::{error_chain, repeated_fact};

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

#[cfg(doctest)]
#[doc = include_str!("../../README.zh-CN.md")]
mod readme_zh_cn {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/guide.md")]
mod guide {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/quota.md")]
mod shared_rates {}

#[cfg(doctest)]
mod crate_readmes;
