//! Texts of the user's own: what actions, members and data types do, read out of a copy
//! of the official command's package (`tc3 catalog texts`) into the user's data directory.
//! Nothing of them is in this program.
//!
//! [`package`] reads the package, [`metadata`] one service version in it, [`import`]
//! writes each version as a file in the form of [`lines`], [`folder`] says where.
//! Help, search and others read them through [`Texts`].

use std::path::PathBuf;

mod find;
mod folder;
mod import;
mod lines;
mod metadata;
mod package;
mod plain;

pub(crate) use self::find::{Found, FoundKind};
pub(crate) use self::import::run;
pub(crate) use self::lines::{Owner, VersionTexts};
pub(crate) use self::plain::{first_sentence, plain, wrapped};

/// The imported texts.
#[derive(Debug)]
pub(crate) struct Texts {
    folder: PathBuf,
    source: String,
}

impl Texts {
    /// The texts of the user's data directory; `None` if there are none, or they cannot be
    /// read.
    pub(crate) fn open() -> Option<Self> {
        let folder = folder::texts()?;
        let source = folder::read(&folder.join(folder::SOURCE))?;
        Some(Self { folder, source: plain(source.lines().next().unwrap_or_default()) })
    }

    /// Where they come from: `tccli 3.1.189.1, read on 2026-11-26`.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// The texts of a version of a service; none if the package has no such version.
    pub(crate) fn version(&self, service: &str, date: &str) -> VersionTexts {
        let text = folder::read(&self.folder.join(folder::file_name(service, date)));
        VersionTexts::read(&text.unwrap_or_default())
    }

    /// The texts with all words, at most `most`: see [`find`].
    pub(crate) fn find(&self, words: &[String], most: usize) -> Vec<Found> {
        find::find(&self.folder, words, most)
    }
}
