//! The option `--json`.

use std::path::Path;

use crate::failure::Failure;
use crate::input;
use crate::json::{self, Json, Members};

/// The object of `--json JSON`, `--json @FILE` or `--json -`; empty if absent.
pub(super) fn read(option: Option<&str>) -> Result<Members, Failure> {
    let Some(option) = option else { return Ok(Members::new()) };
    let usage = |problem: String| Failure::Usage(problem);
    let text = match option.strip_prefix('@') {
        Some(file) => input::file(Path::new(file))
            .map_err(|problem| usage(format!("cannot read --json @{file}: {problem}")))?,
        None if option == "-" => input::stdin()
            .map_err(|problem| usage(format!("cannot read --json from stdin: {problem}")))?,
        None => option.to_owned(),
    };
    match json::parse(&text).map_err(|error| usage(format!("--json: {error}")))? {
        Json::Object(members) => Ok(members),
        _ => Err(usage("--json is not a JSON object".into())),
    }
}
