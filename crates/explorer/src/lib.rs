//! The API Explorer of `tc3 explorer`: a web page on loopback that searches the catalog,
//! fills in a request, shows every step of its signature while one types, sends it to a
//! built-in emulator or to the cloud, and explains failing signatures.
//!
//! The page (`web/`) draws; everything that it shows is computed here, by the same crates
//! that the command uses. Secrets stay in this process: the page sees where a key comes
//! from and the last four characters of its id. Only the pair that the built-in emulator
//! made for itself is shown whole.
//!
//! Every request of the page is a POST of JSON to `/_explorer/…`; the modules of `api` have
//! its types, and `web/src/api.ts` the same for the page.
#![deny(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::dbg_macro,
    reason = "these macros panic if nobody reads, and a library prints nothing"
)]

mod api;
mod assets;
mod body;
mod cut;
mod difference;
mod explaining;
mod explorer;
mod failure;
mod finder;
mod findings;
mod guard;
mod handlers;
mod hex;
mod history;
mod keys;
mod known_mistakes;
mod mask;
mod panel;
mod pasting;
mod preview;
mod regions;
mod request;
mod router;
mod sending;
mod server;
mod snippet;
mod texts;
#[cfg(test)]
mod walk;

pub use self::explorer::{AccountKey, Builder, Explorer};
pub use self::server::Server;
pub use self::texts::{Texts, VersionTexts};
