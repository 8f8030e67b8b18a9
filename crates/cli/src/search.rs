//! `tc3 search`: what the catalog has under some words.

use std::fmt::Write;

use serde_json::Value;
use tencentcloud_catalog::{self as catalog, Hit, nearest};

use crate::cli::SearchOptions;
use crate::failure::Failure;
use crate::texts::{Found, Texts};
use crate::{stderr, stdout};

mod row;

use self::row::Row;

/// Prints the hits, the best first.
pub(crate) fn run(options: &SearchOptions) -> Result<(), Failure> {
    let query = options.words.join(" ");
    if query.trim().is_empty() {
        return Err(Failure::Usage("a word to search for is required".into()));
    }
    let texts = Texts::open();
    let found = texts.map(|texts| texts.find(&options.words, options.limit)).unwrap_or_default();
    let rows = merged(catalog::search(&query, options.limit), found, options.limit);
    if rows.is_empty() {
        note_nothing(&options.words);
        return Ok(());
    }
    let text = if options.json { json(&rows) } else { table(&rows) };
    stdout::print(text.trim_end())
}

/// The hits of the catalog, and after them those that only the texts of the user's own have.
/// These are at most a quarter of the limit where the catalog has more.
fn merged(hits: Vec<Hit>, found: Vec<Found>, limit: usize) -> Vec<Row> {
    let hits: Vec<Row> = hits.into_iter().map(Row::from_hit).collect();
    let new = |row: &Row| !hits.iter().any(|hit| hit.is_of(row));
    let found: Vec<Row> = found.into_iter().filter_map(Row::from_text).filter(new).collect();
    let reserved = found.len().min(limit / 4);
    let mut rows = hits;
    rows.truncate(limit - reserved);
    rows.extend(found);
    rows.truncate(limit);
    rows
}

/// Says that there is no hit, and what may help: a service among the words narrows the
/// search to it, and one that is misspelled does not.
fn note_nothing(words: &[String]) {
    let mut words = words.iter().flat_map(|words| words.split_whitespace());
    let near = words.clone().find_map(|word| {
        let names = catalog::services().map(catalog::Service::name);
        nearest(word, names).filter(|_| catalog::service(word).is_none())
    });
    let hint = match (words.find_map(catalog::service), near) {
        (Some(service), _) => format!(" in {}; leave it out to search all", service.name()),
        (None, Some(name)) => format!("; did you mean {name}?"),
        (None, None) => String::new(),
    };
    stderr::print(&format!("note: nothing found{hint}"));
}

/// One object a line; what does not apply is left out.
fn json(rows: &[Row]) -> String {
    rows.iter().fold(String::new(), |mut lines, row| {
        let _ = writeln!(lines, "{}", Value::Object(row.object()));
        lines
    })
}

/// One row a line, in columns. The titles, which may be Chinese, are the last.
fn table(rows: &[Row]) -> String {
    /// The widest column of places; a longer place moves the rest of its line.
    const WIDEST: usize = 60;
    let places: Vec<String> = rows.iter().map(Row::place).collect();
    let width = places.iter().map(String::len).filter(|&width| width <= WIDEST).max();
    let width = width.unwrap_or_default();
    rows.iter().zip(places).fold(String::new(), |mut lines, (row, place)| {
        let (kind, class, title) = (row.kind_in_words(), row.class(), row.shown_title());
        let deprecated = if row.deprecated { "[deprecated] " } else { "" };
        let line = format!("{kind:<10}  {place:<width$}  {class:<10}  {deprecated}{title}");
        let _ = writeln!(lines, "{}", line.trim_end());
        lines
    })
}
