//! Help for an action.

use std::fmt::Write;

use tencentcloud_catalog::{self as catalog, Action, ActionClass, Status};

use super::descriptions::Descriptions;
use super::example::example;
use super::members;
use crate::texts::Owner;

/// What an action does, its parameters, its output, its error codes and an example.
pub(super) fn help(action: &Action, whole_texts: bool) -> String {
    let texts = Descriptions::of(action.service, action.version, whole_texts);
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
    text.push_str(&texts.action(action.name));
    let input = members::parameters(action.input, Owner::Input(action.name), &texts);
    let output = members::tree(action.output, Owner::Output(action.name), &texts);
    let _ = write!(text, "\nParameters:\n{input}\nOutput:\n{output}");
    let structures = members::structures([action.input, action.output]);
    if !structures.is_empty() {
        let _ = write!(text, "\nData types:\n{}", members::wrapped(structures));
        let _ = writeln!(text, "  Members of one: {}", data_types(action));
    }
    let _ = writeln!(text, "\nExample:\n  {}", example(action));
    text.push_str(&error_codes(action));
    text.push('\n');
    text.push_str(&texts.note());
    text.push_str("Options of a call: tc3 --help");
    text
}

/// The command that shows a data type of the action.
pub(super) fn data_types(action: &Action) -> String {
    let Action { service, name, .. } = action;
    format!("tc3 help {service} {name} <DATA TYPE>{}", version_option(action))
}

/// The option that selects its version, if another is called without one.
pub(super) fn version_option(action: &Action) -> String {
    let preferred = catalog::service(action.service).and_then(|known| known.action(action.name));
    match preferred {
        Some(preferred) if preferred.version != action.version => {
            format!(" --version {}", action.version)
        }
        _ => String::new(),
    }
}

/// In English where there is such a title.
pub(super) fn title(action: &Action) -> &'static str {
    action.summary.or(action.title_en).unwrap_or(action.title)
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
    format!("\n{title}:\n  {}", codes.join("\n  "))
}
