//! The input of a call: `--json`, the parameters and `--body`, checked.

use std::path::Path;

use tencentcloud_catalog::{Action, Body, check_input_text, check_json};

use crate::arguments::Parameter;
use crate::cli::CallOptions;
use crate::failure::Failure;
use crate::json::{self, Json, Members};
use crate::{input, parameters, stderr};

/// The JSON input of an action, which has passed the check.
pub(super) fn read(
    action: &Action,
    options: &CallOptions,
    given: &[Parameter],
) -> Result<String, Failure> {
    let base = base(options.json.as_deref())?;
    let input = parameters::input(action, base, given).map_err(Failure::Usage)?;
    let text = Json::Object(input).to_string();
    let findings =
        if options.no_validate { check_json(&text) } else { check_input_text(action, &text) };
    let (errors, warnings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(tencentcloud_catalog::Finding::is_error);
    for warning in warnings {
        stderr::print(&format!("warning: {warning}"));
    }
    if errors.is_empty() { Ok(text) } else { Err(Failure::Input(errors)) }
}

/// The object of `--json JSON`, `--json @FILE` or `--json -`; empty if absent.
fn base(option: Option<&str>) -> Result<Members, Failure> {
    let Some(option) = option else { return Ok(Members::new()) };
    let usage = |problem: String| Failure::Usage(problem);
    let text = match option.strip_prefix('@') {
        Some(file) => input::file(Path::new(file))
            .map_err(|problem| usage(format!("cannot read --json @{file}: {problem}")))?,
        None if option == "-" => input::stdin()
            .map_err(|problem| usage(format!("cannot read --json from stdin: {problem}")))?,
        None => option.to_owned(),
    };
    match json::parse(&text).map_err(|problem| usage(format!("--json: {problem}")))? {
        Json::Object(members) => Ok(members),
        _ => Err(usage("--json is not a JSON object".into())),
    }
}

/// The octets of `--body @FILE` or `--body -`; `None` for an action that takes none.
pub(super) fn octets(action: &Action, options: &CallOptions) -> Result<Option<Vec<u8>>, Failure> {
    let name = action.name;
    let content = match (action.body, options.body.as_deref()) {
        (Body::Octets, Some("-")) => input::stdin_bytes(),
        (Body::Octets, Some(body)) => match body.strip_prefix('@') {
            Some(file) => input::file_bytes(Path::new(file)),
            None => Err("it must be @FILE or -".into()),
        },
        (Body::Octets, None) => {
            return Err(Failure::Usage(format!("{name} sends octets; --body @FILE is required")));
        }
        (_, Some(_)) => {
            return Err(Failure::Usage(format!("{name} sends its parameters and no --body")));
        }
        (_, None) => return Ok(None),
    };
    content.map(Some).map_err(|problem| Failure::Usage(format!("cannot read --body: {problem}")))
}
