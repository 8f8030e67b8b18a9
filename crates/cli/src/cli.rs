//! Our options, as clap parses and explains them.
#![expect(clippy::doc_markdown, reason = "these doc comments are help texts on a terminal")]

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tencentcloud_core::sign::{ALGORITHM, v1::Algorithm};
use tencentcloud_core::{Language, SignatureMethod, Timestamp};

use crate::failure::Failure;

const EXAMPLES: &str = "\
Examples:
  Import an image, against an emulator that is started for it (no account needed):
    tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu --emulator
  The same in the cloud, with keys from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY:
    tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu
  Nested parameters, lists, JSON:
    tc3 ecm DescribeImage --Filters.0.Name image-type --Filters.0.Values PRIVATE_IMAGE
    tc3 ecm DeleteImage --ImageIDSet img-00000001 img-00000002
    tc3 ecm DescribeImage --json '{\"Limit\": 5}'
  See what would be sent:
    tc3 ecm DescribeImage --dry-run
  What an action takes:
    tc3 ecm ImportImage --help

Exit codes: 0 success, 1 other, 2 usage, 3 credentials, 4 the API answered with an error,
  5 no usable reply, 6 time ran out, 7 a write may have taken effect and nobody knows, 130 interrupted";

/// Calls any action of Tencent Cloud API 3.0, or emulates the cloud.
#[derive(Debug, Parser)]
#[command(
    name = "tc3",
    version,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    override_usage = "tc3 <SERVICE> <ACTION> [--Parameter VALUE…]… [OPTIONS]\n       tc3 emulator [OPTIONS]\n       tc3 sign [OPTIONS] [FILE|-]",
    after_help = EXAMPLES,
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) call: CallOptions,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Emulator(EmulatorOptions),
    Sign(SignOptions),
}

