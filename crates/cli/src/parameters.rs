//! Parameters of the command line as the JSON input of an action.
//!
//! The catalogue says what each is: a whole number in quotes or not, one word
//! or several, a structure's member by its path.

use serde_json::{Map, Value};
use tencentcloud_catalog::{Action, Kind, Member, Version};

use crate::arguments::Parameter;

mod path;
mod word;

/// The input of `action`: `base` with the parameters laid over it.
pub(crate) fn input(
    version: &Version,
    action: &Action,
    base: Map<String, Value>,
    parameters: &[Parameter],
) -> Result<Map<String, Value>, String> {
    for name in base.keys() {
        path::resolve(version, action, name)?;
    }
    let mut input = base;
    let mut given: Vec<&str> = Vec::new();
    for parameter in parameters {
        let Parameter { name, values } = parameter;
        if given.contains(&name.as_str()) {
            return Err(format!("--{name} is given twice; a list takes its values after one name"));
        }
        given.push(name);
        let target = path::resolve(version, action, name)?;
        let value = word::value(target.kind, values).map_err(|problem| {
            format!("--{name} takes {}: {problem}", word::describe(target.kind))
        })?;
        path::put(&mut input, &target.steps, value)
            .map_err(|problem| format!("--{name}: {problem}"))?;
    }
    path::no_gaps(&input)?;
    missing(action.input, &input)?;
    Ok(input)
}

fn missing(members: &[Member], input: &Map<String, Value>) -> Result<(), String> {
    let absent: Vec<String> = members
        .iter()
        .filter(|member| member.required && input.get(member.name).is_none_or(Value::is_null))
        .map(|member| format!("--{} ({})", member.name, word::describe(member.kind)))
        .collect();
    match absent.as_slice() {
        [] => Ok(()),
        [one] => Err(format!("{one} is required")),
        several => Err(format!("{} are required", several.join(", "))),
    }
}

/// What a value of this kind is called where it is explained.
pub(crate) fn describe(kind: Kind) -> String {
    word::describe(kind)
}

#[cfg(test)]
mod tests;
