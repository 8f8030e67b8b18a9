//! The files of history and favorites: only their owner may read them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The folder of both files.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// Where a line is in the file of the history, without its line end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    offset: u64,
    pub(super) length: u64,
}

/// A longer line is no entry.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

impl Folder {
    /// A folder that can be written.
    pub(super) fn open(path: PathBuf) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        let folder = Self(path);
        append(&folder.history())?;
        Ok(folder)
    }

    pub(super) fn history(&self) -> PathBuf {
        self.0.join("history.jsonl")
    }

    fn favorites_path(&self) -> PathBuf {
        self.0.join("favorites.json")
    }

    /// Calls the function for each line of the history that is UTF-8.
    pub(super) fn lines(&self, each: &mut dyn FnMut(Place, &str)) {
        let Ok(file) = open(&self.history()) else { return };
        let (mut reader, mut line, mut offset) = (BufReader::new(file), Vec::new(), 0);
        while let Ok(count @ 1..) = (&mut reader).take(LONGEST_LINE).read_until(b'\n', &mut line) {
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            if let Ok(text) = std::str::from_utf8(text) {
                each(Place { offset, length: text.len() as u64 }, text);
            }
            offset += count as u64;
            line.clear();
        }
    }

    /// One line of the history; `None` if the file has become another.
    pub(super) fn line(&self, place: Place) -> Option<String> {
        let mut file = open(&self.history()).ok()?;
        file.seek(SeekFrom::Start(place.offset)).ok()?;
        let mut text = String::new();
        file.take(place.length).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Adds a line to the history.
    pub(super) fn append(&self, line: &str) -> io::Result<Place> {
        let mut file = append(&self.history())?;
        // A line that was cut off, as on a full disk, must not spoil this one.
        let mut last = [b'\n'];
        let is_cut_off = file.seek(SeekFrom::End(-1)).is_ok()
            && file.read_exact(&mut last).is_ok()
            && last != *b"\n";
        let start = if is_cut_off { "\n" } else { "" };
        file.write_all(format!("{start}{line}\n").as_bytes())?;
        let length = line.len() as u64;
        // Another process may have appended lines as well.
        let offset = file.stream_position()?.saturating_sub(length + 1);
        Ok(Place { offset, length })
    }

    /// Replaces the lines of the history at once.
    pub(super) fn replace_history(&self, lines: &[String]) -> io::Result<Vec<Place>> {
        let (mut text, mut places) = (String::new(), Vec::new());
        for line in lines {
            places.push(Place { offset: text.len() as u64, length: line.len() as u64 });
            text.push_str(line);
            text.push('\n');
        }
        replace(&self.history(), &text)?;
        Ok(places)
    }

    /// The text of the favorites; empty if there are none.
    pub(super) fn favorites(&self) -> String {
        let mut text = String::new();
        let file = open(&self.favorites_path());
        let read = file.and_then(|file| file.take(LONGEST_LINE).read_to_string(&mut text));
        read.map_or_else(|_| String::new(), |_| text)
    }

    pub(super) fn replace_favorites(&self, text: &str) -> io::Result<()> {
        replace(&self.favorites_path(), text)
    }
}

#[expect(clippy::disallowed_methods, reason = "history is a file of the user")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn append(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().read(true).append(true).create(true)).open(path)
}

/// Writes a file beside the old one and renames it, so that there is always a whole one.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let mut file =
        private(OpenOptions::new().write(true).create(true).truncate(true)).open(&new)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}

/// A new file is for its owner only.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}
