//! The check of inputs and outputs against the catalog, and the reader of inputs.
//!
//! Text is what is checked, and should be what is sent: a [`Map`] has lost members that
//! were given twice and may round numbers (`1.10` becomes `1.1`, and an integer of more
//! than 64 bits a float). So [`check_input_text`] takes names and digits from the text,
//! and a caller that has the text sends it as it is.

use serde_json::{Map, Value};

use crate::Action;

mod finding;
mod findings;
mod lenient;
mod path;
mod read;
mod strict;
mod tokens;
mod types;
mod walk;

pub use self::finding::{Finding, FindingKind};
pub(crate) use self::tokens::Tokens;
pub(crate) use self::types::string;
use self::walk::{Purpose, findings};

/// How many errors and how many warnings the check lists. It counts the others, see
/// [`FindingKind::More`]: an input of megabytes may be wrong in millions of places.
pub const MAX_FINDINGS: usize = 100;

/// Checks an input: unknown members, missing ones, wrong types and nesting; deprecated
/// members as warnings. In the order of the map, missing members at the end of their
/// object.
///
/// Types are strict: the service does not document that it takes a string for a number.
/// A null member counts as absent. A null item of a list has a wrong type, because GET
/// and signature v1 cannot send it. An empty string and an empty list are present: many
/// actions take them. A misspelled member is not also reported as missing. Below a
/// member that is unknown or wrongly nested nothing is checked.
///
/// ```
/// use serde_json::json;
/// use tencentcloud_catalog::{action, check_input};
///
/// let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
/// let input = json!({"Filters": [{"Name": "image-type", "Values": "PRIVATE_IMAGE"}]});
/// let findings = check_input(describe, input.as_object().unwrap());
/// assert_eq!(findings[0].path, "Filters.0.Values");
/// assert_eq!(
///     findings[0].to_string(),
///     "Filters.0.Values must be a list of strings, not a string"
/// );
/// ```
pub fn check_input(action: &Action, input: &Map<String, Value>) -> Vec<Finding> {
    check_input_text(action, &text(input))
}

/// Checks the JSON text of an input, as [`check_input`] does. It also finds members that
/// an object has twice, names with a dot, and text that is not a JSON object.
///
/// ```
/// use tencentcloud_catalog::{action, check_input_text};
///
/// let describe = action("ecm", "2019-07-19", "DescribeImage").unwrap();
/// let findings = check_input_text(describe, r#"{"Limit": 5, "Limit": 10}"#);
/// assert_eq!(findings[0].to_string(), "Limit is given twice");
/// ```
pub fn check_input_text(action: &Action, input: &str) -> Vec<Finding> {
    findings(input, Purpose::Input(action.input))
}

/// Checks an output, the object `Response` of a response without an API error: wrong
/// types and nesting; undeclared members as warnings.
///
/// It accepts what the readers of typed outputs accept: any scalar for a string; a
/// boolean, or a string that holds a number, for a number; 1, 0 and strings that hold a
/// boolean for a boolean; a decimal number without a fraction for an integer; an empty
/// string and an empty object for a list; null everywhere. Nothing is missing, since any
/// member may be.
pub fn check_output(action: &Action, output: &Map<String, Value>) -> Vec<Finding> {
    check_output_text(action, &text(output))
}

/// Checks the JSON text of an output, as [`check_output`] does. It also finds declared
/// members that an object has twice, and text that is not a JSON object.
pub fn check_output_text(action: &Action, output: &str) -> Vec<Finding> {
    findings(output, Purpose::Output(action.output))
}

/// Checks the JSON text of an input whose action is not known, or that the catalog does
/// not describe: what [`read_input`] refuses, without making a map.
///
/// ```
/// use tencentcloud_catalog::check_json;
///
/// assert!(check_json(r#"{"Filters": [{"Name": "image-type"}]}"#).is_empty());
/// let findings = check_json(r#"{"Limit": 1e400, "Limit": 5}"#);
/// assert_eq!(findings[0].to_string(), "Limit does not fit a 64-bit number");
/// assert_eq!(findings[1].to_string(), "Limit is given twice");
/// ```
pub fn check_json(text: &str) -> Vec<Finding> {
    findings(text, Purpose::Map)
}

/// Reads an input whose action is not known, or that the catalog does not describe.
///
/// Fails if the text is not a JSON object, if an object has a member twice, at any
/// depth, if a name has a dot, or if the map could not hold a number. A fraction may
/// lose digits.
///
/// ```
/// use tencentcloud_catalog::read_input;
///
/// let input = read_input(r#"{"Filters": [{"Name": "image-type"}]}"#).unwrap();
/// assert_eq!(input["Filters"][0]["Name"], "image-type");
///
/// let findings = read_input(r#"{"Filters": [{"Name": "a", "Name": "b"}]}"#).unwrap_err();
/// assert_eq!(findings[0].to_string(), "Filters.0.Name is given twice");
/// ```
pub fn read_input(text: &str) -> Result<Map<String, Value>, Vec<Finding>> {
    let findings = check_json(text);
    if findings.is_empty() { Ok(read::map(text)) } else { Err(findings) }
}

/// A map as text. It cannot fail; if it did, the empty text would be a finding.
fn text(map: &Map<String, Value>) -> String {
    serde_json::to_string(map).unwrap_or_default()
}

#[cfg(test)]
mod tests;
