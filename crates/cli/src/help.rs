//! Help for the command, a service or an action.

use std::collections::BTreeSet;
use std::fmt::Write;

use clap::CommandFactory;
use tencentcloud_catalog::{self as catalog, Action, ActionClass, Kind, Member, Service, Status};
use tencentcloud_emulator::Emulator;

use crate::cli::{CallOptions, Cli};
use crate::failure::Failure;
use crate::{call, parameters, stdout};

/// Prints help for what the command line names.
pub(crate) fn show(options: &CallOptions) -> Result<(), Failure> {
    let Some(service) = &options.service else {
        return stdout::print(Cli::command().render_long_help().to_string().trim_end());
    };
    let service = call::service(service)?;
    match &options.action {
        Some(name) => stdout::print(&action_help(call::action(service, options.date(), name)?)),
        None => stdout::print(&service_help(service)),
    }
}

fn service_help(service: &Service) -> String {
    let mut text = format!("{}, {}\n", service.name(), service.title());
    let mut seen = BTreeSet::new();
    for version in service.versions() {
        let new = |action: &&Action| seen.insert(action.name);
        let actions: Vec<_> = version.actions.iter().filter(new).collect();
        let _ = write!(text, "\nActions of version {}:\n", version.version);
        for action in actions {
            let _ = write!(text, "\n  {:<24} {}", action.name, title(action));
        }
        text.push('\n');
    }
    let _ = write!(text, "\nParameters of an action: tc3 {} <ACTION> --help", service.name());
    text
}

fn title(action: &Action) -> &'static str {
    action.summary.or(action.title_en).unwrap_or(action.title)
}

fn action_help(action: &Action) -> String {
    let mut text = format!("{} ({} {})\n", action.name, action.service, action.version);
    let _ = writeln!(text, "{}", title(action));
    let _ = writeln!(text, "Class: {}", class(action.class));
    match action.status {
        Status::Deprecated => text.push_str("Deprecated by the service.\n"),
        Status::Offline => text.push_str("No longer offered by the service.\n"),
        _ => {}
    }
    if let Some(rate) = action.rate {
        let _ = writeln!(text, "Rate limit: {rate} requests per second.");
    }
    let _ = writeln!(
        text,
        "https://console.cloud.tencent.com/api/explorer?Product={}&Version={}&Action={}",
        action.product, action.version, action.name
    );
    let _ = write!(text, "\nParameters:");
    for member in action.input {
        parameter(&mut text, "", 1, member);
    }
    if action.input.is_empty() {
        text.push_str("\n  none");
    }
    text.push_str(&error_codes(action));
    let _ = write!(text, "\n\nExample:\n  {}", example(action));
    let _ = write!(text, "\n\nOptions of a call: tc3 --help");
    text
}

/// What a call does, and with that whether `tc3` retries it.
fn class(class: ActionClass) -> &'static str {
    match class {
        ActionClass::Reads => "reads (retried after transient errors)",
        ActionClass::ReadsPaid => {
            "reads-paid (a call may cost; not retried once it may have arrived)"
        }
        ActionClass::Changes => "changes",
        ActionClass::Deletes => "deletes (something is lost)",
        _ => "charges (the account pays for it)",
    }
}

/// Those of the action where they are known, else those of its service.
fn error_codes(action: &Action) -> String {
    let of_version = || {
        let version = catalog::service(action.service)?.version(action.version)?;
        Some(version.error_codes)
    };
    let (title, codes) = match action.error_codes {
        [] => ("Error codes of the service", of_version().unwrap_or_default()),
        codes => ("Error codes", codes),
    };
    format!("\n\n{title}:\n  {}", codes.join("\n  "))
}

/// Members of structures are shown so deep: some structures contain themselves.
const DEPTH: usize = 3;

fn parameter(text: &mut String, prefix: &str, depth: usize, member: &Member) {
    let name = format!("--{prefix}{}", member.name);
    let required = if member.required { ", required" } else { "" };
    let deprecated = if member.deprecated { ", deprecated" } else { "" };
    let kind = parameters::describe(member.kind);
    let _ = write!(text, "\n  {name:<32} {kind}{required}{deprecated}");
    if let Some((prefix, members)) = nested(prefix, member)
        && depth < DEPTH
    {
        for member in members {
            parameter(text, &prefix, depth + 1, member);
        }
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

/// A command line with the required parameters, which succeeds with a new emulator.
fn example(action: &Action) -> String {
    let mut line = format!("tc3 {} {}", action.service, action.name);
    // One of two optional parameters is required.
    let is_shown = |member: &&Member| {
        member.required || (action.name, member.name) == ("ModifyImageAttribute", "ImageName")
    };
    for member in action.input.iter().filter(is_shown) {
        add_sample(&mut line, action, "", 1, member);
    }
    line.push_str(" --emulator");
    // A new emulator has a CVM image to import, and no image to change or delete.
    let is_answered = action.class.is_idempotent() || action.name == "ImportImage";
    if !is_answered || !Emulator::models(action) {
        line.push_str(" --dry-run");
    }
    line
}

/// Appends a parameter, and of a structure those that it requires, else its first one.
fn add_sample(line: &mut String, action: &Action, prefix: &str, depth: usize, member: &Member) {
    match nested(prefix, member) {
        Some((prefix, members @ [first, ..])) if depth < DEPTH => {
            let required: Vec<_> = members.iter().filter(|member| member.required).collect();
            for member in if required.is_empty() { vec![first] } else { required } {
                add_sample(line, action, &prefix, depth + 1, member);
            }
        }
        _ => {
            let _ = write!(line, " --{prefix}{} {}", member.name, sample(action, member));
        }
    }
}

fn sample(action: &Action, member: &Member) -> &'static str {
    match (member.name, member.kind) {
        (_, Kind::Integer | Kind::Unsigned | Kind::Float) => "1",
        (_, Kind::Boolean) => "true",
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

    use super::*;
    use crate::arguments::Arguments;

    #[test]
    fn example_of_every_action_has_valid_parameters() {
        let versions = catalog::services().flat_map(Service::versions);
        for action in versions.flat_map(|version| version.actions) {
            let example = example(action);
            let line: Vec<OsString> = example.split(' ').map(Into::into).collect();
            let given = Arguments::split(&line).unwrap();
            let input = parameters::input(action, Vec::new(), &given.parameters);
            assert!(input.is_ok(), "{example}: {input:?}");
            assert!(action_help(action).contains(&example), "{example}");
        }
    }
}
