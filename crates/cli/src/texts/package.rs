//! A copy of the official command's package: a wheel, which is a zip file, or the folder
//! where it is installed. Its version is in `tccli/__init__.py`, its name in the name of
//! its `.dist-info` folder, and `tccli/services/SERVICE/vYYYYMMDD/api.json` is the
//! metadata of a service version.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

mod wheel;

use self::wheel::Wheel;

/// The largest wheel; that of tccli 3.1.189.1 has 15 MB.
const LARGEST_WHEEL: u64 = 64 * 1024 * 1024;
/// The largest file that is read from a package, inflated; the largest `api.json` of
/// tccli 3.1.189.1 has 4 MB. A file is read only up to it, whatever a zip file says.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// The file with the version of the package.
const MODULE: &str = "tccli/__init__.py";

/// A package, open for reading.
pub(super) struct Package {
    files: Files,
    /// Name and version: `tccli 3.1.189.1`.
    pub(super) name: String,
    /// The service versions, sorted.
    pub(super) versions: Vec<PackagedVersion>,
}

/// A service version in a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackagedVersion {
    pub(super) service: String,
    pub(super) date: String,
}

enum Files {
    Wheel(Box<Wheel>),
    /// The folder that contains `tccli`.
    Folder(PathBuf),
}

impl Package {
    /// Opens a wheel or a folder. Fails if it is no package of the official command.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let is_folder = fs::metadata(path).map_err(|error| unreadable(path, &error))?.is_dir();
        let (files, names) = if is_folder { folder(path)? } else { wheel(path)? };
        let mut versions: Vec<_> = names.iter().filter_map(|name| packaged(name)).collect();
        versions.sort();
        let wrong = |why: &str| not_a_package(path, &why);
        let module = files.read(MODULE).map_err(|error| wrong(&error))?;
        let version = module_version(&String::from_utf8_lossy(&module))
            .ok_or_else(|| wrong("tccli/__init__.py has no version"))?;
        if versions.is_empty() {
            return Err(wrong("it has no tccli/services/SERVICE/vYYYYMMDD/api.json"));
        }
        let name = names.iter().find_map(|name| distribution(name, &version));
        let name = format!("{} {version}", name.as_deref().unwrap_or("tccli"));
        Ok(Self { files, name, versions })
    }

    /// The metadata of a version.
    pub(super) fn metadata(&self, version: &PackagedVersion) -> Result<Vec<u8>, Failure> {
        let path = version.path();
        self.files.read(&path).map_err(Failure::Other)
    }
}

impl PackagedVersion {
    /// The path of its metadata in the package.
    pub(super) fn path(&self) -> String {
        let Self { service, date } = self;
        format!("tccli/services/{service}/v{}/api.json", date.replace('-', ""))
    }
}

impl Files {
    /// The content of a file; an error names it.
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let content = match self {
            Self::Wheel(wheel) => wheel.content(path, LARGEST_FILE + 1),
            Self::Folder(folder) => {
                read(&folder.join(path), LARGEST_FILE + 1).map_err(|error| error.to_string())
            }
        };
        match content {
            Ok(content) if content.len() as u64 <= LARGEST_FILE => Ok(content),
            Ok(_) => Err(format!("cannot read {path}: it is too large")),
            Err(error) => Err(format!("cannot read {path}: {error}")),
        }
    }
}

fn wheel(path: &Path) -> Result<(Files, Vec<String>), Failure> {
    let bytes = read(path, LARGEST_WHEEL + 1).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_WHEEL {
        return Err(unreadable(path, &"it is too large for a wheel of the official command"));
    }
    let is_needed =
        |path: &str| path == MODULE || packaged(path).is_some() || path.contains(".dist-info/");
    let wheel = Wheel::read(bytes, is_needed).map_err(|error| not_a_package(path, &error))?;
    let names = wheel.names().map(str::to_owned).collect();
    Ok((Files::Wheel(Box::new(wheel)), names))
}

