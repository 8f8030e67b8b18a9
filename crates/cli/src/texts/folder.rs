//! Where the texts are: `texts` in the data directory of `tc3`.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The file that says where the texts come from.
pub(super) const SOURCE: &str = "SOURCE";

/// No file is larger; the largest has 1 MB.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The folder of the texts; `None` if the environment names no home.
#[expect(clippy::disallowed_methods, reason = "the command reads the environment")]
pub(super) fn texts() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    Some(data_directory(variable, std::env::home_dir())?.join("texts"))
}

/// `TC3_DATA_DIR`, else what the platform has for data of programs.
fn data_directory(
    variable: impl Fn(&str) -> Option<OsString>,
    home: Option<PathBuf>,
) -> Option<PathBuf> {
    if let Some(folder) = variable("TC3_DATA_DIR") {
        return Some(folder.into());
    }
    let data = if cfg!(target_os = "macos") {
        home?.join("Library/Application Support")
    } else {
        // A relative path is invalid, says the XDG Base Directory Specification.
        let data = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        data.or_else(|| Some(home?.join(".local/share")))?
    };
    Some(data.join("tc3"))
}

/// The file of a version: `ecm-2019-07-19.txt`.
pub(super) fn file_name(service: &str, date: &str) -> String {
    format!("{service}-{date}.txt")
}

/// Service and date of a file of a version.
pub(super) fn service_and_date(file_name: &str) -> Option<(&str, &str)> {
    let name = file_name.strip_suffix(".txt")?;
    let (service, date) = name.split_at_checked(name.len().checked_sub("-YYYY-MM-DD".len())?)?;
    Some((service, date.strip_prefix('-')?))
}

/// The text of a file; `None` if it is missing or no such file.
pub(super) fn read(path: &Path) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the command reads the user's data")]
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len().min(LARGEST);
    let mut text = String::with_capacity(usize::try_from(length).ok()? + 1);
    file.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_name_is_read_as_it_is_written() {
        let name = file_name("ecm", "2019-07-19");
        assert_eq!(service_and_date(&name), Some(("ecm", "2019-07-19")));
        for other in ["SOURCE", "ecm.txt", "2019-07-19.txt", "é-.txt", ""] {
            assert_eq!(service_and_date(other), None, "{other}");
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn data_directory_is_that_of_the_environment() {
        let of = |variables: &[(&str, &str)], home: Option<&str>| {
            let variable = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
            };
            data_directory(variable, home.map(PathBuf::from))
        };
        let own = ("TC3_DATA_DIR", "/own");
        let xdg = ("XDG_DATA_HOME", "/xdg");
        for (variables, home, folder) in [
            (&[own, xdg][..], Some("/h"), Some("/own")),
            (&[xdg], Some("/h"), Some("/xdg/tc3")),
            (&[("XDG_DATA_HOME", "relative")], Some("/h"), Some("/h/.local/share/tc3")),
            (&[], Some("/h"), Some("/h/.local/share/tc3")),
            (&[], None, None),
        ] {
            assert_eq!(of(variables, home), folder.map(PathBuf::from), "{variables:?}");
        }
    }
}
