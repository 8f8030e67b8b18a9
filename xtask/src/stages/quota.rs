//! Rates that a fleet shares over a Redis server, and over Valkey where Debian has it.

use std::process::Command;

use super::minutes;
use crate::debian;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo};
use crate::sdks;

pub(super) fn run() -> Outcome {
    install_redis()?;
    run_tests("tencentcloud-quota", "--lib", "redis-server", &[])?;
    test("redis-server", &[])?;
    run_tests("tencentcloud-cli", "--test=it", "redis-server", &["real_server"])?;

    match sdks::install_redis_6() {
        Ok(server) => {
            let server = server.to_string_lossy().into_owned();
            eprintln!("{}", version(&server)?.trim());
            // This build has no TLS.
            let tests = ["script", "emptied", "user", "errors", "foreign", "sentinels", "cluster"];
            test(&server, &tests)?;
        }
        Err(failure) => eprintln!("Redis 6.2: NOT RUN: {failure}"),
    }

    if version("valkey-server").is_err() {
        if !debian::has("valkey-server") {
            eprintln!("Valkey: NOT RUN, since this Debian has no package valkey-server");
            return Ok(());
        }
        debian::install(&["valkey-server"])?;
    }
    eprintln!("{}", version("valkey-server")?.trim());
    test("valkey-server", &["steady", "forms", "emptied"])
}

/// The measurement of 40 processes in `docs/quota.md`.
#[cfg(target_os = "linux")]
pub(crate) fn measure_fleet() -> Outcome {
    install_redis()?;
    let mut test = cargo(&["test", "--package=tencentcloud-tests", "--test=quota", "--"]);
    test.args(["recorded", "--ignored", "--nocapture"]);
    process::run(test, minutes(15))
}

fn install_redis() -> Outcome {
    if version("redis-server").is_err() {
        debian::install(&["redis-server"])?;
    }
    eprintln!("{}", version("redis-server")?.trim());
    Ok(())
}

fn version(server: &str) -> Outcome<String> {
    let mut command = Command::new(server);
    command.arg("--version");
    process::output(command, minutes(1))
}

/// Runs the tests of fleets whose names contain one of these words; all if there is none.
fn test(server: &str, words: &[&str]) -> Outcome {
    run_tests("tencentcloud-tests", "--test=quota", server, words)
}

/// Runs the ignored tests of a target. Each word must be in the name of one.
fn run_tests(package: &str, target: &str, server: &str, words: &[&str]) -> Outcome {
    let with = |options: &[&str]| {
        let mut test = cargo(&["test", "--package", package, target, "--", "--ignored"]);
        test.args(options);
        test
    };
    let names = process::output(with(&["--list"]), minutes(15))?;
    for word in words {
        if !names.lines().any(|name| name.ends_with(": test") && name.contains(word)) {
            return Err(Failure::new(format!("no test of {package} has `{word}` in its name")));
        }
    }
    // These only measure; or are parts of the others.
    let options = ["--nocapture", "--test-threads=1", "--skip=recorded", "--skip=worker"];
    let mut test = with(&options);
    test.args(words).env("REDIS_SERVER", server);
    process::run(test, minutes(15))
}
