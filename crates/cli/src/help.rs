//! Help for the command, a service or an action.

use std::fmt::Write;

use clap::CommandFactory;
use tencentcloud_catalog::{Action, Effect, Kind, Member, Version};

use crate::cli::{CallOptions, Cli};
use crate::failure::Failure;
use crate::{call, parameters, stdout};

/// Prints help for what the command line names.
pub(crate) fn show(options: &CallOptions) -> Result<(), Failure> {
    let Some(service) = &options.service else {
        return stdout::print(Cli::command().render_long_help().to_string().trim_end());
    };
    let version = call::version(service)?;
    match &options.action {
        Some(name) => stdout::print(&action_help(version, call::action(version, name)?)),
        None => stdout::print(&service_help(version)),
    }
}

fn service_help(version: &Version) -> String {
    let mut text = format!("{} {}, actions:\n", version.service, version.version);
    for action in version.actions {
        let _ = write!(text, "\n  {:<24} {}", action.name, action.summary);
    }
    let _ = write!(text, "\n\nParameters of an action: tc3 {} <ACTION> --help", version.service);
    text
}

fn action_help(version: &Version, action: &Action) -> String {
    let mut text = format!("{} ({} {})\n", action.name, action.service, action.version);
    let _ = writeln!(text, "{}", action.summary);
    if let Some(rate) = action.rate {
        let _ = writeln!(text, "Rate limit: {rate} requests per second.");
    }
    let _ = write!(text, "\nParameters:");
    for member in action.input {
        parameter(&mut text, version, "", member);
    }
    let _ = write!(text, "\n\nError codes:");
    for code in action.error_codes {
        let _ = write!(text, "\n  {code}");
    }
    let _ = write!(text, "\n\nExample:\n  {}", example(version, action));
    let _ = write!(text, "\n\nOptions of a call: tc3 --help");
    text
}

fn parameter(text: &mut String, version: &Version, prefix: &str, member: &Member) {
    let name = format!("--{prefix}{}", member.name);
    let required = if member.required { ", required" } else { "" };
    let kind = parameters::describe(member.kind);
    let _ = write!(text, "\n  {name:<24} {} ({kind}{required})", member.summary);
    if let Some((prefix, members)) = nested(version, prefix, member) {
        for member in members {
            parameter(text, version, &prefix, member);
        }
    }
}

/// The members of a structure, or of the first item of a list of structures.
fn nested(version: &Version, prefix: &str, member: &Member) -> Option<(String, &'static [Member])> {
    let (name, index) = match member.kind {
        Kind::Structure(name) => (name, ""),
        Kind::List(&Kind::Structure(name)) => (name, "0."),
        _ => return None,
    };
    let members = version.structure(name)?.members;
    Some((format!("{prefix}{}.{index}", member.name), members))
}

/// A command line with the required parameters, which succeeds with a new emulator.
fn example(version: &Version, action: &Action) -> String {
    fn add(line: &mut String, version: &Version, action: &Action, prefix: &str, member: &Member) {
        match nested(version, prefix, member) {
            Some((prefix, members)) => {
                for member in members.iter().filter(|member| member.required) {
                    add(line, version, action, &prefix, member);
                }
            }
            None => {
                let _ = write!(line, " --{prefix}{} {}", member.name, sample(action, member));
            }
        }
    }
    let mut line = format!("tc3 {} {}", action.service, action.name);
    // One of two optional parameters is required.
    let is_shown = |member: &&Member| {
        member.required || (action.name, member.name) == ("ModifyImageAttribute", "ImageName")
    };
    for member in action.input.iter().filter(is_shown) {
        add(&mut line, version, action, "", member);
    }
    line.push_str(" --emulator");
    // A new emulator has a CVM image to import, and no image to change or delete.
    if action.effect != Effect::Read && action.name != "ImportImage" {
        line.push_str(" --dry-run");
    }
    line
}

fn sample(action: &Action, member: &Member) -> &'static str {
    match (member.name, member.kind) {
        ("ImageId", _) if action.name == "ImportImage" => "img-pmqg1cw9",
        ("ImageId" | "ImageIDSet" | "Values", _) => "img-00000001",
        ("SourceRegion", _) => "ap-chengdu",
        ("Name", _) => "image-id",
        (_, Kind::Integer | Kind::Float) => "1",
        (_, Kind::Boolean) => "true",
        _ => "sample",
    }
}
