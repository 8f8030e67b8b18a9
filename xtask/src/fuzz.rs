//! `cargo xtask fuzz`: random input, guided by what it reaches in the code.
//!
//! It begins with `fuzz/seeds`, goes on from `fuzz/corpus`, which grows from
//! run to run and is not committed, and leaves what it finds in
//! `fuzz/artifacts`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::tool;

/// Where cargo-fuzz needs the compiler's unstable options.
const TOOLCHAIN: &str = "nightly";
/// For all targets together, the first time.
const BUILD_LIMIT: Duration = Duration::from_mins(20);

#[derive(Args)]
pub(crate) struct FuzzOptions {
    /// Targets to run; all of `fuzz/fuzz_targets` if none is named.
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// How long each target runs.
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) seconds: u32,
}

/// Runs one target after the other, all of them whatever is found in one.
pub(crate) fn run(options: &FuzzOptions) -> Outcome {
    let known = targets()?;
    let wanted = if options.targets.is_empty() { &known } else { &options.targets };
    if let Some(unknown) = wanted.iter().find(|target| !known.contains(target)) {
        let known = known.join(", ");
        return Err(Failure::new(format!("there is no target `{unknown}`, but {known}")));
    }
    have_toolchain()?;
    let cargo_fuzz = tool::installed("cargo-fuzz", "0.13.2")?;
    let command = |arguments: &[&str]| {
        let mut command = process::clean(Command::new(&cargo_fuzz));
        command.env("RUSTUP_TOOLCHAIN", TOOLCHAIN).current_dir(root()).arg("fuzz").args(arguments);
        command
    };
    process::run(command(&["build", SANITIZER]), BUILD_LIMIT)?;

    let mut failed = Vec::new();
    for target in wanted {
        let outcome = run_target(command(&["run", SANITIZER, target]), target, options.seconds);
        match outcome {
            Ok(executions) => eprintln!("{target}: {executions} executions, nothing found"),
            Err(failure) => {
                eprintln!("{target}: {failure}");
                failed.push(target.as_str());
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let failed = failed.join(", ");
    Err(Failure::new(format!("found something: {failed}; see above and fuzz/artifacts")))
}

/// Without: none of our code is unsafe, and so it runs several times as often.
const SANITIZER: &str = "--sanitizer=none";

/// Runs a target and tells how often.
fn run_target(mut command: Command, target: &str, seconds: u32) -> Outcome<String> {
    let corpus = Path::new("fuzz/corpus").join(target);
    let log = root().join("target/xtask").join(format!("fuzz-{target}.log"));
    let failure = |error| Failure::new(format!("a file cannot be written: {error}"));
    fs::create_dir_all(root().join(&corpus)).map_err(failure)?;
    command
        // What is new goes to the first folder; the second is only read.
        .args([&corpus, &Path::new("fuzz/seeds").join(target)])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        // One input that takes longer than this is a finding.
        .args(["-timeout=10", "-print_final_stats=1"])
        // Some lines a second; who wants them finds them there.
        .stderr(fs::File::create(&log).map_err(failure)?);
    let more = Duration::from_mins(5);
    let outcome = process::run(command, Duration::from_secs(seconds.into()) + more);

    #[expect(clippy::disallowed_methods, reason = "the log is where the result is")]
    let log = fs::read(&log).map_err(failure)?;
    let log = String::from_utf8_lossy(&log);
    if outcome.is_err() {
        eprintln!("{}", the_end(&log));
    }
    outcome.map(|()| executions(&log).to_owned())
}

/// The line of libFuzzer that tells how many inputs it tried.
fn executions(log: &str) -> &str {
    let counts =
        log.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    counts.unwrap_or("an unknown number of").trim()
}

/// As many lines as tell a panic, its place, its input and how to repeat it.
fn the_end(log: &str) -> String {
    const LINES: usize = 80;
    let lines: Vec<&str> = log.lines().collect();
    lines.split_at(lines.len().saturating_sub(LINES)).1.join("\n")
}

/// The names of the files that hold a target each.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let unreadable = |error| Failure::new(format!("fuzz/fuzz_targets cannot be read: {error}"));
    let mut targets = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

fn have_toolchain() -> Outcome {
    let rustup = |arguments: &[&str]| {
        let mut command = Command::new("rustup");
        command.args(arguments);
        command
    };
    let has_it = process::output(rustup(&["run", TOOLCHAIN, "rustc", "--version"]), BUILD_LIMIT);
    if has_it.is_ok() {
        return Ok(());
    }
    let install = ["toolchain", "install", TOOLCHAIN, "--profile=minimal"];
    process::run(rustup(&install), BUILD_LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_seeds_and_its_place_in_the_manifest() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let targets = targets().unwrap();
        assert!(targets.len() >= 7, "{targets:?}");
        for target in targets {
            assert!(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "{target}");
            let seeds = root().join("fuzz/seeds").join(&target);
            assert!(fs::read_dir(seeds).unwrap().count() > 0, "{target}");
        }
    }

    #[test]
    fn a_log_tells_how_many_inputs_were_tried() {
        let log = "#2 INITED\nstat::number_of_executed_units: 4490\nstat::peak_rss_mb: 36\n";
        assert_eq!(executions(log), "4490");
        assert_eq!(executions(""), "an unknown number of");
        let log: Vec<String> = (0..100).map(|line| line.to_string()).collect();
        assert!(the_end(&log.join("\n")).starts_with("20\n21\n"));
        assert_eq!(the_end("a\nb"), "a\nb");
    }

    #[test]
    fn a_target_that_is_not_there_is_named_with_those_that_are() {
        let options = FuzzOptions { targets: vec!["nothing".into()], seconds: 1 };
        let failure = run(&options).unwrap_err().to_string();
        assert!(failure.contains("`nothing`") && failure.contains("raw_request"), "{failure}");
    }
}
