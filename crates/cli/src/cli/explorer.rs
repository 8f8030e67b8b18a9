//! The options of `tc3 explorer`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::values::address;

/// Serve an API Explorer for your browser, with an emulator
///
/// It searches the catalog, fills in a request, shows each step of its signature, sends it to a built-in
/// emulator or to the cloud, and explains failing signatures. The first line of stdout has the link to open.
/// Ctrl-C or SIGTERM stops it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  Try it with the built-in emulator, which needs no account:
    tc3 explorer
  With keys of an account, from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY or from a file:
    tc3 explorer --keys keys.json

Keys are for a custom endpoint and the real cloud. They stay in this process: the page sees the last four
characters of an id. Calls to the cloud are limited to those that read, until you allow changes in the page.
The part of the link after # is the key to the page: who has it can make calls with your keys.

History and favorites are files in $XDG_STATE_HOME/tc3/explorer [default: ~/.local/state/tc3/explorer],
without keys and signatures.

A file of --keys, of which the first pair is used:
  [{\"secret_id\": \"test-secret-id-000001\", \"secret_key\": \"test-secret-key-000001\"}]")]
pub(crate) struct ExplorerOptions {
    /// Address to listen on; port 0 selects a free port
    #[arg(long, value_parser = address, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,

    /// JSON file of keys [default: those of the environment]
    #[arg(long = "keys", value_name = "FILE")]
    pub(crate) keys_file: Option<PathBuf>,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
