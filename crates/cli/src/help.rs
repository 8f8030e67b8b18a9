//! Help about the command, a service or an action.

use std::fmt::Write;

use clap::CommandFactory;
use tencentcloud_catalog::{Action, Kind, Member, Version};

use crate::cli::{CallOptions, Cli};
use crate::failure::Failure;
use crate::{call, parameters, stdout};

/// Shows help about as much as the command line names.
pub(crate) fn show(options: &CallOptions) -> Result<(), Failure> {
    let Some(service) = &options.service else {
        return stdout::print(Cli::command().render_long_help().to_string().trim_end());
    };
    let version = call::version(service)?;
    match &options.action {
        Some(name) => stdout::print(&of_action(version, call::action(version, name)?)),
        None => stdout::print(&of_service(version)),
    }
}

fn of_service(version: &Version) -> String {
    let mut text = format!("{} {}, actions:\n", version.service, version.version);
    for action in version.actions {
        let _ = write!(text, "\n  {:<24} {}", action.name, action.summary);
    }
    let _ = write!(text, "\n\nWhat one takes: tc3 {} <ACTION> --help", version.service);
    text
}

fn of_action(version: &Version, action: &Action) -> String {
    let mut text = format!("{} ({} {})\n", action.name, action.service, action.version);
    let _ = writeln!(text, "{}", action.summary);
    if let Some(rate) = action.rate {
        let _ = writeln!(text, "At most {rate} requests a second.");
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
    let _ = write!(text, "\n\nOptions of every call: tc3 --help");
    text
}

fn parameter(text: &mut String, version: &Version, above: &str, member: &Member) {
    let name = format!("--{above}{}", member.name);
    let required = if member.required { ", required" } else { "" };
    let kind = parameters::describe(member.kind);
    let _ = write!(text, "\n  {name:<24} {} ({kind}{required})", member.summary);
    if let Some((above, members)) = below(version, above, member) {
        for member in members {
            parameter(text, version, &above, member);
        }
    }
}

/// The members below a structure or a list of structures, for the first item.
fn below(version: &Version, above: &str, member: &Member) -> Option<(String, &'static [Member])> {
    let (name, index) = match member.kind {
        Kind::Structure(name) => (name, ""),
        Kind::List(&Kind::Structure(name)) => (name, "0."),
        _ => return None,
    };
    let members = version.structure(name)?.members;
    Some((format!("{above}{}.{index}", member.name), members))
}

/// A line with everything that is required.
fn example(version: &Version, action: &Action) -> String {
    fn add(line: &mut String, version: &Version, above: &str, member: &Member) {
        match below(version, above, member) {
            Some((above, members)) => {
                for member in members.iter().filter(|member| member.required) {
                    add(line, version, &above, member);
                }
            }
            None => {
                let _ = write!(line, " --{above}{} {}", member.name, sample(member));
            }
        }
    }
    let mut line = format!("tc3 {} {}", action.service, action.name);
    for member in action.input.iter().filter(|member| member.required) {
        add(&mut line, version, "", member);
    }
    line.push_str(" --emulator");
    line
}

fn sample(member: &Member) -> &'static str {
    match (member.name, member.kind) {
        ("ImageId" | "ImageIDSet" | "Values", _) => "img-pmqg1cw9",
        ("SourceRegion", _) => "ap-chengdu",
        ("Name", _) => "image-id",
        (_, Kind::Integer | Kind::Float) => "1",
        (_, Kind::Boolean) => "true",
        _ => "sample",
    }
}
