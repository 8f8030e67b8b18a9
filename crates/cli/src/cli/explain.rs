//! The options of `tc3 explain`.

use std::path::PathBuf;

use clap::Args;
use tencentcloud_core::{Language, Timestamp};

use super::values::{language, timestamp};

/// Find out why the signature of a request fails
///
/// It signs the request with one mistake at a time, until one of them gives the signature that the request
/// has. That mistake is what the client did. Nothing is sent.
#[derive(Debug, Args)]
#[command(after_help = "\
A request is one of these, detected by its first line:
  an HTTP/1.1 request as it was sent
  the output of curl --trace-ascii - or curl --trace -
  the output of curl -v, if the request has no body
  a curl command line with -H, -d, --data-raw, --data-binary, -G, -X, --url

Keys are those of --keys, else of TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, else the key is asked for
on the terminal. They are never printed. A file of --keys:
  [{\"secret_id\": \"test-secret-id-000001\", \"secret_key\": \"test-secret-key-000001\"}]
An entry of a temporary key has a \"token\", too.

Examples:
  A request of your client, saved in a file:
    tc3 explain request.http
  A request of curl, as it sends it:
    curl --trace-ascii - https://ecm.tencentcloudapi.com … | tc3 explain
  A curl command line, which is not run:
    tc3 explain command.sh --keys keys.json
  As the service saw it at a certain time, for a program:
    tc3 explain request.http --at 1700000000 --json

With --json, the output is one object with verdict (valid, invalid, unknown-key or unsigned), causes,
differs_at, message, canonical_request and string_to_sign.

Exit codes:
  0 valid                                   2 no request, or usage
  1 unknown key, no signature, or no body   3 credentials
  4 invalid")]
pub(crate) struct ExplainOptions {
    /// Request [default: stdin]
    #[arg(value_name = "FILE|-")]
    pub(crate) file: Option<PathBuf>,

    /// JSON file of keys, as of tc3 emulator
    #[arg(long = "keys", value_name = "FILE")]
    pub(crate) keys_file: Option<PathBuf>,

    /// Time of the server [default: that of the request]
    #[arg(long, value_name = "UNIX", value_parser = timestamp, allow_negative_numbers = true)]
    pub(crate) at: Option<Timestamp>,

    /// Language of the explanation [default: en-US]
    #[arg(long, value_parser = language, value_name = "zh-CN|en-US")]
    pub(crate) language: Option<Language>,

    /// Print one JSON object
    #[arg(long)]
    pub(crate) json: bool,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
