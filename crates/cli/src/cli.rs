//! The options of `tc3`, parsed by clap.
#![expect(clippy::doc_markdown, reason = "these doc comments are help texts for a terminal")]

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use tencentcloud_codegen::snippets::Form;
use tencentcloud_core::{Language, SignatureMethod};

use crate::failure::Failure;
use crate::{stderr, stdout, usage};

mod catalog;
mod emulator;
mod explain;
mod explorer;
mod generate;
mod quota;
mod search;
mod values;

pub(crate) use self::catalog::{CatalogCommand, CatalogOptions, TextsOptions};
pub(crate) use self::emulator::EmulatorOptions;
pub(crate) use self::explain::ExplainOptions;
pub(crate) use self::explorer::ExplorerOptions;
pub(crate) use self::generate::{CrateOptions, GenerateCommand, GenerateOptions};
pub(crate) use self::quota::QuotaOptions;
pub(crate) use self::search::SearchOptions;
pub(crate) use self::values::KeyPair;
use self::values::{count, endpoint, form, language, seconds, signature};

const EXAMPLES: &str = "\
Examples:
  Import an image into an emulator started for this call (no account needed):
    tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu --emulator
  Get an example response of an action that the emulator does not model:
    tc3 cvm DescribeInstances --emulator --stubs
  Import an image, with keys from TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY:
    tc3 ecm ImportImage --ImageId img-pmqg1cw9 --ImageDescription sampleImage --SourceRegion ap-chengdu
  Pass nested parameters, lists and JSON:
    tc3 ecm DescribeImage --Filters.0.Name image-type --Filters.0.Values PRIVATE_IMAGE
    tc3 ecm DeleteImage --ImageIDSet img-00000001 img-00000002
    tc3 ecm DescribeImage --json '{\"Limit\": 5}'
  Send the content of a file, as a parameter or beside the parameters:
    tc3 cii DescribeQualityScore --File @picture.jpg
    tc3 cls UploadLog --TopicId topic-1 --body @logs.pb
  Print the events of a stream, one JSON value a line:
    tc3 hunyuan ChatCompletions --json @chat.json --timeout 300
  Print the request without sending it:
    tc3 ecm DescribeImage --dry-run
  Print the call as code, or as a signed curl command:
    tc3 ecm DescribeImage --Limit 5 --as rust
    tc3 ecm DescribeImage --Limit 5 --as curl
  Print an input to fill in, with the required members or with all, and send it:
    tc3 cvm RunInstances --generate-skeleton=all > input.json
    tc3 cvm RunInstances --json @input.json --dry-run
  Search, fill in, sign and send requests in a browser, first to an emulator:
    tc3 explorer
  Generate a Rust crate with the types of a service:
    tc3 generate crate cvm --only RunInstances --core path=../tencentcloud --out tencentcloud-cvm
  Call another version of a service than its default one:
    tc3 monitor CreateNoticeContentTmpl --version 2023-06-16
  Show services, actions, the parameters of an action, or a data type of it:
    tc3 help services
    tc3 help ecm
    tc3 help ecm DescribeImage
    tc3 help ecm DescribeImage Filter
  Show the version of tc3 and of its catalog:
    tc3 --version

After a parameter's name, each word is a value up to the next --Parameter or option,
even if it begins with a dash. --Parameter=VALUE takes any value, also --emulator.

Exit codes:
  0 success             4 API error
  1 other error         5 no usable response
  2 usage               6 timeout
  3 credentials         7 outcome of a write unknown
  130 interrupted";

const FORMS: &str = "curl|http|tc3|rust|rust-blocking|python|go|node|java|tccli";

/// Call any action, sign requests, or run a local emulator
#[derive(Debug, Parser)]
#[command(
    name = "tc3",
    disable_version_flag = true,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    override_usage = "tc3 <SERVICE> <ACTION> [--Parameter VALUE…]… [OPTIONS]\n       tc3 help [services|<SERVICE> [<ACTION> [<DATA TYPE>]]]\n       tc3 search <WORDS>… [OPTIONS]\n       tc3 catalog texts --from <WHEEL|DIR>\n       tc3 generate crate <SERVICE> --out <DIR> [OPTIONS]\n       tc3 emulator [OPTIONS]\n       tc3 sign [OPTIONS] [FILE|-]\n       tc3 explain [OPTIONS] [FILE|-]\n       tc3 explorer [OPTIONS]\n       tc3 quota [--redis <URL>] [OPTIONS]",
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
    Catalog(CatalogOptions),
    Emulator(EmulatorOptions),
    Explain(ExplainOptions),
    Explorer(ExplorerOptions),
    Generate(GenerateOptions),
    Quota(QuotaOptions),
    Search(SearchOptions),
    Sign(SignOptions),
}

/// Options of a call.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate flag")]
pub(crate) struct CallOptions {
    /// Service, such as ecm
    pub(crate) service: Option<String>,

    /// Action, such as ImportImage
    pub(crate) action: Option<String>,

    /// Data type, only in help
    #[arg(hide = true)]
    pub(crate) structure: Option<String>,

    /// Input as JSON, @FILE or - (stdin); --Parameters override it
    #[arg(long, value_name = "JSON|@FILE|-")]
    pub(crate) json: Option<String>,

    /// Octets to send, for the few actions that take them
    #[arg(long, value_name = "@FILE|-")]
    pub(crate) body: Option<String>,

    /// Send also what the catalog does not know
    #[arg(long)]
    pub(crate) no_validate: bool,

