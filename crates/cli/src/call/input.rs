//! The input of a call: `--json`, the parameters and `--body`, checked.

use std::path::Path;

use tencentcloud_catalog::{
    Action, Body, Finding, FindingKind, Member, check_input_text, check_json,
};

use crate::arguments::Parameter;
use crate::cli::CallOptions;
use crate::failure::Failure;
use crate::json::{self, Json};
use crate::{input, parameters, stderr};

/// The JSON input of an action, which has passed the check if the catalog has the action.
/// JSON without parameters is sent as it is written: taken apart it would need many times
/// its length of memory.
pub(super) fn read(
    action: Option<&Action>,
    options: &CallOptions,
    given: &[Parameter],
) -> Result<String, Failure> {
    let json = json(options.json.as_deref())?;
    let members = action.map_or(&[][..], |action| action.input);
    let text = if given.is_empty() { json } else { with_parameters(members, &json, given)? };
    let findings = match action.filter(|_| !options.no_validate) {
        Some(action) => check_input_text(action, &text),
        None => check_json(&text),
    };
    if let Some(problem) = findings.iter().find_map(not_an_object) {
        return Err(Failure::Usage(problem));
    }
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_error);
    for warning in warnings {
        stderr::print(&format!("warning: {warning}"));
    }
    if errors.is_empty() { Ok(text) } else { Err(Failure::Input(errors)) }
}

/// The text of `--json JSON`, `--json @FILE` or `--json -`; an empty object if absent.
fn json(option: Option<&str>) -> Result<String, Failure> {
    let Some(option) = option else { return Ok("{}".into()) };
    let unreadable =
        |what: &str, problem| Failure::Usage(format!("cannot read --json {what}: {problem}"));
    let text = match option.strip_prefix('@') {
        Some(file) => {
            input::file(Path::new(file)).map_err(|problem| unreadable(option, problem))?
        }
        None if option == "-" => {
            input::stdin().map_err(|problem| unreadable("from stdin", problem))?
        }
        None => option.to_owned(),
    };
    // Not its beginning: a finding names the line.
    Ok(text.trim_end_matches([' ', '\t', '\n', '\r']).to_owned())
}

/// The object, overridden by the parameters.
pub(super) fn with_parameters(
    members: &'static [Member],
    json: &str,
    given: &[Parameter],
) -> Result<String, Failure> {
    let base = match json::parse(json) {
        Ok(Json::Object(members)) => members,
        Ok(_) => return Err(Failure::Usage(NOT_AN_OBJECT.into())),
        Err(problem) => return Err(Failure::Usage(format!("--json: {problem}"))),
    };
    let input = parameters::input(members, base, given).map_err(Failure::Usage)?;
    Ok(Json::Object(input).to_string())
}

const NOT_AN_OBJECT: &str = "--json is not a JSON object";

/// What is wrong with a text that has no members to find something about.
fn not_an_object(finding: &Finding) -> Option<String> {
    match finding.kind {
        FindingKind::NotJson { .. } => Some(format!("--json: {finding}")),
        FindingKind::NotAnObject { .. } => Some(NOT_AN_OBJECT.into()),
        _ => None,
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
    let content = content.and_then(|content| {
        if content.is_empty() { Err("it is empty".into()) } else { Ok(Some(content)) }
    });
    content.map_err(|problem| Failure::Usage(format!("cannot read --body: {problem}")))
}
