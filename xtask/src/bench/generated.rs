//! The cost of generated types: CPU time of their build, size, and time to read and write
//! them, beside the same source with what serde derives.

use serde::Serialize;

use self::crates::{Build, Style};
use self::programs::{Size, Time};
use super::usage::write_json;
use crate::failure::Outcome;

mod crates;
mod derived;
mod programs;

/// The services whose builds are measured, with the most that a build takes of derive's.
const SERVICES: [(&str, f64); 2] = [("ecm", 0.30), ("vpc", 0.35)];

/// A service whose types are read and written, beside ECM.
const READ_TOO: &str = "cvm";

/// Builds and measures both styles; prints tables and writes `target/bench/generated.json`.
pub(super) fn run() -> Outcome {
    let mut report = Report { builds: Vec::new(), sizes: Vec::new(), times: Vec::new() };
    for (service, _) in SERVICES {
        for style in Style::ALL {
            let krate = crates::write(service, style)?;
            eprintln!("building {service}, {}", style.name());
            report.builds.push(crates::measure(service, style, &krate)?);
        }
    }
    for style in Style::ALL {
        crates::write(READ_TOO, style)?;
    }
    eprintln!("building programs");
    programs::write()?;
    report.sizes = programs::sizes()?;
    report.times = programs::times()?;
    report.print();
    write_json("generated", &report)
}

#[derive(Serialize)]
struct Report {
    /// Of each service, records and then derive.
    builds: Vec<Build>,
    sizes: Vec<Size>,
    times: Vec<Time>,
}

impl Report {
    fn print(&self) {
        println!(
            "| build | records | derive | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |"
        );
        for (pair, (service, limit)) in self.builds.chunks(2).zip(SERVICES) {
            let [records, derive] = pair else { continue };
            for (what, of) in [
                ("check", (|build| build.check_s) as fn(&Build) -> f64),
                ("dev", |build| build.dev_s),
                ("release", |build| build.release_s),
            ] {
                let (records, derive) = (of(records), of(derive));
                let ratio = records / derive;
                println!(
                    "| {service}, {what} | {records:.2} s | {derive:.2} s | {ratio:.2} | {limit:.2} | {} |",
                    verdict(ratio, limit)
                );
            }
            let (records, derive) = (records.rlib_mb, derive.rlib_mb);
            let (limit, verdict) =
                if service == "ecm" { ("5 MB", verdict(records, 5.0)) } else { ("", "") };
            println!(
                "| {service}, rlib of release | {records:.2} MB | {derive:.2} MB | {:.2} | {limit} | {verdict} |",
                records / derive
            );
        }
        println!(
            "\n| program, stripped | records | derive | limit | |\n| --- | ---: | ---: | ---: | --- |"
        );
        for Size { what, records_kb, derive_kb, limit_kb } in &self.sizes {
            let (limit, verdict) = match limit_kb {
                Some(limit) => (format!("{limit} kB"), verdict(*records_kb, *limit)),
                None => (String::new(), ""),
            };
            println!("| {what} | {records_kb:.0} kB | {derive_kb:.0} kB | {limit} | {verdict} |");
        }
        println!(
            "\n| time | records | derive | ratio | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |"
        );
        for Time { what, records_us, derive_us, ratio } in &self.times {
            println!(
                "| {what} | {records_us:.1} µs | {derive_us:.1} µs | {ratio:.2} | 1.10 | {} |",
                verdict(*ratio, 1.1)
            );
        }
    }
}

/// A value that is no number holds no limit.
fn verdict(value: f64, limit: f64) -> &'static str {
    if value <= limit { "holds" } else { "missed" }
}
