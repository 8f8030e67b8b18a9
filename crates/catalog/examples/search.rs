//! Prints what a search for the words finds. With `--times`, times queries in this
//! process, with a linear scan over the text of the catalog beside them: a line for each
//! query with the milliseconds of both, separated by tabs.
//!
//! `cargo run --release -p tencentcloud-catalog --example search -- WORDS…`
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use tencentcloud_catalog::{Service, search, services};

const QUERIES: [&str; 6] =
    ["ImportImage", "import image", "imprt imge", "SourceRegion", "InvalidImageID", "导入镜像"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words != ["--times"] {
        for hit in search(&words.join(" "), 20) {
            let owner = hit.action.map(|owner| owner + ".").unwrap_or_default();
            let (kind, title) = (hit.kind.as_str(), hit.title.unwrap_or_default());
            println!("{kind} {} {} {owner}{} {title}", hit.service, hit.version, hit.name);
        }
        return;
    }
    let searched: Vec<Duration> =
        QUERIES.iter().map(|query| median(|| search(query, 20).len())).collect();
    let text = text();
    for (query, search) in QUERIES.iter().zip(searched) {
        let query = query.to_lowercase();
        let scan = median(|| text.lines().filter(|line| line.contains(&query)).count());
        println!("{query}\t{:.3}\t{:.3}", milliseconds(search), milliseconds(scan));
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn median(mut run: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..21)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Names and titles in lower case, a line each.
fn text() -> String {
    let mut text = String::new();
    for version in services().flat_map(Service::versions) {
        for action in version.actions {
            let _ = writeln!(text, "{} {}", action.name, action.title);
            for member in action.input.iter().chain(action.output) {
                let _ = writeln!(text, "{}", member.name);
            }
        }
        for code in version.error_codes {
            let _ = writeln!(text, "{code}");
        }
    }
    text.to_lowercase()
}
