//! Output of results: a table, JSON and a plot.

use std::error::Error;
use std::fmt::Display;
use std::path::Path;

use serde::Serialize;

/// Prints the table and writes `target/bench/<name>.json` and `.svg`.
pub(crate) fn publish(
    name: &str,
    report: &(impl Display + Serialize),
    svg: &str,
) -> Result<(), Box<dyn Error>> {
    print!("{report}");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.parent().unwrap_or(here).join("target/bench");
    std::fs::create_dir_all(&folder)?;
    write(&folder.join(format!("{name}.json")), &serde_json::to_string_pretty(report)?)?;
    write(&folder.join(format!("{name}.svg")), svg)
}

#[expect(clippy::disallowed_methods, reason = "results are written to files")]
fn write(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    std::fs::write(path, text)?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
