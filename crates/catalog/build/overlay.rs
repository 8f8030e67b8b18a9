//! Facts of our own about a version, merged into the official ones.

use std::collections::BTreeMap;

/// The facts with the lines of the overlay after the name of each action. The codes of an
/// action are one line of numbers, their places among the codes of the version: with
/// their names ECM would be twice as long.
pub(crate) fn merged(facts: &str, overlay: &str) -> Result<String, String> {
    let known: Vec<&str> = facts.lines().filter_map(|line| line.strip_prefix("code ")).collect();
    let mut additions: BTreeMap<&str, Addition<'_>> = BTreeMap::new();
    let mut action = "";
    for line in overlay.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("action ") {
            action = name;
        } else if let Some(code) = line.strip_prefix("  code ") {
            let place = known.binary_search(&code);
            let place = place.map_err(|_| format!("{code} is no code of the version"))?;
            additions.entry(action).or_default().codes.push(place.to_string());
        } else if line.starts_with("  ") {
            additions.entry(action).or_default().lines.push(line);
        }
    }
    let mut text = String::with_capacity(facts.len() + overlay.len());
    for line in facts.lines() {
        text = text + line + "\n";
        if let Some(added) = line.strip_prefix("action ").and_then(|name| additions.remove(name)) {
            text.extend(added.lines.iter().flat_map(|line| [line, "\n"]));
            if !added.codes.is_empty() {
                text = text + "  errors " + &added.codes.join(" ") + "\n";
            }
        }
    }
    match additions.keys().next() {
        None => Ok(text),
        Some(unknown) => Err(format!("the overlay names {unknown}, which the facts lack")),
    }
}

/// What is added to an action.
#[derive(Default)]
struct Addition<'a> {
    lines: Vec<&'a str>,
    codes: Vec<String>,
}
