//! The page that the matrix becomes.

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

/// The lines of all rows, without what stands around them.
pub(crate) fn lines(matrix: &Matrix) -> Vec<String> {
    matrix.groups.iter().flat_map(|(_, rows)| rows).flat_map(lines_of).collect()
}

/// Whether the file is not this page; says where.
pub(crate) fn differs(page: &str, path: &Path) -> bool {
    let file = std::fs::read_to_string(path).unwrap_or_default();
    let lines = |text: &str| text.lines().map(ToOwned::to_owned).collect::<Vec<_>>();
    let (page_lines, file_lines) = (lines(page), lines(&file));
    for line in file_lines.iter().filter(|line| !page_lines.contains(line)) {
        eprintln!("- {line}");
    }
    for line in page_lines.iter().filter(|line| !file_lines.contains(line)) {
        eprintln!("+ {line}");
    }
    if page != file {
        eprintln!("\ndocs/faults.md differs (-) from what happened (+). If that is right:");
        eprintln!("cargo test -p tencentcloud-tests --test faults -- --bless");
    }
    page != file
}

/// Whether the file lacks one of the lines; says which.
pub(crate) fn lacks(lines: &[String], path: &Path) -> bool {
    let file = std::fs::read_to_string(path).unwrap_or_default();
    let missing: Vec<_> = lines.iter().filter(|line| !file.contains(line.as_str())).collect();
    for line in &missing {
        eprintln!("docs/faults.md has no line\n{line}");
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
    let cell = |text: fn(&Outcome) -> &'static str| {
        let mut texts = Vec::new();
        for text in outcomes.iter().map(text).filter(|text| !text.is_empty()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join(" or ")
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
        Limit::Total | Limit::PatientTotal => "total limit",
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

/// The results, each once, with the details of the same one after another.
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
    let text = results.iter().map(|(result, details)| match details.as_slice() {
        [] => (*result).to_owned(),
        details => format!("{result} {}", details.join(", ")),
    });
    text.collect::<Vec<_>>().join(" or ")
}
