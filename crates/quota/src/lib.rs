//! The rate limits of an account, shared by many processes over Redis or Valkey.

mod builder;
mod error;
mod quota;
mod usage;

pub use self::builder::QuotaBuilder;
pub use self::error::QuotaError;
pub use self::quota::{Quota, Stats};
pub use self::usage::{Usage, usage};
