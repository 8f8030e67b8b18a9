//! Help for services: the list of all, and the actions of one.

use std::collections::BTreeSet;
use std::fmt::Write;

use tencentcloud_catalog::{self as catalog, Action, Service, Status, Version};

use super::action::title;

/// The widest column of names; a longer name moves its title.
const WIDEST: usize = 48;

/// All services with their titles.
pub(super) fn list() -> String {
    let mut text = String::from("Services:\n");
    for service in catalog::services() {
        let title = service.title_en().unwrap_or(service.title());
        let _ = write!(text, "\n  {:<18} {title}", service.name());
        if service.product() != service.name() {
            let _ = write!(text, " (also {})", service.product());
        }
    }
    text.push_str("\n\nActions of a service: tc3 help <SERVICE>");
    text.push_str("\nFind an action by words: tc3 search <WORDS>");
    text
}

/// The actions of these versions of the service, each in the first that has it.
pub(super) fn help(service: &Service, versions: &[&'static Version]) -> String {
    let mut text = format!("{}, {}\n", service.name(), service.title());
    let mut seen = BTreeSet::new();
    for version in versions {
        let new = |action: &&Action| seen.insert(action.name);
        let actions: Vec<_> = version.actions.iter().filter(new).collect();
        let _ = write!(text, "\nActions of version {}:\n", version.version);
        let longest = actions.iter().map(|action| action.name.len()).filter(|&len| len <= WIDEST);
        let width = longest.max().unwrap_or_default();
        for action in actions {
            let _ = write!(text, "\n  {:<width$} {}{}", action.name, status(action), title(action));
        }
        text.push('\n');
    }
    let _ = write!(text, "\nParameters of an action: tc3 {} <ACTION> --help", service.name());
    text
}

fn status(action: &Action) -> &'static str {
    match action.status {
        Status::Deprecated => "[deprecated] ",
        Status::Offline => "[offline] ",
        _ => "",
    }
}
