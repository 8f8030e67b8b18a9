//! Search and decoding of the catalog: as a process, in a process, and beside a linear
//! scan over the text.

use std::fmt::{self, Display};
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use super::usage::{RUNS, Usage, failed, median, write_json};
use crate::failure::{Failure, Outcome};
use crate::process::{self, cargo, root};

const QUERIES: [&str; 6] =
    ["ImportImage", "import image", "imprt imge", "SourceRegion", "InvalidImageID", "导入镜像"];

const BUILD_LIMIT: Duration = Duration::from_mins(15);
const RUN_LIMIT: Duration = Duration::from_mins(2);

/// Builds and measures; prints a table and writes `target/bench/catalog.json`.
pub(super) fn run() -> Outcome {
    process::run(cargo(&["build", "--release", "--bin=tc3"]), BUILD_LIMIT)?;
    let examples = ["build", "--release", "--package=tencentcloud-catalog", "--examples"];
    process::run(cargo(&examples), BUILD_LIMIT)?;
    let report = Report::measure()?;
    print!("{report}");
    write_json("catalog", &report)
}

#[derive(Serialize)]
struct Report {
    queries: Vec<Row>,
    /// Medians of the first use of a version in a fresh process.
    ecm_ms: f64,
    slowest_version: String,
    slowest_ms: f64,
    block_bytes: u64,
    index_bytes: u64,
}

#[derive(Serialize)]
struct Row {
    query: String,
    /// `tc3 search` from start to end.
    process: Usage,
    in_process: InProcess,
}

/// CPU time of a search, and of a scan over names and titles in lower case.
#[derive(Serialize)]
struct InProcess {
    search_ms: f64,
    scan_ms: f64,
}

impl Report {
    fn measure() -> Outcome<Self> {
        let in_process = output("search", &["--times"])?;
        let mut in_process = in_process.lines().filter_map(|line| {
            let mut times = line.rsplit('\t').map(str::parse::<f64>);
            let (scan_ms, search_ms) = (times.next()?.ok()?, times.next()?.ok()?);
            Some(InProcess { search_ms, scan_ms })
        });
        let queries = QUERIES.map(|query| {
            let missing = || Failure::new(format!("no times of {query}"));
            Ok(Row {
                query: query.to_owned(),
                process: Usage::of(&["search", query])?,
                in_process: in_process.next().ok_or_else(missing)?,
            })
        });
        let loads = (0..RUNS).map(|_| Load::measure()).collect::<Outcome<Vec<_>>>()?;
        let slowest = loads.iter().max_by(|one, other| one.slowest.total_cmp(&other.slowest));
        Ok(Self {
            queries: queries.into_iter().collect::<Outcome<_>>()?,
            ecm_ms: median(loads.iter().map(|load| load.ecm)),
            slowest_version: slowest.map(|load| load.name.clone()).unwrap_or_default(),
            slowest_ms: median(loads.iter().map(|load| load.slowest)),
            block_bytes: packed_bytes("blocks.bin")?,
            index_bytes: packed_bytes("search.bin")?,
        })
    }
}

/// The first use of each version in one process, in milliseconds.
struct Load {
    ecm: f64,
    slowest: f64,
    name: String,
}

impl Load {
    fn measure() -> Outcome<Self> {
        let text = output("load", &["--times"])?;
        let mut fields = text.trim_end().split('\t');
        let mut number = || fields.next()?.parse().ok();
        let (ecm, slowest) = (number(), number());
        let unreadable = || Failure::new(format!("the example load printed {text:?}"));
        Ok(Self {
            ecm: ecm.ok_or_else(unreadable)?,
            slowest: slowest.ok_or_else(unreadable)?,
            name: fields.next().ok_or_else(unreadable)?.to_owned(),
        })
    }
}

fn output(example: &str, arguments: &[&str]) -> Outcome<String> {
    let mut command = Command::new(root().join("target/release/examples").join(example));
    command.args(arguments);
    process::output(command, RUN_LIMIT)
}

/// The size of the newest file that the build script wrote under this name.
fn packed_bytes(name: &str) -> Outcome<u64> {
    let folder = root().join("target/release/build");
    let entries = std::fs::read_dir(folder).map_err(failed("read target/release/build"))?;
    let files = entries.flatten().filter_map(|entry| {
        let metadata = std::fs::metadata(entry.path().join("out").join(name)).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    });
    let newest = files.max_by_key(|(modified, _)| *modified);
    newest.map(|(_, bytes)| bytes).ok_or_else(|| Failure::new(format!("no {name} was built")))
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| query | process | peak | in process | scan |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: |")?;
        for Row { query, process, in_process } in &self.queries {
            let Usage { median_ms, peak_mib } = process;
            let InProcess { search_ms, scan_ms } = in_process;
            writeln!(
                f,
                "| `{query}` | {median_ms:.1} ms | {peak_mib:.1} MiB | {search_ms:.1} ms | {scan_ms:.1} ms |"
            )?;
        }
        let Self { ecm_ms, slowest_version, slowest_ms, block_bytes, index_bytes, .. } = self;
        writeln!(f, "\necm decoded in {ecm_ms:.2} ms, {slowest_version} in {slowest_ms:.1} ms")?;
        writeln!(f, "blocks {block_bytes} bytes, search index {index_bytes} bytes")
    }
}
