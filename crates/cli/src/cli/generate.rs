//! The options of `tc3 generate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use tencentcloud_codegen::package::CoreSource;

/// Generate Rust code from the catalog
#[derive(Debug, Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(crate) struct GenerateOptions {
    #[command(subcommand)]
    pub(crate) command: GenerateCommand,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GenerateCommand {
    Crate(CrateOptions),
}

/// Generate a crate with the types of a service
///
/// The crate is yours to commit. An action is a struct in it, which the clients send. Its Cargo.toml records
/// what was generated, so that --check can tell whether it is still what the catalog says.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  All actions of a service, with the libraries from a checkout of the repository:
    tc3 generate crate cvm --core path=../tencentcloud --out tencentcloud-cvm
  Some actions, with what they use; name all that you need, since others are removed:
    tc3 generate crate cvm --only RunInstances DescribeInstances --core path=../tencentcloud --out tencentcloud-cvm
  Is a crate still what this tc3 would generate?
    tc3 generate crate --check tencentcloud-cvm

DIR is created, or has a crate that was generated before: its generated files are replaced, and others
stay. On success, stdout has the line for the Cargo.toml of your package. --check prints each file that
differs and exits with 1 if there is one.")]
pub(crate) struct CrateOptions {
    /// Service, such as cvm
    #[arg(required_unless_present = "check")]
    pub(crate) service: Option<String>,

    /// Only this version of the service [default: all]
    #[arg(long, value_name = "DATE")]
    pub(crate) version: Option<String>,

    /// Only these actions, with what they use [default: all]
    #[arg(long, num_args = 1.., value_name = "ACTION")]
    pub(crate) only: Vec<String>,

    /// Where tencentcloud-core is [default: the commit of tc3]
    #[arg(long, value_name = "path=CHECKOUT|git=URL#REV|version=REQ")]
    pub(crate) core: Option<CoreSource>,

    /// Folder of the crate
    #[arg(long, value_name = "DIR", required_unless_present = "check")]
    pub(crate) out: Option<PathBuf>,

    /// Compare a generated crate, and write nothing
    #[arg(long, value_name = "DIR", conflicts_with_all = ["service", "version", "only", "core", "out"])]
    pub(crate) check: Option<PathBuf>,

    /// Show this help
    #[arg(short, long, action = clap::ArgAction::Help)]
    help: Option<bool>,
}
