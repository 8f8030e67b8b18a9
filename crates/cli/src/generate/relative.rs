//! Paths that a crate has to the checkout with core.

use std::io;
use std::path::{Component, Path, PathBuf};

use tencentcloud_codegen::package::CoreSource;

use crate::failure::Failure;

/// A path of the command line as one that the crate in this folder can have. Absolute paths
/// stay.
pub(super) fn to(folder: &Path, core: CoreSource) -> Result<CoreSource, Failure> {
    let CoreSource::Path(path) = core else { return Ok(core) };
    if Path::new(&path).is_absolute() {
        return Ok(CoreSource::Path(path));
    }
    let between =
        || -> io::Result<PathBuf> { Ok(between(&absolute(folder)?, &absolute(Path::new(&path))?)) };
    let relative = between().map_err(|error| Failure::other("--core", &error))?;
    let relative = relative.into_os_string().into_string();
    let relative = relative.map_err(|_| Failure::Usage("--core: the path is not UTF-8".into()))?;
    Ok(CoreSource::Path(relative))
}

/// The path from the root. Links stay: Cargo takes one folder under two names for two.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut whole = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => drop(whole.pop()),
            component => whole.push(component),
        }
    }
    Ok(whole)
}

/// The way from one absolute folder to another.
fn between(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.components().skip(shared)).collect();
    if way.as_os_str().is_empty() { ".".into() } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_path_has_no_way_up() {
        assert_eq!(absolute(Path::new("/a/b/.././c")).unwrap(), Path::new("/a/c"));
    }

    #[test]
    fn way_between_folders_is_the_shortest() {
        for (from, to, way) in [
            ("/a/b", "/a/c/d", "../c/d"),
            ("/a", "/a/b", "b"),
            ("/a/b/c", "/a", "../.."),
            ("/a", "/a", "."),
        ] {
            assert_eq!(between(Path::new(from), Path::new(to)), Path::new(way));
        }
    }
}
