//! `tc3 catalog texts`: reads a package into the data directory.

use std::fmt::Display;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use tencentcloud_core::Timestamp;

use super::folder::{self, SOURCE, file_name};
use super::metadata::convert;
use super::package::Package;
use crate::cli::TextsOptions;
use crate::failure::Failure;
use crate::{stderr, stdout};

/// The largest sum of all texts; those of tccli 3.1.189.1 have 20 MB.
const LARGEST_SUM: usize = 256 * 1024 * 1024;

/// Imports the texts and prints how many.
pub(crate) fn run(options: &TextsOptions) -> Result<(), Failure> {
    let package = Package::open(&options.from)?;
    let Some(texts) = folder::texts() else {
        return Err(Failure::Other("no home directory; set TC3_DATA_DIR".into()));
    };
    let parent = texts.parent().unwrap_or(&texts);
    fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
    let _lock = lock(&parent.join("texts.lock"))?;
    stderr::print(&format!(
        "reading {}: {} service versions",
        package.name,
        package.versions.len()
    ));

    // Complete under another name first: a reader finds the old texts or the new ones.
    let new = parent.join("texts.new");
    remove(&new)?;
    fs::create_dir(&new).map_err(|error| unwritable(&new, &error))?;
    let summary = write_versions(&package, &new).and_then(|summary| {
        let source = format!("{}, read on {}\n", package.name, today());
        write(&new.join(SOURCE), &source)?;
        replace(&texts, &new)?;
        Ok(summary)
    });
    if summary.is_err() {
        let _ = fs::remove_dir_all(&new);
    }
    let Summary { actions, members, bytes } = summary?;
    stdout::print(&format!(
        "{} service versions, {actions} actions, {members} texts of members, {} KB in {}",
        package.versions.len(),
        bytes.div_ceil(1000),
        texts.display()
    ))
}

/// What was written.
#[derive(Default)]
struct Summary {
    actions: usize,
    members: usize,
    bytes: usize,
}

/// Writes a file for each version. One version at a time is in memory.
fn write_versions(package: &Package, folder: &Path) -> Result<Summary, Failure> {
    const STEP: usize = 50;
    let mut summary = Summary::default();
    for (place, version) in package.versions.iter().enumerate() {
        if place > 0 && place % STEP == 0 {
            stderr::print(&format!("read {place} of {}", package.versions.len()));
        }
        let metadata = package.metadata(version)?;
        let converted = convert(&metadata)
            .map_err(|error| Failure::Other(format!("cannot read {}: {error}", version.path())))?;
        summary.actions += converted.actions;
        summary.members += converted.members;
        summary.bytes += converted.file.len();
        if summary.bytes > LARGEST_SUM {
            return Err(Failure::Other("the texts of the package are too large".into()));
        }
        write(&folder.join(file_name(&version.service, &version.date)), &converted.file)?;
    }
    Ok(summary)
}

/// Keeps other imports away until it is dropped, or the process ends.
fn lock(path: &Path) -> Result<File, Failure> {
    let file = File::create(path).map_err(|error| unwritable(path, &error))?;
    file.try_lock().map_err(|_| Failure::Other("another import of texts is running".into()))?;
    Ok(file)
}

/// Puts the new texts in the place of the old ones.
fn replace(texts: &Path, new: &Path) -> Result<(), Failure> {
    let old = texts.with_extension("old");
    remove(&old)?;
    if texts.exists() {
        fs::rename(texts, &old).map_err(|error| unwritable(texts, &error))?;
    }
    if let Err(error) = fs::rename(new, texts) {
        let _ = fs::rename(&old, texts);
        return Err(unwritable(texts, &error));
    }
    // What is left of it is removed by the next import.
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Removes what an interrupted import left.
fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    #[expect(clippy::disallowed_methods, reason = "the command writes the user's data")]
    fs::write(path, text).map_err(|error| unwritable(path, &error))
}

/// The date of today in UTC.
fn today() -> String {
    #[expect(clippy::disallowed_methods, reason = "the command tells when it read the texts")]
    let elapsed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let date = Timestamp::saturating(elapsed.as_secs()).date().to_ascii();
    String::from_utf8_lossy(&date).into_owned()
}

fn unwritable(path: &Path, error: &dyn Display) -> Failure {
    Failure::Other(format!("cannot write {}: {error}", path.display()))
}
