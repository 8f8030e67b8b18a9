//! The certificate of the emulator's authority, in a file that clients can be given.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file in the directory for temporary files, removed on drop.
pub(super) struct AuthorityFile(PathBuf);

impl AuthorityFile {
    /// Writes a certificate in PEM. The name is random, and no file is replaced: other
    /// users of the machine may write to that directory.
    pub(super) fn create(pem: &str) -> Result<Self, Failure> {
        let name = format!("tc3-emulator-{:016x}.pem", fastrand::u64(..));
        let path = std::env::temp_dir().join(name);
        let failed = |error| {
            let what = format!("cannot write the certificate authority to {}", path.display());
            Failure::other(&what, &error)
        };
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
        let written = file.write_all(pem.as_bytes()).map_err(failed);
        let created = Self(path);
        written.map(|()| created)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for AuthorityFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "reads the file that it wrote")]
    fn file_has_the_certificate_until_it_is_dropped() {
        let (one, other) =
            (AuthorityFile::create("one").unwrap(), AuthorityFile::create("other").unwrap());
        assert_ne!(one.path(), other.path());
        assert_eq!(fs::read_to_string(one.path()).unwrap(), "one");
        assert_eq!(fs::read_to_string(other.path()).unwrap(), "other");
        let path = one.path().to_owned();
        drop(one);
        assert!(!path.exists() && other.path().exists());
    }
}
