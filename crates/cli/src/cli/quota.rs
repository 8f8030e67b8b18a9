//! The options of `tc3 quota`.

use clap::Args;

/// Show how processes share the rates of an account
///
/// Processes whose clients have a rate limiter of tencentcloud-quota share the rates of an
/// account over a Redis or Valkey server. This shows what they use; it changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  Show the use of all rates on a server:
    tc3 quota --redis redis://127.0.0.1:6379
  With the server in the environment, so that a password is in no command line:
    export TC3_REDIS_URL=rediss://app:PASSWORD@cache.example.com:6379
    tc3 quota
  As JSON, one object per line:
    tc3 quota --json

URLs: redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], rediss:// with TLS,
redis+sentinel://[USER:PASSWORD@]HOST:PORT,HOST:PORT/NAME, redis+cluster://[USER:PASSWORD@]HOST:PORT,HOST:PORT

A line has the account, the service, the action and the region, and then
  rate       permits a second now; less than stated after refusals, - if none is known
  used       permits a second, and in percent of the rate: a moving mean of ten seconds
  processes  those that asked within the last seconds
  refused    requests that the service throttled in the last minute
  wait       how long the next request waits
Rates that nobody has used for two minutes are left out.")]
pub(crate) struct QuotaOptions {
    /// The server; default: TC3_REDIS_URL
    #[arg(long, value_name = "URL")]
    pub(crate) redis: Option<String>,

    /// Print one JSON object per line
    #[arg(long)]
    pub(crate) json: bool,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
