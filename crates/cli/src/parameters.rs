//! Conversion of command line parameters to the JSON input of an action.
//!
//! The catalog gives the type of each parameter, and so whether `5` is a string or an
//! integer.

use tencentcloud_catalog::{Action, Member};

use crate::arguments::Parameter;
use crate::json::{self, Json, Members};

mod path;
mod value;

use self::path::Step;
pub(crate) use self::value::describe;

/// The input of `action`: `base`, overridden by the parameters.
pub(crate) fn input(
    action: &Action,
    base: Members,
    parameters: &[Parameter],
) -> Result<Members, String> {
    for (name, _) in &base {
        path::resolve(action, name)?;
    }
    let mut input = base;
    let mut given: Vec<(&str, Vec<Step<'_>>)> = Vec::new();
    for parameter in parameters {
        let Parameter { name, values } = parameter;
        let path = path::resolve(action, name)?;
        check_overlap(&given, name, &path.steps)?;
        given.push((name, path.steps.clone()));
        let value = value::value(path.kind, values)
            .map_err(|problem| format!("--{name}: {} expected: {problem}", describe(path.kind)))?;
        path::insert(&mut input, &path.steps, value)
            .map_err(|problem| format!("--{name}: {problem}"))?;
    }
    path::check(&input)?;
    missing(action.input, &input)?;
    Ok(input)
}

/// Fails if the parameter contains an earlier one or lies within it: one of the two
/// values would be lost.
fn check_overlap(
    given: &[(&str, Vec<Step<'_>>)],
    name: &str,
    steps: &[Step<'_>],
) -> Result<(), String> {
    let overlaps = |earlier: &[Step<'_>]| earlier.starts_with(steps) || steps.starts_with(earlier);
    match given.iter().find(|(_, earlier)| overlaps(earlier)) {
        None => Ok(()),
        Some((earlier, _)) if *earlier == name => {
            Err(format!("--{name} is given twice; give all values of a list after one name"))
        }
        Some((earlier, _)) => Err(format!(
            "--{earlier} and --{name} overlap; give the value as a whole or in parts, not both"
        )),
    }
}

fn missing(members: &[Member], input: &Members) -> Result<(), String> {
    let absent: Vec<String> = members
        .iter()
        .filter(|member| {
            member.required
                && json::member(input, member.name).is_none_or(|value| *value == Json::Null)
        })
        .map(|member| format!("--{} ({})", member.name, describe(member.kind)))
        .collect();
    match absent.as_slice() {
        [] => Ok(()),
        [one] => Err(format!("{one} is required")),
        several => Err(format!("{} are required", several.join(", "))),
    }
}

#[cfg(test)]
mod tests;
