//! The option `--json`.

use std::io::Read;

use serde_json::{Map, Value};

use crate::failure::Failure;

/// The object of `--json JSON`, `--json @FILE` or `--json -`; empty if absent.
pub(super) fn read(option: Option<&str>) -> Result<Map<String, Value>, Failure> {
    let Some(option) = option else { return Ok(Map::new()) };
    let text = match option.strip_prefix('@') {
        Some(file) => read_file(file)?,
        None if option == "-" => read_stdin()?,
        None => option.to_owned(),
    };
    serde_json::from_str(&text)
        .map_err(|error| Failure::Usage(format!("--json is not a JSON object: {error}")))
}

#[expect(clippy::disallowed_methods, reason = "the command reads files")]
fn read_file(file: &str) -> Result<String, Failure> {
    std::fs::read_to_string(file)
        .map_err(|error| Failure::Usage(format!("cannot read --json @{file}: {error}")))
}

fn read_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::Usage(format!("cannot read stdin: {error}")))?;
    Ok(text)
}
