//! Programs that use generated types: their sizes, and the time to read and write.

#![expect(clippy::disallowed_methods, reason = "it writes programs and builds them")]

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::super::usage::failed;
use super::crates::{LIMIT, Style, cargo_in, folder, package, size, target};
use crate::failure::Outcome;
use crate::process::{self, root};

const NAME: &str = "programs";

/// Its input has three members, and its output none.
const SMALL: &str = "ImportImage";

/// The one with the largest output.
const LARGE: &str = "DescribeInstances";

/// Sizes of stripped programs in kB.
#[derive(Serialize)]
pub(super) struct Size {
    pub(super) what: String,
    pub(super) records_kb: f64,
    pub(super) derive_kb: f64,
    /// The most for records.
    pub(super) limit_kb: Option<f64>,
}

/// Medians; the ratio is the median of those of each round.
#[derive(Serialize, Deserialize)]
pub(super) struct Time {
    pub(super) what: String,
    pub(super) records_us: f64,
    pub(super) derive_us: f64,
    pub(super) ratio: f64,
}

/// Writes and builds the programs. The crates of ECM and CVM are there.
pub(super) fn write() -> Outcome {
    let mut dependencies = String::from("serde = \"1\"\nserde_json = \"1\"\n");
    for service in ["ecm", "cvm"] {
        for style in Style::ALL {
            let name = format!("{service}-{}", style.name());
            let _ = writeln!(dependencies, "{name} = {{ path = \"../{name}\" }}");
        }
    }
    let catalog = root().join("crates/catalog");
    let catalog = catalog.display();
    let _ = writeln!(
        dependencies,
        "tencentcloud-catalog = {{ path = \"{catalog}\", features = [\"json\"] }}"
    );
    let package = package(NAME, &dependencies)?;
    let programs = package.join("src/bin");
    fs::create_dir_all(&programs).map_err(failed("make a folder"))?;
    let write_program = |name: &str, text: &str| {
        fs::write(programs.join(name), text).map_err(failed("write a program"))
    };
    write_program("times.rs", include_str!("programs/times.rs"))?;
    let all = actions()?;
    for style in Style::ALL {
        let actions: [(&str, &[String]); 3] =
            [("small", &[SMALL.into()]), ("large", &[LARGE.into()]), ("all", &all)];
        for (name, actions) in actions {
            let calls = actions.iter().map(|action| {
                format!("        {action:?} => call::<types::{action}>(&response),\n")
            });
            let text = include_str!("programs/calls.rs")
                .replace("STYLE", style.name())
                .replace("        // CALLS\n", &calls.collect::<String>());
            write_program(&format!("{name}-{}.rs", style.name()), &text)?;
        }
    }
    process::run(cargo_in(&package, &["build", "--release"]), LIMIT)
}

/// The names of the actions of ECM.
fn actions() -> Outcome<Vec<String>> {
    let folder = folder().join("ecm-records/src/generated/actions");
    let mut actions = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed("list the actions"))? {
        let path = entry.map_err(failed("list the actions"))?.path();
        let text = fs::read_to_string(path).map_err(failed("read an action"))?;
        let name = |line: &str| {
            Some(
                line.strip_prefix("impl ::tencentcloud_core::Action for ")?
                    .split(' ')
                    .next()?
                    .into(),
            )
        };
        actions.extend(text.lines().find_map(name));
    }
    actions.sort();
    Ok(actions)
}

/// What the programs have beyond the small one.
pub(super) fn sizes() -> Outcome<Vec<Size>> {
    let kb = |name: &str, style: Style| Ok(stripped(&format!("{name}-{}", style.name()))? / 1e3);
    let small = (kb("small", Style::Records)?, kb("small", Style::Derive)?);
    let mut sizes = vec![Size {
        what: format!("one small action, {SMALL}"),
        records_kb: small.0,
        derive_kb: small.1,
        limit_kb: None,
    }];
    let count = actions()?.len();
    for (program, what, limit_kb) in [
        ("large", format!("one large action, {LARGE}, above the small one"), 60.0),
        ("all", format!("all {count} actions of ECM, above the small one"), 800.0),
    ] {
        sizes.push(Size {
            what,
            records_kb: kb(program, Style::Records)? - small.0,
            derive_kb: kb(program, Style::Derive)? - small.1,
            limit_kb: Some(limit_kb),
        });
    }
    Ok(sizes)
}

/// The size of a program without symbols, in bytes.
fn stripped(program: &str) -> Outcome<f64> {
    let file = target().join("release").join(program);
    let copy: PathBuf = file.with_extension("stripped");
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&copy).arg(&file);
    process::run(strip, LIMIT)?;
    size(&copy)
}

pub(super) fn times() -> Outcome<Vec<Time>> {
    let json = process::output(Command::new(target().join("release/times")), LIMIT)?;
    serde_json::from_str(&json).map_err(failed("read the times"))
}
