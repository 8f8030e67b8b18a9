//! The options of `tc3 catalog`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Add descriptions of your own to the catalog
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct CatalogOptions {
    #[command(subcommand)]
    pub(crate) command: CatalogCommand,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogCommand {
    Texts(TextsOptions),
}

/// Read descriptions from a package of the official command
///
/// The catalog has names, types and titles. What actions and members do is described in the package of
/// the official command, tccli (in Chinese) or tccli-intl-en (in English). This reads these texts out of
/// your copy; then `tc3 help` shows them and `tc3 search` finds words in them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  From a wheel:
    pip download tccli --no-deps
    tc3 catalog texts --from tccli-3.1.189.1-py2.py3-none-any.whl
  From an installed package:
    tc3 catalog texts --from ~/.local/lib/python3.12/site-packages/tccli

The texts replace those read before. They are in the folder texts of $TC3_DATA_DIR, else of tc3 in
$XDG_DATA_HOME (~/.local/share) on Linux and ~/Library/Application Support on macOS: a text file for
each service version, about 20 MB. Remove the folder to be without them, and the empty texts.lock
beside it, which keeps two imports apart.")]
pub(crate) struct TextsOptions {
    /// Wheel, or folder of an installed package
    #[arg(long, value_name = "WHEEL|DIR", value_hint = clap::ValueHint::AnyPath)]
    pub(crate) from: PathBuf,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