/// Options of a call.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct CallOptions {
    /// The service, such as ecm
    pub(crate) service: Option<String>,

    /// The action, such as ImportImage
    pub(crate) action: Option<String>,

    /// The whole input as JSON: text, @FILE, or - for standard input; parameters are laid over it
    #[arg(long, value_name = "JSON|@FILE|-")]
    pub(crate) json: Option<String>,

    /// Start an emulator for this one call and send it there, with keys of its own
    #[arg(long, conflicts_with = "endpoint")]
    pub(crate) emulator: bool,

    /// Send to this host instead of the service's; the keys in force go there
    #[arg(long, value_name = "HOST|URL")]
    pub(crate) endpoint: Option<String>,

    /// Let an endpoint http://… be another machine: others on the way can read requests and change answers
    #[arg(long, requires = "endpoint")]
    pub(crate) allow_http: bool,

    /// The HTTP library that sends
    #[arg(long, value_enum, default_value = "ureq")]
    pub(crate) transport: TransportChoice,

    /// The common parameter Region [default: $TENCENTCLOUD_REGION]
    #[arg(long)]
    pub(crate) region: Option<String>,

    /// The language of error messages
    #[arg(long, value_parser = language, value_name = "zh-CN|en-US")]
    pub(crate) language: Option<Language>,

    /// How the request is signed
    #[arg(long, value_parser = signature, value_name = "TC3-HMAC-SHA256|HmacSHA256|HmacSHA1", default_value = "TC3-HMAC-SHA256")]
    pub(crate) sign_method: SignatureMethod,

    /// The HTTP method
    #[arg(long, value_enum, default_value = "POST")]
    pub(crate) method: HttpMethod,

    /// How long the call may take in all
    #[arg(long, value_parser = seconds, value_name = "SECONDS", default_value = "60")]
    pub(crate) timeout: Duration,

    /// Further attempts after the first, where a failure may pass and repeating is safe
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) retries: u32,

    /// Tell of every attempt and every wait, on standard error
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Print the signed request and send nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// The form of the output
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) output: OutputForm,

    /// Explain the command, the service or the action
    #[arg(short, long)]
    pub(crate) help: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum TransportChoice {
    Hyper,
    Ureq,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
pub(crate) enum HttpMethod {
    Post,
    Get,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OutputForm {
    Json,
}

/// Run a local API 3.0 endpoint that verifies signatures and carries ECM image actions out
///
/// The first line on standard output says where it listens. Ctrl-C or SIGTERM ends it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  Keys of its own, printed with how to use them:
    tc3 emulator
  Known keys, for tests:
    tc3 emulator --listen 127.0.0.1:8080 --key test-secret-id-000001:test-secret-key-000001")]
pub(crate) struct EmulatorOptions {
    /// The address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,

    /// Start a virtual clock at this second, which runs on from there
    #[arg(long, value_name = "UNIX", value_parser = timestamp)]
    pub(crate) clock: Option<Timestamp>,

    /// A placeholder key pair to know (it shows in process lists); may be given again
    #[arg(long = "key", value_name = "ID:SECRET")]
    pub(crate) keys: Vec<KeyPair>,

    /// A JSON file of keys: [{"secret_id":…,"secret_key":…,"token":…,"account":…}], the last two optional
    #[arg(long = "keys", value_name = "FILE")]
    pub(crate) keys_file: Option<PathBuf>,

    /// Explain this command
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// Sign a request that is described as JSON, and send nothing
///
/// What comes out is the signature with the steps to it.
#[derive(Debug, Args)]
#[command(after_help = "\
A TC3 description has scheme (TC3-HMAC-SHA256), method, host, query, headers, signed_headers, payload
(or payload_base64, or unsigned_payload: true), service, timestamp, secret_id and secret_key. A v1
description has scheme (HmacSHA1 or HmacSHA256), method, host, params ([[name, value], …]) and secret_key.

Examples:
  Every step of one signature, for comparison with one's own:
    tc3 sign --explain request.json
  Many at once, one JSON object a line in and out:
    tc3 sign --batch < requests.jsonl > signatures.jsonl")]
pub(crate) struct SignOptions {
    /// The description; - or nothing is standard input
    #[arg(value_name = "FILE|-", conflicts_with = "batch")]
    pub(crate) file: Option<PathBuf>,

    /// Read one description a line from standard input and answer each on a line
    #[arg(long)]
    pub(crate) batch: bool,

    /// Print every step with visible line ends instead of JSON
    #[arg(long, conflicts_with = "batch")]
    pub(crate) explain: bool,

    /// Explain this command
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// A pair of `--key`. Whether it is one is told later: clap would print the
/// whole text, secret and all, to say that it is not.
#[derive(Clone)]
pub(crate) struct KeyPair(String);

impl KeyPair {
    /// The secret id and the secret key.
    pub(crate) fn parts(&self) -> Option<(&str, &str)> {
        self.0.split_once(':')
    }
}

impl From<String> for KeyPair {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyPair([redacted])")
    }
}

/// The options of a command line; nothing when help or the version was asked
/// for and has been shown.
pub(crate) fn parse(line: &[OsString]) -> Result<Option<Cli>, Failure> {
    match Cli::try_parse_from(line) {
        Ok(cli) => Ok(Some(cli)),
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            crate::stdout::print(error.render().to_string().trim_end())?;
            Ok(None)
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprintln!("{}", error.render().to_string().trim_end());
            Err(Failure::Usage("a service and an action are needed, or a command".into()))
        }
        Err(error) => Err(Failure::Usage(problem(&error))),
    }
}

/// What clap says in several lines, in one.
fn problem(error: &clap::Error) -> String {
    let whole = error.to_string();
    let paragraph = whole.split("\n\n").next().unwrap_or_default();
    let problem: Vec<&str> = paragraph.split_whitespace().collect();
    let mut problem = problem.join(" ").replacen("error: ", "", 1);
    if let Some(ContextValue::String(near)) = error.get(ContextKind::SuggestedArg) {
        problem.extend(["; did you mean ", near, "?"]);
    }
    problem
}

fn language(text: &str) -> Result<Language, &'static str> {
    [Language::ZhCn, Language::EnUs]
        .into_iter()
        .find(|language| language.as_str() == text)
        .ok_or("the languages are zh-CN and en-US")
}

fn signature(text: &str) -> Result<SignatureMethod, &'static str> {
    let v1 = [Algorithm::HmacSha256, Algorithm::HmacSha1];
    match v1.into_iter().find(|algorithm| algorithm.as_str() == text) {
        Some(algorithm) => Ok(SignatureMethod::V1(algorithm)),
        None if text == ALGORITHM => Ok(SignatureMethod::Tc3),
        None => Err("the methods are TC3-HMAC-SHA256, HmacSHA256 and HmacSHA1"),
    }
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    text.parse()
        .ok()
        .filter(|seconds| *seconds > 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or("a number of seconds greater than zero is needed")
}

fn timestamp(text: &str) -> Result<Timestamp, &'static str> {
    text.parse().ok().and_then(Timestamp::new).ok_or("a time in Unix seconds is needed")
}
