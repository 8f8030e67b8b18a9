//! `tc3 search`: what the catalog has under some words.

use std::fmt::Write;

use serde_json::{Map, Value};
use tencentcloud_catalog::{self as catalog, Hit, HitKind, nearest};

use crate::cli::SearchOptions;
use crate::failure::Failure;
use crate::{stderr, stdout};

/// Prints the hits, the best first.
pub(crate) fn run(options: &SearchOptions) -> Result<(), Failure> {
    let query = options.words.join(" ");
    if query.trim().is_empty() {
        return Err(Failure::Usage("a word to search for is required".into()));
    }
    let hits = catalog::search(&query, options.limit);
    if hits.is_empty() {
        note_nothing(&options.words);
        return Ok(());
    }
    let text = if options.json { json(&hits) } else { table(&hits) };
    stdout::print(text.trim_end())
}

/// Says that there is no hit, with the name of a service that may be meant.
fn note_nothing(words: &[String]) {
    let services = || catalog::services().map(catalog::Service::name);
    let near = words.iter().find_map(|word| nearest(word, services()));
    let hint = near.map(|name| format!("; did you mean {name}?")).unwrap_or_default();
    stderr::print(&format!("note: nothing found{hint}"));
}

/// One object a line; what does not apply is left out.
fn json(hits: &[Hit]) -> String {
    hits.iter().fold(String::new(), |mut lines, hit| {
        let _ = writeln!(lines, "{}", Value::Object(object(hit)));
        lines
    })
}

fn object(hit: &Hit) -> Map<String, Value> {
    let has_status = matches!(hit.kind, HitKind::Action | HitKind::Member);
    let members = [
        ("kind", Some(hit.kind.as_str().into())),
        ("service", Some(hit.service.into())),
        ("version", Some(hit.version.into())),
        ("action", hit.action.as_deref().map(Value::from)),
        ("name", Some(hit.name.as_str().into())),
        ("title", hit.title.as_deref().map(Value::from)),
        ("class", hit.class.map(|class| class.as_str().into())),
        ("deprecated", has_status.then_some(hit.deprecated.into())),
    ];
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// One hit a line, in columns. The titles, which may be Chinese, are the last.
fn table(hits: &[Hit]) -> String {
    /// The widest column of places; a longer place moves the rest of its line.
    const WIDEST: usize = 60;
    let places: Vec<String> = hits.iter().map(place).collect();
    let width = places.iter().map(String::len).filter(|&width| width <= WIDEST).max();
    let width = width.unwrap_or_default();
    hits.iter().zip(places).fold(String::new(), |mut lines, (hit, place)| {
        let kind = kind(hit.kind);
        let class = hit.class.map(catalog::ActionClass::as_str).unwrap_or_default();
        let title = hit.title.as_deref().unwrap_or_default();
        let deprecated = if hit.deprecated { "[deprecated] " } else { "" };
        let line = format!("{kind:<10}  {place:<width$}  {class:<10}  {deprecated}{title}");
        let _ = writeln!(lines, "{}", line.trim_end());
        lines
    })
}

fn kind(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Structure => "data type",
        HitKind::ErrorCode => "error code",
        kind => kind.as_str(),
    }
}

/// The words after `tc3 help` for it: service, action, and the member of the action. The
/// version is in the place only where the service has several.
fn place(hit: &Hit) -> String {
    let several = catalog::service(hit.service).is_some_and(|known| known.dates().count() > 1);
    let version = if several { format!(" {}", hit.version) } else { String::new() };
    let owner = hit.action.as_deref().map(|owner| format!(" {owner}")).unwrap_or_default();
    match hit.kind {
        HitKind::Service => format!("{}{version}", hit.service),
        _ => format!("{}{version}{owner} {}", hit.service, hit.name),
    }
}
