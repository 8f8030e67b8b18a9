//! Output of results: a table, JSON and a plot.

use std::error::Error;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use serde::Serialize;

/// Prints the table and writes `target/bench/<name>.json` and `.svg`.
pub(crate) fn publish(
    name: &str,
    report: &(impl Display + Serialize),
    svg: &str,
) -> Result<(), Box<dyn Error>> {
    publish_table(name, report)?;
    write(&folder()?.join(format!("{name}.svg")), svg)
}

/// Prints the table and writes `target/bench/<name>.json`.
pub(crate) fn publish_table(
    name: &str,
    report: &(impl Display + Serialize),
) -> Result<(), Box<dyn Error>> {
    print!("{report}");
    write(&folder()?.join(format!("{name}.json")), &serde_json::to_string_pretty(report)?)
}

fn folder() -> Result<PathBuf, Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.parent().unwrap_or(here).join("target/bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[expect(clippy::disallowed_methods, reason = "results are written to files")]
fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    std::fs::write(path, text)?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
