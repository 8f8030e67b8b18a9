//! The examples in the README of each crate, compiled and run as doctests.

#[doc = include_str!("../../crates/catalog/README.md")]
struct Catalog;

#[doc = include_str!("../../crates/client/README.md")]
struct Client;

#[doc = include_str!("../../crates/codegen/README.md")]
struct Codegen;

#[doc = include_str!("../../crates/core/README.md")]
struct Core;

#[doc = include_str!("../../crates/ecm/README.md")]
struct Ecm;

#[doc = include_str!("../../crates/emulator/README.md")]
struct Emulator;

#[doc = include_str!("../../crates/hyper/README.md")]
struct Hyper;

#[doc = include_str!("../../crates/net/README.md")]
struct Net;

#[doc = include_str!("../../crates/quota/README.md")]
struct Quota;

#[doc = include_str!("../../crates/testing/README.md")]
struct Testing;

#[doc = include_str!("../../crates/ureq/README.md")]
struct Ureq;

#[doc = include_str!("../../crates/verify/README.md")]
struct Verify;
