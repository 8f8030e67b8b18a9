//! The README's two commands, word by word as a reader would copy them.

use std::process::Command;

use serde_json::Value;

use super::minutes;
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};

mod commands;

use commands::commands;

pub(super) fn run() -> Outcome {
    let path = root().join("README.md");
    #[expect(clippy::disallowed_methods, reason = "the README is what is tested")]
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("README.md cannot be read: {error}")))?;

    let commands = commands(&text);
    let [first, second, ..] = commands.as_slice() else {
        return Err(Failure::new("README.md has no two commands in blocks marked `sh`"));
    };
    if second != &["cargo", "xtask", "test"] {
        return Err(Failure::new(format!(
            "README.md's second command is not `cargo xtask test`, but `{}`",
            second.join(" ")
        )));
    }
    let transports: [&[&str]; 3] = [&[], &["--transport", "hyper"], &["--transport", "ureq"]];
    for transport in transports {
        let reply = process::output(command(first, transport)?, minutes(15))?;
        holds_a_request_id(&reply)?;
    }
    Ok(())
}

fn command(words: &[String], more: &[&str]) -> Outcome<Command> {
    let Some(("cargo", arguments)) = words.split_first().map(|(a, b)| (a.as_str(), b)) else {
        return Err(Failure::new("README.md's first command does not call cargo"));
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut command = cargo(&arguments);
    command.args(more);
    Ok(command)
}

/// stdout carries one JSON value and nothing else.
fn holds_a_request_id(stdout: &str) -> Outcome {
    let reply: Value = serde_json::from_str(stdout)
        .map_err(|error| Failure::new(format!("stdout is not JSON ({error}): {stdout}")))?;
    match reply.get("RequestId").and_then(Value::as_str) {
        Some(id) if !id.is_empty() => Ok(()),
        _ => Err(Failure::new(format!("no RequestId in: {stdout}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_needs_a_request_id() {
        assert_eq!(holds_a_request_id(r#"{"RequestId": "a-1"}"#), Ok(()));
        for stdout in [r#"{"RequestId": ""}"#, "{}", "[]", "", "note\n{\"RequestId\": \"a\"}"] {
            assert!(holds_a_request_id(stdout).is_err(), "{stdout}");
        }
    }
}
