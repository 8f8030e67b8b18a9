//! The input of a call: `--json`, the parameters and `--body`, checked.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_catalog::{
    Action, Body, Finding, FindingKind, Json, Member, Parameter, ParameterError, ParameterFault,
    check_input_text, check_json, input_of_parameters,
};

use crate::arguments::nearest_option;
use crate::cli::CallOptions;
use crate::failure::Failure;
use crate::{input, stderr};

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
    let base = match Json::parse(json) {
        Ok(Json::Object(members)) => members,
        Ok(_) => return Err(Failure::Usage(NOT_AN_OBJECT.into())),
        Err(problem) => return Err(Failure::Usage(format!("--json: {problem}"))),
    };
    let mut file =
        |name: &str| input::file_bytes(Path::new(name)).map(|file| STANDARD.encode(file));
    input_of_parameters(members, base, given, &mut file)
        .map(|input| input.to_string())
        .map_err(|error| Failure::Usage(with_hint(&error, given)))
}

/// The message with a hint at a word that was meant as an option. Words are not shown: one
/// that begins with a dash may be part of a key.
fn with_hint(error: &ParameterError, given: &[Parameter]) -> String {
    let ParameterError { name, fault, .. } = error;
    let parameter = given.iter().find(|parameter| parameter.name == *name);
    let words = parameter.map_or(&[][..], |parameter| &parameter.values);
    let hint = match words.iter().skip(1).find_map(|word| nearest_option(word)) {
        Some(option) => format!("did you mean {option}?"),
        None if words.iter().any(|word| word == "--") => "leave out --".into(),
        None => return error.to_string(),
    };
    match fault {
        ParameterFault::TooManyValues(_) => format!("--{name}: {fault}; {hint}"),
        _ => error.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_that_was_meant_as_an_option_is_named() {
        let import = tencentcloud_catalog::action("ecm", "2019-07-19", "ImportImage").unwrap();
        for (values, message) in [
            (&["a", "--emulatr"][..], "--ImageId: one word too many; did you mean --emulator?"),
            (&["a", "--", "b"], "--ImageId: 2 words too many; leave out --"),
            (&["a", "canary"], "--ImageId: one word too many; quote a value with spaces"),
        ] {
            let given = [Parameter::new("ImageId", values.iter().copied())];
            let failed = with_parameters(import.input, "{}", &given);
            assert!(matches!(failed, Err(Failure::Usage(text)) if text == message), "{message}");
        }
    }
}
