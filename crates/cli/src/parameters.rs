//! Conversion of command line parameters to the JSON input of an action.
//!
//! The catalog gives the type of each parameter, and so whether `5` is a string or an
//! integer. What does not fit its type stays a string, and a name that the catalog does
//! not have stays a name: the check of the whole input says what is wrong with it.

use tencentcloud_catalog::Member;

use crate::arguments::Parameter;
use crate::json::Members;

mod path;
mod value;

use self::path::Step;

/// The input of an action with these members: `base`, overridden by the parameters. Fails
/// if the command line leaves open what is meant.
pub(crate) fn input(
    members: &'static [Member],
    base: Members,
    parameters: &[Parameter],
) -> Result<Members, String> {
    let mut input = base;
    let mut given: Vec<(&str, Vec<Step<'_>>)> = Vec::new();
    for Parameter { name, values } in parameters {
        let in_parameter = |problem: String| format!("--{name}: {problem}");
        let path = path::resolve(members, name).map_err(in_parameter)?;
        check_overlap(&given, name, &path.steps)?;
        given.push((name, path.steps.clone()));
        let value = value::value(path.kind, values).map_err(in_parameter)?;
        path::insert(&mut input, &path.steps, value).map_err(in_parameter)?;
    }
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

#[cfg(test)]
mod tests;
