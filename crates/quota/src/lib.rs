//! The rate limits of a Tencent Cloud account, shared by many processes over a Redis or
//! Valkey server.
//!
//! The service counts the requests of an account, whichever process sends them. A [`Quota`]
//! is a rate limiter for `tencentcloud-client` that gives each process its share: a script on
//! the server grants permits by the server's own clock. When the server is away, calls go on
//! at the local pace.
//!
//! ```text
//!  call ── line of its action ── permit, due ── send
//!               │        ▲
//!          ask  ▼        │ permits
//!        thread ── script on the server ── thread of another process
//! ```
//!
//! Nothing of a request but service, action and region is sent to the server, and no secret.

mod builder;
mod engine;
mod error;
mod lane;
mod link;
mod name;
mod quota;
mod script;
mod server_clock;
mod shared;
mod target;
mod usage;
mod wait;

pub use self::builder::QuotaBuilder;
pub use self::error::QuotaError;
pub use self::quota::{Quota, Stats};
pub use self::usage::{Usage, usage};

/// The beginning of all keys. The tag puts them into one hash slot of a cluster.
const PREFIX: &str = "{tc3}:";

/// The names of all rates, by their last use.
const INDEX: &str = "{tc3}:index";
