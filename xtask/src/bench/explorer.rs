//! The API Explorer: its server, its page in a browser, its sizes.

mod client;
mod input;
mod process;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;

use self::client::Client;
use self::process::Explorer;
use super::usage::{failed, median, write_json};
use crate::failure::Outcome;
use crate::process::{self as processes, cargo, root};
use crate::stages::page_bytes;
use crate::{chromium, sdks};

const BUILD_LIMIT: Duration = Duration::from_mins(30);
const BROWSER_LIMIT: Duration = Duration::from_mins(5);

const STARTS: usize = 20;
const PREVIEWS: usize = 1_000;
const SEARCHES: usize = 100;

/// How long a process that has nothing to do is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(2);

/// What is typed into the search: each beginning is a query, as the page sends it.
const TYPED: [&str; 8] = [
    "import image",
    "DescribeInstances",
    "导入镜像",
    "imprt imge",
    "#InvalidParameter",
    ".SourceRegion",
    "ecm :deletes",
    // Ends without a hit, so that the nearest names are looked for.
    "uploadlogzzqxyw",
];

/// Measures a release build, or the given program; prints a table and writes
/// `target/bench/explorer.json`.
pub(super) fn run(program: Option<PathBuf>) -> Outcome {
    let chromium = chromium::install()?;
    let modules = sdks::install_packages("tests/browser", "browser")?;
    let tc3 = if let Some(program) = program {
        program
    } else {
        processes::run(cargo(&["build", "--release", "--bin=tc3"]), BUILD_LIMIT)?;
        root().join("target/release/tc3")
    };
    let mut rows = vec![start(&tc3)?];
    let mut explorer = Explorer::start(&tc3)?;
    rest();
    rows.push(Row::new("memory after the start", "MiB", 24.0, explorer.resident_mib()?));
    rows.extend(server(&explorer)?);
    rows.extend(page(&explorer, &chromium, &modules)?);
    rest();
    rows.push(Row::new("memory after all of this", "MiB", 24.0, explorer.resident_mib()?));
    rows.push(Row::new("page, compressed", "kB", 100.0, in_units(page_bytes()?, 1e3)));
    rows.push(Row::new("tc3, stripped", "MB", 12.0, in_units(stripped(&tc3)?, 1e6)));
    print(&rows);
    write_json("explorer", &rows)
}

/// A measured value and the highest that it may have.
#[derive(Serialize, Deserialize)]
struct Row {
    what: String,
    unit: String,
    /// `None`: the value is for comparison.
    limit: Option<f64>,
    value: f64,
}

impl Row {
    fn new(what: &str, unit: &str, limit: impl Into<Option<f64>>, value: f64) -> Self {
        Self { what: what.to_owned(), unit: unit.to_owned(), limit: limit.into(), value }
    }
}

fn start(tc3: &Path) -> Outcome<Row> {
    let times =
        (0..STARTS).map(|_| Ok(Explorer::start(tc3)?.start_ms)).collect::<Outcome<Vec<_>>>();
    Ok(Row::new("`tc3 explorer` prints its link, median", "ms", 30.0, median(times?)))
}

/// Requests as the page sends them, over one connection.
fn server(explorer: &Explorer) -> Outcome<Vec<Row>> {
    let mut client = Client::connect(&explorer.link)?;
    let preview = input::preview(&mut client)?;
    let mut previews = Vec::with_capacity(PREVIEWS);
    for _ in 0..PREVIEWS {
        previews.push(client.ask("preview", &preview)?.1);
    }
    let beginnings = |text: &'static str| {
        text.char_indices().filter_map(|(at, c)| text.get(..at + c.len_utf8()))
    };
    let mut searches = Vec::with_capacity(SEARCHES);
    for query in TYPED.into_iter().flat_map(beginnings).take(SEARCHES) {
        let query = json!({"language": "en-US", "query": query, "limit": 5});
        searches.push(client.ask("search", &query)?.1);
    }
    Ok(vec![
        Row::new("preview, median", "ms", None, median(previews.clone())),
        Row::new("preview, p99", "ms", 10.0, percentile_99(previews)),
        Row::new("search, median", "ms", None, median(searches.clone())),
        Row::new("search, p99", "ms", 50.0, percentile_99(searches)),
    ])
}

/// What `tests/browser/bench.mjs` measures in the browser.
fn page(explorer: &Explorer, chromium: &Path, modules: &Path) -> Outcome<Vec<Row>> {
    let mut node = Command::new("node");
    node.current_dir(root().join("tests/browser")).arg("bench.mjs");
    // Not an argument: command lines are printed, and the link has the token.
    node.env("LINK", &explorer.link);
    node.env("CHROMIUM", chromium).env("NODE_MODULES", modules);
    let json = processes::output(node, BROWSER_LIMIT)?;
    serde_json::from_str(&json).map_err(failed("read the times of the page"))
}

/// The size of the program without symbols, in bytes.
fn stripped(tc3: &Path) -> Outcome<u64> {
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder).map_err(failed("make target/bench"))?;
    let copy = folder.join("tc3-stripped");
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&copy).arg(tc3);
    processes::run(strip, BUILD_LIMIT)?;
    Ok(copy.metadata().map_err(failed("read the size of tc3"))?.len())
}

fn in_units(bytes: u64, unit: f64) -> f64 {
    u32::try_from(bytes).map_or(f64::NAN, f64::from) / unit
}

fn percentile_99(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * 99).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[expect(clippy::disallowed_methods, reason = "lets the explorer become idle")]
fn rest() {
    std::thread::sleep(IDLE);
}

fn print(rows: &[Row]) {
    println!("| | value | limit | |\n| --- | ---: | ---: | --- |");
    for Row { what, unit, limit, value } in rows {
        let (limit, verdict) = match limit {
            None => (String::new(), ""),
            // A value that is no number holds no limit.
            Some(limit) => {
                (format!("{limit} {unit}"), if value <= limit { "holds" } else { "missed" })
            }
        };
        println!("| {what} | {value:.1} {unit} | {limit} | {verdict} |");
    }
}

#[cfg(test)]
mod tests {
    use super::percentile_99;

    #[test]
    fn percentile_leaves_one_of_a_hundred_above_it() {
        let values = |count: u32| (1..=count).rev().map(f64::from).collect::<Vec<_>>();
        assert_eq!(percentile_99(values(100)).to_string(), "99");
        assert_eq!(percentile_99(values(1000)).to_string(), "990");
        assert_eq!(percentile_99(values(10)).to_string(), "10");
        assert!(percentile_99(Vec::new()).is_nan());
    }
}
