//! `tc3 generate crate`: the types of a service as a crate.
#![expect(clippy::disallowed_methods, reason = "the crate is files")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tencentcloud_codegen::package::{CoreSource, EXAMPLES, GENERATED, NotGenerated, Package};
use tencentcloud_codegen::types::{Types, Unknown};

use crate::cli::CrateOptions;
use crate::failure::Failure;
use crate::{COMMIT, stderr, stdout};

mod relative;

/// Generates a crate, or compares one.
pub(crate) fn run(options: &CrateOptions) -> Result<(), Failure> {
    match (&options.check, &options.service, &options.out) {
        (Some(folder), ..) => check(folder),
        (None, Some(service), Some(folder)) => generate(options, service, folder),
        _ => Err(Failure::Usage("a service and --out are required".into())),
    }
}

fn generate(options: &CrateOptions, service: &str, folder: &Path) -> Result<(), Failure> {
    let types = types(options, service).map_err(|error| Failure::Usage(error.to_string()))?;
    let core = options.core.clone().map_or_else(built_from, Ok)?;
    if let CoreSource::Path(checkout) = &core
        && !Path::new(checkout).join("crates/core/Cargo.toml").is_file()
    {
        return Err(Failure::Usage(format!("--core: no crates/core/Cargo.toml in {checkout}")));
    }
    let before = existing(folder).ok();
    let is_known = is_ours(folder, &Package::new(types.clone(), core.clone()).name())?;
    fs::create_dir_all(folder).map_err(|error| file_error("create", folder, &error))?;
    let package = Package::new(types, relative::to(folder, core)?);
    let files = package.files();
    if is_known {
        remove(&folder.join(GENERATED), |path| fs::remove_dir_all(path))?;
        remove(&folder.join(EXAMPLES), |path| fs::remove_file(path))?;
    }
    for (path, text) in &files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, text));
        written.map_err(|error| file_error("write", &path, &error))?;
    }
    for path in before.iter().flat_map(Package::files).map(|(path, _)| path) {
        if !files.contains_key(&path) {
            stderr::print(&format!("note: removed {}", folder.join(path).display()));
        }
    }
    // A string of JSON is one of TOML.
    let path = serde_json::Value::from(folder.display().to_string());
    stdout::print(&format!("{} = {{ path = {path} }}", package.name()))
}

fn types(options: &CrateOptions, service: &str) -> Result<Types, Unknown> {
    let mut types = Types::of(service)?;
    if let Some(date) = &options.version {
        types = types.version(date)?;
    }
    if options.only.is_empty() { Ok(types) } else { types.only(&options.only) }
}

/// The repository and the commit of this program.
fn built_from() -> Result<CoreSource, Failure> {
    let unknown = "the commit that this tc3 was built from is not known; give --core";
    let rev = COMMIT.ok_or_else(|| Failure::Usage(unknown.into()))?;
    Ok(CoreSource::Git { url: env!("CARGO_PKG_REPOSITORY").into(), rev: rev.into() })
}

/// Whether the folder has the crate of this name, generated before. Fails if it has
/// anything else.
fn is_ours(folder: &Path, name: &str) -> Result<bool, Failure> {
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(file_error("read", folder, &error)),
    };
    if is_empty {
        return Ok(false);
    }
    let shown = folder.display();
    match existing(folder) {
        Ok(package) if package.name() != name => {
            let found = package.name();
            Err(Failure::Usage(format!("{shown} has {found}; give another --out")))
        }
        // What was generated may have left the catalog.
        Ok(_) | Err(Some(NotGenerated::Unknown(_))) => Ok(true),
        Err(_) => Err(Failure::Usage(format!(
            "{shown} is not empty, and tc3 did not generate what is in it; give another --out"
        ))),
    }
}

/// The crate in a folder; without a reason, it has no manifest.
fn existing(folder: &Path) -> Result<Package, Option<NotGenerated>> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).map_err(|_| None)?;
    Package::of_manifest(&manifest).map_err(Some)
}

/// Prints the files that differ.
fn check(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    let package = existing(folder).map_err(|error| match error {
        Some(NotGenerated::Unknown(unknown)) => Failure::Other(format!("{shown}: {unknown}")),
        _ => Failure::Usage(format!("{shown} has no crate that tc3 generated")),
    })?;
    let files = package.files();
    let mut lines = String::new();
    for (path, text) in &files {
        let line = match fs::read(folder.join(path)) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(_) => "changed",
            Err(error) if error.kind() == io::ErrorKind::NotFound => "missing",
            Err(error) => return Err(file_error("read", &folder.join(path), &error)),
        };
        let _ = writeln!(lines, "{line} {}", path.display());
    }
    let mut found = BTreeSet::new();
    collect(folder, Path::new(GENERATED), &mut found)?;
    for path in found.iter().filter(|path| !files.contains_key(*path)) {
        let _ = writeln!(lines, "not generated {}", path.display());
    }
    if lines.is_empty() {
        return stdout::print(&format!("{} is what the catalog says", package.name()));
    }
    stdout::print(lines.trim_end())?;
    let command = package.command();
    Err(Failure::Other(format!(
        "{shown} is not what the catalog says; to generate it again: cd {shown} && {command}"
    )))
}

/// The files below a folder of the crate.
fn collect(root: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    let entries = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.and_then(Iterator::collect::<io::Result<Vec<_>>>),
    };
    for entry in entries.map_err(|error| file_error("read", folder, &error))? {
        let path = folder.join(entry.file_name());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(root, &path, found)?;
        } else {
            found.insert(path);
        }
    }
    Ok(())
}

fn remove(path: &Path, remove: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
    match remove(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(file_error("remove", path, &error))
        }
        _ => Ok(()),
    }
}

fn file_error(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::other(&format!("cannot {what} {}", path.display()), error)
}
