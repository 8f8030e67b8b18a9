//! An example of a call of each action.

use std::fmt::Write;

use tencentcloud_catalog::{Action, Body, Kind, Member};
use tencentcloud_emulator::Emulator;

use super::action::version_option;

/// Members that are not required are given so deep: some structures contain themselves.
const DEEPEST: usize = 3;

/// A command line with the required parameters, which succeeds with a new emulator.
pub(super) fn example(action: &Action) -> String {
    let mut line = format!("tc3 {} {}", action.service, action.name);
    // One of two optional parameters is required.
    let is_shown = |member: &&Member| {
        member.required || (action.name, member.name) == ("ModifyImageAttribute", "ImageName")
    };
    for member in action.input.iter().filter(is_shown) {
        add_sample(&mut line, action, "", 1, member);
    }
    if action.body == Body::Octets {
        line.push_str(" --body @FILE");
    }
    line.push_str(&version_option(action));
    line.push_str(" --emulator");
    // A new emulator has a CVM image to import, and no image to change or delete.
    let is_answered = action.class.is_idempotent() || action.name == "ImportImage";
    if !is_answered || !Emulator::models(action) {
        line.push_str(" --dry-run");
    }
    line
}

/// Appends a parameter, and of a structure those that it requires, else its first one.
fn add_sample(line: &mut String, action: &Action, parent: &str, depth: usize, member: &Member) {
    let (prefix, members) = nested(parent, member).unwrap_or_default();
    let mut shown: Vec<_> = members.iter().filter(|member| member.required).collect();
    if shown.is_empty() && depth < DEEPEST {
        shown.extend(members.first());
    }
    if shown.is_empty() {
        let _ = write!(line, " --{parent}{} {}", member.name, sample(action, member));
    }
    for member in shown {
        add_sample(line, action, &prefix, depth + 1, member);
    }
}

/// The members of a structure, or of the first item of a list of structures.
fn nested(prefix: &str, member: &Member) -> Option<(String, &'static [Member])> {
    let (structure, index) = match member.kind {
        Kind::Structure(structure) => (structure, ""),
        Kind::List(&Kind::Structure(structure)) => (structure, "0."),
        _ => return None,
    };
    Some((format!("{prefix}{}.{index}", member.name), structure.members()))
}

fn sample(action: &Action, member: &Member) -> &'static str {
    match (member.name, member.kind) {
        (_, Kind::Integer | Kind::Unsigned | Kind::Float) => "1",
        (_, Kind::Boolean) => "true",
        (_, Kind::Binary) => "@FILE",
        (_, Kind::Structure(_)) => "{}",
        (_, Kind::List(Kind::Structure(_) | Kind::Integer | Kind::Unsigned | Kind::Float)) => "[]",
        ("ImageId", _) if action.name == "ImportImage" => "img-pmqg1cw9",
        ("ImageId" | "ImageIDSet" | "Values", _) => "img-00000001",
        ("SourceRegion", _) => "ap-chengdu",
        ("Name", _) => "image-id",
        _ => "sample",
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use tencentcloud_catalog::{Finding, Service, check_input_text, input_of_parameters, services};

    use super::*;
    use crate::arguments::Arguments;

    #[test]
    fn example_of_every_action_has_valid_parameters() {
        let versions = services().flat_map(Service::versions);
        for action in versions.flat_map(|version| version.actions) {
            // Base64 in place of a file to read.
            let example = example(action).replace("--File @FILE", "--File AA==");
            let line: Vec<OsString> = example.split(' ').map(Into::into).collect();
            let given = Arguments::split(&line).unwrap();
            let no_file = &mut |_: &str| Err("no files here".into());
            let input = input_of_parameters(action.input, Vec::new(), &given.parameters, no_file);
            let input = input.unwrap().to_string();
            let findings = check_input_text(action, &input);
            assert!(!findings.iter().any(Finding::is_error), "{example}: {findings:?}");
        }
    }
}
