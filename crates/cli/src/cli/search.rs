//! The options of `tc3 search`.

use clap::Args;

/// Search the catalog: services, actions, members, codes
///
/// Words are names, parts of names and words of titles, in Chinese or English, also
/// with slips of typing. The name or title of a service narrows the search to it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  Find an action by what it does, in Chinese or English:
    tc3 search 导入镜像
    tc3 search import image
  In one service, and with slips of typing:
    tc3 search ecm imprt imge
  Find the actions that have a member, or the services that have an error code:
    tc3 search SourceRegion
    tc3 search InvalidImageID --limit 5
  As JSON, one object per line:
    tc3 search cvm describe instances --json

A line has the kind, where it is, the class of an action (what a call does), and the title. The best comes
first. With --json, each line is an object with kind (service, action, member, structure or error_code),
service, version, name and, where they apply, action (of a member: the action or the data type that has
it), title, class and deprecated. Without a hit, stdout is empty, a note goes to stderr, and the exit code is 0.")]
pub(crate) struct SearchOptions {
    /// Words to search for
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,

    /// Print at most this many hits, 1 to 1000
    #[arg(long, value_name = "N", default_value = "20", value_parser = limit, allow_negative_numbers = true)]
    pub(crate) limit: usize,

    /// Print one JSON object per line
    #[arg(long)]
    pub(crate) json: bool,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

/// More hits than anyone reads, and few enough to be found within milliseconds.
const MOST_HITS: usize = 1000;

fn limit(text: &str) -> Result<usize, &'static str> {
    let limit = text.parse().ok().filter(|limit| (1..=MOST_HITS).contains(limit));
    limit.ok_or("must be an integer from 1 to 1000")
}
