//! Example outputs.

use serde_json::{Map, Value};

use crate::{Action, Kind, Member, Paging, Structure};

/// The value of strings that mean nothing.
const MARK: &str = "stub";

/// How deep structures have members; deeper ones are empty, since types recur.
const LEVELS: usize = 2;

/// An output of an action, without `RequestId`, with every declared member and values
/// that fit their types. It says nothing about the service.
///
/// - A list has one item, and a number is 1, so that totals, counts and numbers of pages
///   fit the lists.
/// - A string is `stub`. A time has its format; a total beside a list is `1`; the marker
///   of the next page is empty, so that a loop over pages ends.
/// - A boolean is false.
/// - Structures have members two levels deep; deeper ones are empty.
/// - A member `Error` of the output itself is absent: clients would take the output for
///   an error of the API.
///
/// ```
/// use serde_json::json;
/// use tencentcloud_catalog::{action, example_output};
///
/// let tasks = action("ecm", "2019-07-19", "DescribeCustomImageTask").unwrap();
/// let output = example_output(tasks);
/// assert_eq!(output["TotalCount"], 1);
/// let task = json!({
///     "State": "stub",
///     "Message": "stub",
///     "ImageName": "stub",
///     "CreateTime": "stub",
/// });
/// assert_eq!(output["ImageTaskSet"], json!([task]));
/// ```
pub fn example_output(action: &Action) -> Map<String, Value> {
    object(action, action.output.iter().filter(|member| member.name != "Error"), LEVELS)
}

/// `levels` is how many levels below have members.
fn object<'m>(
    action: &Action,
    members: impl Iterator<Item = &'m Member> + Clone,
    levels: usize,
) -> Map<String, Value> {
    let has_list = members.clone().any(|member| matches!(member.kind, Kind::List(_)));
    let value = |member: &Member| match member.kind {
        Kind::String => string(action, member, has_list).into(),
        kind => value(action, kind, levels),
    };
    members.map(|member| (member.name.to_owned(), value(member))).collect()
}

fn value(action: &Action, kind: Kind, levels: usize) -> Value {
    match kind {
        Kind::String | Kind::Binary => MARK.into(),
        Kind::Integer | Kind::Unsigned => 1.into(),
        Kind::Float => 1.0.into(),
        Kind::Boolean => false.into(),
        Kind::Structure(structure) => below(action, structure, levels).into(),
        Kind::List(element) => vec![value(action, *element, levels)].into(),
    }
}

fn below(action: &Action, structure: &Structure, levels: usize) -> Map<String, Value> {
    levels
        .checked_sub(1)
        .map(|levels| object(action, structure.members().iter(), levels))
        .unwrap_or_default()
}

fn string(action: &Action, member: &Member, has_list: bool) -> &'static str {
    match member.time {
        Some(format) => format.example(),
        // Some services write numbers as strings.
        None if has_list && member.name.starts_with("Total") => "1",
        None if is_marker(action, member) => "",
        None => MARK,
    }
}

/// Whether the input may take the string, under its name or without `Next`, to ask for the
/// next page.
fn is_marker(action: &Action, member: &Member) -> bool {
    let rest = member.name.strip_prefix("Next").unwrap_or(member.name);
    let is_same = |input: &Member| {
        input.kind == Kind::String && (input.name == member.name || input.name == rest)
    };
    action.paging == Some(Paging::Marker) && action.input.iter().any(is_same)
}
