//! Rates that a fleet shares over a Redis server, and over Valkey where Debian has it.

use std::process::Command;

use super::minutes;
use crate::debian;
use crate::failure::Outcome;
use crate::process::{self, cargo};
use crate::sdks;

pub(super) fn run() -> Outcome {
    install_redis()?;
    test("redis-server", &[])?;

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

/// Runs the tests whose names contain one of these words; all if there is none.
fn test(server: &str, words: &[&str]) -> Outcome {
    let mut test = cargo(&["test", "--package=tencentcloud-tests", "--test=quota", "--"]);
    test.args(["--ignored", "--nocapture", "--test-threads=1"]);
    // These only measure; or are parts of the others.
    test.args(["--skip=recorded", "--skip=worker"]).args(words);
    test.env("REDIS_SERVER", server);
    process::run(test, minutes(15))
}