    /// Send to an emulator started for this call, with its keys
    #[arg(long, conflicts_with = "endpoint")]
    pub(crate) emulator: bool,

    /// With --emulator: examples for actions it does not model
    #[arg(long, requires = "emulator")]
    pub(crate) stubs: bool,

    /// Send to this host, with the current credentials
    #[arg(long, value_parser = endpoint, value_name = "HOST|URL")]
    pub(crate) endpoint: Option<String>,

    /// Allow plain HTTP to another machine (insecure)
    #[arg(long, requires = "endpoint")]
    pub(crate) allow_http: bool,

    /// HTTP library
    #[arg(long, value_enum, default_value = "ureq")]
    pub(crate) transport: TransportChoice,

    /// Common parameter Region [default: $TENCENTCLOUD_REGION]
    #[arg(long)]
    pub(crate) region: Option<String>,

    /// Language of error messages
    #[arg(long, value_parser = language, value_name = "zh-CN|en-US")]
    pub(crate) language: Option<Language>,

    /// Signature method
    #[arg(long, value_parser = signature, value_name = "TC3-HMAC-SHA256|HmacSHA256|HmacSHA1", default_value = "TC3-HMAC-SHA256")]
    pub(crate) sign_method: SignatureMethod,

    /// HTTP method
    #[arg(long, value_enum, default_value = "POST")]
    pub(crate) method: HttpMethod,

    /// Timeout of the whole call, with all retries
    #[arg(long, value_parser = seconds, value_name = "SECONDS", default_value = "60", allow_negative_numbers = true)]
    pub(crate) timeout: Duration,

    /// Retries of transient errors that are safe to retry
    #[arg(long, value_parser = count, value_name = "N", default_value = "3", allow_negative_numbers = true)]
    pub(crate) retries: u32,

    /// Log attempts and waits to stderr; in help, show whole texts
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// Print the signed request without sending it
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print this code for the call, without sending it
    #[arg(long = "as", value_parser = form, value_name = FORMS, conflicts_with_all = ["emulator", "dry_run"])]
    pub(crate) snippet: Option<Form>,

    /// With --as rust, rust-blocking: types, for any service
    #[arg(long, requires = "snippet", conflicts_with = "untyped")]
    pub(crate) typed: bool,

    /// With --as rust, rust-blocking: input as JSON, not typed
    #[arg(long, requires = "snippet")]
    pub(crate) untyped: bool,

    /// Print an input to fill in, without sending anything
    #[arg(long, visible_alias = "generate-cli-skeleton", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "required", value_name = "required|all", conflicts_with_all = ["json", "body", "snippet"])]
    pub(crate) generate_skeleton: Option<SkeletonExtent>,

    /// Output format
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) output: OutputForm,

    /// Show help for the command, the service or the action
    #[arg(short, long)]
    pub(crate) help: bool,

    /// Version of tc3 and its catalog; DATE: that of the service
    #[arg(short = 'V', long, num_args = 0..=1, value_name = "DATE")]
    #[expect(clippy::option_option, reason = "absent, without a value, with a value")]
    pub(crate) version: Option<Option<String>>,
}

impl CallOptions {
    /// The version of the service that `--version DATE` selects.
    pub(crate) fn date(&self) -> Option<&str> {
        self.service.as_ref().and(self.version.as_ref()?.as_deref())
    }
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

/// Which members `--generate-skeleton` prints.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SkeletonExtent {
    Required,
    All,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OutputForm {
    Json,
}

/// Sign a request described as JSON, without sending it
///
/// The output is the signature and each step of its computation.
#[derive(Debug, Args)]
#[command(after_help = "\
A TC3 description has scheme (TC3-HMAC-SHA256), method (GET or POST), host, query, headers, signed_headers, payload
(or payload_base64, or unsigned_payload: true), service, timestamp, secret_id and secret_key. A v1
description has scheme (HmacSHA1 or HmacSHA256), method, host, params ([[name, value], …]) and secret_key.
Any other or repeated member is an error, and so is a host, query or header that cannot be meant. A line
of a batch has at most 16 MiB, and one without an end stops the batch; the exit code is 1 if a line has
an error.

Examples:
  Print each step of one signature, to compare with your own:
    tc3 sign --explain request.json
  Sign many, one JSON object per line in and out:
    tc3 sign --batch < requests.jsonl > signatures.jsonl")]
pub(crate) struct SignOptions {
    /// Description of the request [default: stdin]
    #[arg(value_name = "FILE|-", conflicts_with = "batch")]
    pub(crate) file: Option<PathBuf>,

    /// Sign each line of stdin, one result per line
    #[arg(long)]
    pub(crate) batch: bool,

    /// Print each step with visible line ends, not JSON
    #[arg(long, conflicts_with = "batch")]
    pub(crate) explain: bool,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// Whether this is the name of a command, and not of a service.
pub(crate) fn is_command(word: &str) -> bool {
    Cli::command().find_subcommand(word).is_some()
}

/// Parses the options of the command line `line`. Prints help and returns `None` if
/// requested.
pub(crate) fn parse(options: &[OsString], line: &[OsString]) -> Result<Option<Cli>, Failure> {
    match Cli::try_parse_from(options) {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            stdout::print(error.render().to_string().trim_end())?;
            Ok(None)
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            stderr::print(error.render().to_string().trim_end());
            Err(Failure::Usage(match line.get(1) {
                Some(_) => "a command of it is required".into(),
                None => "a service and an action, or a command, is required".into(),
            }))
        }
        Err(error) => Err(Failure::Usage(usage::message(&error, line))),
    }
}
