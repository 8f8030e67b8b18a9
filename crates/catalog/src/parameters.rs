//! Inputs from a command line: `--Filters.0.Name image-id --Limit 5`.
//!
//! The catalog gives the type of each parameter, and so whether `5` is a string or an
//! integer. What does not fit its type stays a string, and a name that the catalog does
//! not have stays a name: the check of the whole input says what is wrong with it.

use crate::{Action, Json, Kind, Member};

mod error;
mod path;
mod value;
mod words;

pub use self::error::{ParameterError, ParameterFault};
use self::path::Step;
pub use self::words::{Parameter, Words, WordsError};

/// The input of an action with these members: `base`, overridden by the parameters of a
/// command line.
///
/// A list takes several values or one that is JSON, a structure takes JSON. `file` returns
/// the content of a file in Base64 (`--File @NAME`), or why it cannot be read.
///
/// # Errors
///
/// [`ParameterError`] if the command line leaves open what is meant.
///
/// ```
/// use tencentcloud_catalog::{Parameter, action, input_of_parameters};
///
/// let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
/// let given = [
///     Parameter::new("Limit", ["5"]),
///     Parameter::new("Filters.0.Name", ["image-type"]),
///     Parameter::new("Filters.0.Values", ["PRIVATE_IMAGE", "5"]),
/// ];
/// let input = input_of_parameters(describe.input, Vec::new(), &given, &mut |_| unreachable!())?;
/// assert_eq!(
///     input.to_string(),
///     r#"{"Limit":5,"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE","5"]}]}"#
/// );
/// # Ok::<(), tencentcloud_catalog::ParameterError>(())
/// ```
pub fn input_of_parameters(
    members: &'static [Member],
    base: Vec<(String, Json)>,
    parameters: &[Parameter],
    file: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Json, ParameterError> {
    let mut input = base;
    let mut given: Vec<(&str, Vec<Step<'_>>)> = Vec::new();
    for Parameter { name, values } in parameters {
        let in_parameter = |fault| ParameterError { name: name.clone(), fault };
        let path = path::resolve(members, name).map_err(in_parameter)?;
        check_overlap(&given, name, &path.steps).map_err(in_parameter)?;
        given.push((name, path.steps.clone()));
        let value = value::value(path.kind, values, file).map_err(in_parameter)?;
        path::insert(&mut input, &path.steps, value).map_err(in_parameter)?;
    }
    Ok(Json::Object(input))
}

impl Action {
    /// The type of a value in the input, by its path such as `Filters.0.Name`; `None` if the
    /// action has none there.
    ///
    /// ```
    /// use tencentcloud_catalog::{Kind, action};
    ///
    /// let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
    /// assert_eq!(describe.kind_at("Filters.0.Values.1"), Some(Kind::String));
    /// assert_eq!(describe.kind_at("Filters.Name"), None);
    /// ```
    pub fn kind_at(&self, path: &str) -> Option<Kind> {
        path::resolve(self.input, path).ok()?.kind
    }
}

/// Fails if the parameter contains an earlier one or lies within it: one of the two
/// values would be lost.
fn check_overlap(
    given: &[(&str, Vec<Step<'_>>)],
    name: &str,
    steps: &[Step<'_>],
) -> Result<(), ParameterFault> {
    let overlaps = |earlier: &[Step<'_>]| earlier.starts_with(steps) || steps.starts_with(earlier);
    match given.iter().find(|(_, earlier)| overlaps(earlier)) {
        None => Ok(()),
        Some((earlier, _)) if *earlier == name => Err(ParameterFault::GivenTwice),
        Some((earlier, _)) => Err(ParameterFault::Overlap((*earlier).to_owned())),
    }
}

#[cfg(test)]
mod tests;
