//! The committed build of the page.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::stages::minutes;

/// All files of the page, compressed with gzip, in bytes.
const LIMIT: u64 = 100_000;

/// Tests the sources, builds the page anew and compares it with `dist`, byte by byte.
pub(super) fn check() -> Outcome {
    let web = root().join("crates/explorer/web");
    let built = root().join("target/xtask/page");
    npm(&web, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    npm(&web, &["test"])?;
    let out = built.to_string_lossy();
    npm(&web, &["run", "build", "--", "--emptyOutDir", "--outDir", &out])?;
    let (built, committed) = (files(&built)?, files(&web.join("dist"))?);
    let names: Vec<_> = built.keys().chain(committed.keys()).collect();
    for name in names {
        if built.get(name) != committed.get(name) {
            return Err(Failure::new(format!(
                "crates/explorer/web/dist/{} is not the build of its sources; run `npm run build` \
                 there",
                name.display()
            )));
        }
    }
    external_address(&committed)?;
    let size = compressed(&committed)?;
    println!("the page has {size} bytes compressed, of at most {LIMIT}");
    if size > LIMIT {
        return Err(Failure::new(format!(
            "the page has {size} bytes compressed, more than {LIMIT}"
        )));
    }
    Ok(())
}

/// The size of the committed page, compressed, in bytes.
#[cfg(target_os = "linux")]
pub(crate) fn page_bytes() -> Outcome<u64> {
    compressed(&files(&root().join("crates/explorer/web/dist"))?)
}

fn npm(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(arguments);
    process::run(npm, minutes(5))
}

/// The page loads nothing from elsewhere. Namespaces of SVG and links to documents are names,
/// which nothing fetches.
fn external_address(files: &BTreeMap<PathBuf, Vec<u8>>) -> Outcome {
    const NAMES: [&str; 3] =
        ["http://www.w3.org/", "https://console.cloud.tencent.com", "http://127.0.0.1"];
    for (name, content) in files {
        let text = String::from_utf8_lossy(content);
        for (at, _) in text.match_indices("://") {
            let before = text.get(..at).unwrap_or_default();
            let scheme =
                before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            let address = text.get(at - scheme.len()..).unwrap_or_default();
            if matches!(scheme, "http" | "https")
                && !NAMES.iter().any(|known| address.starts_with(known))
                && address.get(scheme.len() + 3..).is_some_and(is_host)
            {
                let shown: String = address.chars().take(60).collect();
                return Err(Failure::new(format!("{} has an address: {shown}", name.display())));
            }
        }
    }
    Ok(())
}

/// Whether a host follows, and not the end of a string or a placeholder.
fn is_host(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn compressed(files: &BTreeMap<PathBuf, Vec<u8>>) -> Outcome<u64> {
    let mut total = 0;
    for name in files.keys() {
        let mut gzip = Command::new("sh");
        gzip.current_dir(root().join("crates/explorer/web/dist"));
        gzip.args(["-c", "gzip -9 -c \"$1\" | wc -c", "sh"]).arg(name);
        let size = process::output(gzip, minutes(1))?;
        total += size.trim().parse::<u64>().map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(total)
}

/// Every file below a folder, by its path in it.
#[expect(clippy::disallowed_methods, reason = "reads the files of the page")]
fn files(folder: &Path) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let failed =
        |path: &Path, error: std::io::Error| Failure::new(format!("{}: {error}", path.display()));
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(|error| failed(&next, error))? {
            let path = entry.map_err(|error| failed(&next, error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name() != Some(OsStr::new(".DS_Store")) {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                found.insert(name, fs::read(&path).map_err(|error| failed(&path, error))?);
            }
        }
    }
    Ok(found)
}
