//! The options of `tc3 emulator`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use tencentcloud_core::Timestamp;
use tencentcloud_emulator::SourceImage;

use super::KeyPair;
use super::values::{address, duration, source_image, timestamp};

/// Run a local API endpoint: ECM image actions, or all with --stubs
///
/// It verifies signatures. It models the image actions of ECM; with --stubs, all others respond with
/// examples. The first line of stdout is the address. Ctrl-C or SIGTERM stops it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  With new keys, printed to stderr:
    tc3 emulator
  With fixed keys, for tests:
    tc3 emulator --listen 127.0.0.1:8080 --key test-secret-id-000001:test-secret-key-000001
  With another CVM image, and imports that take ten seconds:
    tc3 emulator --image img-00000001:ap-guangzhou:web-server --import-duration 10
  With a response for every action of every service:
    tc3 emulator --stubs
  Over HTTPS, for clients that require HTTPS:
    tc3 emulator --tls

A file of keys; token and account are optional:
  [{\"secret_id\": \"…\", \"secret_key\": \"…\", \"token\": \"…\", \"account\": \"…\"}]")]
pub(crate) struct EmulatorOptions {
    /// Address to listen on; port 0 selects a free port
    #[arg(long, value_parser = address, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,

    /// Serve HTTPS, with a new authority whose file stderr names
    #[arg(long)]
    pub(crate) tls: bool,

    /// Start a virtual clock at this time
    #[arg(long, value_name = "UNIX", value_parser = timestamp, allow_negative_numbers = true)]
    pub(crate) clock: Option<Timestamp>,

    /// Placeholder key pair, visible to ps; may be repeated
    #[arg(long = "key", value_name = "ID:SECRET")]
    pub(crate) keys: Vec<KeyPair>,

    /// JSON file of keys, see below
    #[arg(long = "keys", value_name = "FILE")]
    pub(crate) keys_file: Option<PathBuf>,

    /// CVM image to import; may be repeated [default name: ID]
    #[arg(long = "image", value_name = "ID:REGION[:NAME]", value_parser = source_image)]
    pub(crate) images: Vec<SourceImage>,

    /// Duration of an import [default: 0]
    #[arg(long, value_name = "SECONDS", value_parser = duration)]
    pub(crate) import_duration: Option<Duration>,

    /// Private images an account may have [default: 500]
    #[arg(long, value_name = "N")]
    pub(crate) image_quota: Option<usize>,

    /// Deny an action to an account, or to all; may be repeated
    #[arg(long, value_name = "[ACCOUNT:]ACTION")]
    pub(crate) deny: Vec<String>,

    /// Let an action fail; may be repeated
    #[arg(long, value_name = "ACTION")]
    pub(crate) fail: Vec<String>,

    /// Respond to actions that are not modeled with examples
    #[arg(long)]
    pub(crate) stubs: bool,

    /// Make generated ids the same in every run
    #[arg(long, value_name = "N")]
    pub(crate) id_seed: Option<u64>,

    /// Print a token for administration from other machines
    #[arg(long)]
    pub(crate) admin_token: bool,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
