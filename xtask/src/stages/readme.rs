//! Runs the two commands of the README as a reader would copy them.

use std::process::Command;

use serde_json::Value;

use super::minutes;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};

mod commands;

use commands::commands;

pub(super) fn run() -> Outcome {
    let path = root().join("README.md");
    #[expect(clippy::disallowed_methods, reason = "the stage tests the README")]
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("failed to read README.md: {error}")))?;

    let commands = commands(&text);
    let [first, second, ..] = commands.as_slice() else {
        return Err(Failure::new("README.md has fewer than two commands in `sh` blocks"));
    };
    if second != &["cargo", "xtask", "test"] {
        return Err(Failure::new(format!(
            "the second command of README.md is `{}` instead of `cargo xtask test`",
            second.join(" ")
        )));
    }
    let transports: [&[&str]; 3] = [&[], &["--transport", "hyper"], &["--transport", "ureq"]];
    for transport in transports {
        let stdout = process::output(command(first, transport)?, minutes(15))?;
        check_request_id(&stdout)?;
    }
    Ok(())
}

fn command(command_line: &[String], more: &[&str]) -> Outcome<Command> {
    let Some(("cargo", arguments)) = command_line.split_first().map(|(a, b)| (a.as_str(), b))
    else {
        return Err(Failure::new("the first command of README.md does not call cargo"));
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut command = cargo(&arguments);
    command.args(more);
    Ok(command)
}

/// Fails unless stdout is one JSON object with a `RequestId`.
fn check_request_id(stdout: &str) -> Outcome {
    let output: Value = serde_json::from_str(stdout)
        .map_err(|error| Failure::new(format!("stdout is not JSON ({error}): {stdout}")))?;
    match output.get("RequestId").and_then(Value::as_str) {
        Some(id) if !id.is_empty() => Ok(()),
        _ => Err(Failure::new(format!("no RequestId in: {stdout}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_without_request_id_is_rejected() {
        assert_eq!(check_request_id(r#"{"RequestId": "a-1"}"#), Ok(()));
        for stdout in [r#"{"RequestId": ""}"#, "{}", "[]", "", "note\n{\"RequestId\": \"a\"}"] {
            assert!(check_request_id(stdout).is_err(), "{stdout}");
        }
    }
}
