//! The matrix as a page, `docs/faults.md`.

use std::path::Path;

use tencentcloud_core::Sent;

use crate::fault::Limit;
use crate::matrix::{Matrix, Row};
use crate::outcome::Outcome;

const INTRODUCTION: &str = include_str!("introduction.md");

const HEADINGS: &str = "\
| fault | over | the call returns | sent | effect | ends |
| --- | --- | --- | --- | --- | --- |
";

pub(crate) fn page(matrix: &Matrix) -> String {
    let mut page = INTRODUCTION.to_owned();
    for (title, rows) in &matrix.groups {
        page.extend(["\n## ", title, "\n\n", HEADINGS]);
        for line in rows.iter().flat_map(lines_of) {
            page += &line;
            page.push('\n');
        }
    }
    page
}

/// The table lines of all rows, without headings.
pub(crate) fn lines(matrix: &Matrix) -> Vec<String> {
    matrix.groups.iter().flat_map(|(_, rows)| rows).flat_map(lines_of).collect()
}

/// Whether the file differs from the page. Prints the differences.
pub(crate) fn differs(page: &str, path: &Path) -> bool {
    let file = std::fs::read_to_string(path).unwrap_or_default();
    let lines = |page: &str| page.lines().map(ToOwned::to_owned).collect::<Vec<_>>();
    let (page_lines, file_lines) = (lines(page), lines(&file));
    for line in file_lines.iter().filter(|line| !page_lines.contains(line)) {
        eprintln!("- {line}");
    }
    for line in page_lines.iter().filter(|line| !file_lines.contains(line)) {
        eprintln!("+ {line}");
    }
    if page != file {
        eprintln!("\ndocs/faults.md (-) differs from the results (+). To accept them:");
        eprintln!("cargo test -p tencentcloud-tests --test faults -- --bless");
    }
    page != file
}

/// Whether the file misses one of the lines. Prints the missing ones.
pub(crate) fn is_missing_lines(lines: &[String], path: &Path) -> bool {
    let file = std::fs::read_to_string(path).unwrap_or_default();
    let missing: Vec<_> = lines.iter().filter(|line| !file.contains(line.as_str())).collect();
    for line in &missing {
        eprintln!("docs/faults.md misses this line:\n{line}");
    }
    !missing.is_empty()
}

fn lines_of(row: &Row) -> Vec<String> {
    let what = row.fault.what;
    let cells = |outcomes: &Option<Vec<_>>| outcomes.as_ref().map(|o| cells(o, row.fault.limit));
    match (cells(&row.hyper), cells(&row.ureq)) {
        (Some(hyper), Some(ureq)) if hyper == ureq => vec![format!("| {what} | both | {hyper} |")],
        (Some(hyper), Some(ureq)) => {
            vec![format!("| {what} | hyper | {hyper} |"), format!("| | ureq | {ureq} |")]
        }
        (Some(hyper), None) => vec![format!("| {what} | hyper | {hyper} |")],
        (None, Some(ureq)) => vec![format!("| {what} | ureq | {ureq} |")],
        (None, None) => vec![],
    }
}

fn cells(outcomes: &[Outcome], limit: Limit) -> String {
    let cell = |word: fn(&Outcome) -> &'static str| {
        let mut words = Vec::new();
        for word in outcomes.iter().map(word).filter(|word| !word.is_empty()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words.join(" or ")
    };
    let sent = cell(|outcome| match outcome.sent {
        Some(Sent::Never) => "never",
        Some(Sent::Maybe) => "maybe",
        None => "",
    });
    let effect = cell(|outcome| match outcome.effect {
        Some(true) => "possible",
        Some(false) => "none",
        None => "",
    });
    let at_limit = match limit {
        Limit::Connect => "connect limit",
        Limit::Total | Limit::LongTotal => "total limit",
        Limit::Silence | Limit::FirstByte => "limit of silence",
        Limit::Zero => "at once",
        Limit::Neither => "never",
    };
    let ends = match (outcomes.iter().any(|o| o.is_timeout), outcomes.iter().all(|o| o.is_timeout))
    {
        (true, true) => at_limit.to_owned(),
        (false, _) => "at once".to_owned(),
        (true, false) => format!("at once or {at_limit}"),
    };
    format!("{} | {sent} | {effect} | {ends}", results(outcomes))
}

/// The distinct results, each with its details.
fn results(outcomes: &[Outcome]) -> String {
    let mut results: Vec<(&str, Vec<&str>)> = Vec::new();
    for outcome in outcomes {
        let at = results.iter().position(|(result, _)| *result == outcome.result);
        let at = at.unwrap_or_else(|| {
            results.push((&outcome.result, vec![]));
            results.len() - 1
        });
        results[at].1.extend(outcome.detail.as_deref());
    }
    let results = results.iter().map(|(result, details)| match details.as_slice() {
        [] => (*result).to_owned(),
        details => format!("{result} {}", details.join(", ")),
    });
    results.collect::<Vec<_>>().join(" or ")
}