/// A folder `tccli`, or one that contains it, such as `site-packages`.
fn folder(path: &Path) -> Result<(Files, Vec<String>), Failure> {
    let is_package = path.join("__init__.py").is_file() && path.join("services").is_dir();
    let parent = if is_package { path.join("..") } else { path.to_owned() };
    let mut names = entries(&parent)?;
    let services = if is_package { path.join("services") } else { parent.join("tccli/services") };
    for service in entries(&services).unwrap_or_default() {
        let versions = entries(&services.join(&service)).unwrap_or_default();
        let name = |version| format!("tccli/services/{service}/{version}/api.json");
        names.extend(versions.into_iter().map(name));
    }
    names.retain(|name| packaged(name).is_none() || parent.join(name).is_file());
    Ok((Files::Folder(parent), names))
}

/// The names in a folder.
fn entries(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.collect())
}

/// The version whose metadata has this path.
fn packaged(path: &str) -> Option<PackagedVersion> {
    let rest = path.strip_prefix("tccli/services/")?.strip_suffix("/api.json")?;
    let (service, digits) = rest.split_once("/v")?;
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_date = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if service.is_empty() || !service.chars().all(is_word) || !is_date {
        return None;
    }
    let (year, day) = digits.split_at_checked(4)?;
    let (month, day) = day.split_at_checked(2)?;
    Some(PackagedVersion { service: service.to_owned(), date: format!("{year}-{month}-{day}") })
}

/// The version in a line `__version__ = '3.1.189.1'`.
fn module_version(module: &str) -> Option<String> {
    let value = module.lines().find_map(|line| line.strip_prefix("__version__"))?;
    let version = value.trim_start().strip_prefix('=')?.trim().trim_matches(['\'', '"']);
    let is_version = |c: char| c.is_ascii_alphanumeric() || c == '.';
    (!version.is_empty() && version.chars().all(is_version)).then(|| version.to_owned())
}

/// The package in `tccli_intl_en-3.1.193.1.dist-info/…`, if it has this version.
fn distribution(path: &str, version: &str) -> Option<String> {
    let folder = path.split('/').next()?.strip_suffix(".dist-info")?;
    let name = folder.strip_suffix(version)?.strip_suffix('-')?;
    name.starts_with("tccli").then(|| name.replace('_', "-"))
}

/// At most this many bytes of a file.
fn read(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "the command reads what it is given")]
    let file = File::open(path)?;
    let mut content = Vec::new();
    file.take(most).read_to_end(&mut content)?;
    Ok(content)
}

fn not_a_package(path: &Path, why: &dyn Display) -> Failure {
    Failure::Other(format!("{}: not a package of the official command: {why}", path.display()))
}

fn unreadable(path: &Path, error: &dyn Display) -> Failure {
    Failure::Other(format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_metadata_of_a_version_is_packaged() {
        let version = packaged("tccli/services/ecm/v20190719/api.json").unwrap();
        assert_eq!((&*version.service, &*version.date), ("ecm", "2019-07-19"));
        assert_eq!(version.path(), "tccli/services/ecm/v20190719/api.json");
        for other in [
            "tccli/services/../v20190719/api.json",
            "tccli/services/a/b/v20190719/api.json",
            "tccli/services/ecm/v2019071/api.json",
            "tccli/services/ecm/v2019-719/api.json",
            "tccli/services//v20190719/api.json",
            "tccli/services/ecm/v20190719/examples.json",
            "/tccli/services/ecm/v20190719/api.json",
        ] {
            assert_eq!(packaged(other), None, "{other}");
        }
    }

    #[test]
    fn name_and_version_are_those_of_the_package() {
        let version = module_version("# x\r\n__version__ = '3.1.193.1'\r\n");
        assert_eq!(version.as_deref(), Some("3.1.193.1"));
        assert_eq!(module_version("__version__ = \"\u{1b}[1m\""), None);
        assert_eq!(module_version("version = '1'"), None);
        let name = |path| distribution(path, "3.1.193.1");
        assert_eq!(name("tccli-3.1.193.1.dist-info/METADATA").as_deref(), Some("tccli"));
        assert_eq!(name("tccli_intl_en-3.1.193.1.dist-info").as_deref(), Some("tccli-intl-en"));
        assert_eq!(name("tccli-3.1.193.dist-info/METADATA"), None);
        assert_eq!(name("other-3.1.193.1.dist-info/METADATA"), None);
    }
}
