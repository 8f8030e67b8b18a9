//! `cargo xtask fuzz`: coverage-guided fuzzing with cargo-fuzz.
//!
//! Input comes from `fuzz/seeds` and `fuzz/corpus`. The corpus grows with every
//! run and is not committed. Findings are written to `fuzz/artifacts`.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::tool::{self, NIGHTLY};

/// For a first build of all targets.
const BUILD_LIMIT: Duration = Duration::from_mins(20);

#[derive(Args)]
pub(crate) struct FuzzOptions {
    /// Targets to run [default: all]
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// Seconds per target
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) seconds: u32,
}

/// Runs the targets one by one. A finding does not stop the others.
pub(crate) fn run(options: &FuzzOptions) -> Outcome {
    let known = targets()?;
    let selected = if options.targets.is_empty() { &known } else { &options.targets };
    if let Some(unknown) = selected.iter().find(|target| !known.contains(target)) {
        let known = known.join(", ");
        return Err(Failure::new(format!("unknown target `{unknown}`; known are {known}")));
    }
    tool::install_nightly()?;
    let cargo_fuzz = tool::installed("cargo-fuzz", "0.13.2")?;
    let command = |arguments: &[&str]| {
        let mut command = process::clean(Command::new(&cargo_fuzz));
        command.env("RUSTUP_TOOLCHAIN", NIGHTLY).current_dir(root()).arg("fuzz").args(arguments);
        command
    };
    process::run(command(&["build", SANITIZER]), BUILD_LIMIT)?;

    let mut failed = Vec::new();
    for target in selected {
        let outcome = run_target(command(&["run", SANITIZER, target]), target, options.seconds);
        match outcome {
            Ok(executions) => eprintln!("{target}: {executions} executions, no finding"),
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
    Err(Failure::new(format!("findings in {failed}; see above and fuzz/artifacts")))
}

/// Our code has no unsafe code. Without a sanitizer it runs several times faster.
const SANITIZER: &str = "--sanitizer=none";

/// Runs a target and returns the number of executions.
fn run_target(mut command: Command, target: &str, seconds: u32) -> Outcome<String> {
    let corpus = Path::new("fuzz/corpus").join(target);
    let log = root().join("target/xtask").join(format!("fuzz-{target}.log"));
    let failure =
        |error| Failure::new(format!("failed to write a file of the fuzz target: {error}"));
    fs::create_dir_all(root().join(&corpus)).map_err(failure)?;
    command
        // libFuzzer writes new inputs to the first folder and only reads the second.
        .args([&corpus, &Path::new("fuzz/seeds").join(target)])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        // A single input that takes longer is a finding.
        .args(["-timeout=10", "-print_final_stats=1"])
        // Several lines a second: too many for the terminal.
        .stderr(fs::File::create(&log).map_err(failure)?);
    let more = Duration::from_mins(5);
    let outcome = process::run(command, Duration::from_secs(seconds.into()) + more);

    #[expect(clippy::disallowed_methods, reason = "the log has the result")]
    let log = fs::read(&log).map_err(failure)?;
    let log = String::from_utf8_lossy(&log);
    if outcome.is_err() {
        eprintln!("{}", last_lines(&log));
    }
    outcome.map(|()| executions(&log).to_owned())
}

/// The number of inputs that libFuzzer tried, from its statistics.
fn executions(log: &str) -> &str {
    let counts =
        log.lines().rev().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    counts.unwrap_or("an unknown number of").trim()
}

/// Enough lines for a panic, its location, its input and the command to reproduce it.
fn last_lines(log: &str) -> String {
    const LINES: usize = 80;
    let lines: Vec<&str> = log.lines().collect();
    lines.split_at(lines.len().saturating_sub(LINES)).1.join("\n")
}

/// The names of all targets; each is a file.
fn targets() -> Outcome<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let unreadable = |error| Failure::new(format!("failed to read fuzz/fuzz_targets: {error}"));
    let mut targets = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        targets.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds_and_a_manifest_entry() {
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
    fn executions_are_read_from_the_log() {
        let log = "#2 INITED\nstat::number_of_executed_units: 4490\nstat::peak_rss_mb: 36\n";
        assert_eq!(executions(log), "4490");
        assert_eq!(executions(""), "an unknown number of");
        let log: Vec<String> = (0..100).map(|line| line.to_string()).collect();
        assert!(last_lines(&log.join("\n")).starts_with("20\n21\n"));
        assert_eq!(last_lines("a\nb"), "a\nb");
    }

    #[test]
    fn an_unknown_target_is_reported_with_the_known_ones() {
        let options = FuzzOptions { targets: vec!["nothing".into()], seconds: 1 };
        let failure = run(&options).unwrap_err().to_string();
        assert!(failure.contains("`nothing`") && failure.contains("raw_request"), "{failure}");
    }
}
