//! The calls that were sent, and favorites: in a folder of the user, or in memory.
//!
//! Of each entry the row is in memory, since lists need no more; the rest is read from the
//! file when somebody opens the entry.

mod compare;
mod file;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;

pub(crate) use self::compare::compare;
use self::file::{Folder, Place};
use crate::api::{ActionName, HistoryEntry, HistoryRow};
use crate::cut::cut;

/// Entries that are kept at most. When there are more, a fifth of them is dropped, so that
/// the file is not written anew for each call.
const MOST_ENTRIES: usize = 500;

/// Bytes of all entries at most: 16 MiB.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Bytes of a response that are kept: 256 KiB.
const MOST_OF_RESPONSE: usize = 256 * 1024;

/// History and favorites.
#[derive(Debug)]
pub(crate) struct History {
    store: Mutex<Store>,
    problem: Option<String>,
}

#[derive(Debug, Default)]
struct Store {
    folder: Option<Folder>,
    /// Oldest first.
    records: Vec<Record>,
    favorites: Vec<ActionName>,
    /// The id of the newest entry, whether it is still there or not.
    last_id: u64,
    /// Whether the files were read: they are when somebody asks for them first.
    is_loaded: bool,
}

#[derive(Debug)]
struct Record {
    row: HistoryRow,
    line: Line,
}

#[derive(Debug)]
enum Line {
    Memory(String),
    File(Place),
}

impl Line {
    fn length(&self) -> u64 {
        match self {
            Self::Memory(line) => line.len() as u64,
            Self::File(place) => place.length,
        }
    }
}

impl History {
    /// History in a folder, which is created if it is missing; without one, or if it cannot
    /// be written, in memory.
    pub(crate) fn open(folder: Option<PathBuf>) -> Self {
        let (folder, problem) = match folder.map(Folder::open) {
            None => (None, None),
            Some(Ok(folder)) => (Some(folder), None),
            Some(Err(error)) => (None, Some(error.to_string())),
        };
        Self { store: Mutex::new(Store { folder, ..Store::default() }), problem }
    }

    /// Why there is no folder, although one is set.
    pub(crate) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The file; `None` if history is in memory.
    pub(crate) fn path(&self) -> Option<String> {
        let store = self.lock();
        store.folder.as_ref().map(|folder| folder.history().display().to_string())
    }

    /// Adds an entry and returns its id, which is above those before it. Its `row.id` is set
    /// here.
    pub(crate) fn add(&self, mut entry: HistoryEntry) -> u64 {
        let mut store = self.loaded();
        // From the time, so that two processes that share a file hardly use the same.
        let of_time = u64::try_from(entry.row.time).unwrap_or_default().saturating_mul(1000);
        entry.row.id = of_time.max(store.last_id + 1);
        store.last_id = entry.row.id;
        cut(&mut entry.response, MOST_OF_RESPONSE);
        // Members with string keys only, so this does not fail.
        let line = serde_json::to_string(&entry).unwrap_or_default();
        let kept = store.folder.as_ref().and_then(|folder| folder.append(&line).ok());
        let line = kept.map_or(Line::Memory(line), Line::File);
        let id = entry.row.id;
        store.records.push(Record { row: entry.row, line });
        if store.is_too_large() {
            // Another process may have added entries, which the file is written anew with.
            store.read();
            store.trim();
        }
        id
    }

    /// All rows, newest first.
    pub(crate) fn rows(&self) -> Vec<HistoryRow> {
        self.newest(usize::MAX)
    }

    /// The newest rows, newest first.
    pub(crate) fn newest(&self, most: usize) -> Vec<HistoryRow> {
        let store = self.loaded();
        store.records.iter().rev().take(most).map(|record| record.row.clone()).collect()
    }

    /// One entry.
    pub(crate) fn entry(&self, id: u64) -> Option<HistoryEntry> {
        let mut store = self.loaded();
        if let Some(entry) = store.entry(id) {
            return Some(entry);
        }
        // Another process may have written the file anew.
        store.is_loaded = false;
        store.load();
        store.entry(id)
    }

    /// Forgets all entries. Favorites stay.
    pub(crate) fn clear(&self) {
        let mut store = self.loaded();
        store.records.clear();
        store.rewrite();
    }

    /// The favorites, in the order of the user.
    pub(crate) fn favorites(&self) -> Vec<ActionName> {
        self.loaded().favorites.clone()
    }

    /// Replaces the favorites.
    pub(crate) fn set_favorites(&self, favorites: Vec<ActionName>) {
        let mut store = self.loaded();
        if let Some(folder) = &store.folder {
            let text = serde_json::to_string(&favorites).unwrap_or_default();
            // They stay in memory if the disk is full.
            let _ = folder.replace_favorites(&text);
        }
        store.favorites = favorites;
    }

    fn lock(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn loaded(&self) -> MutexGuard<'_, Store> {
        let mut store = self.lock();
        store.load();
        store
    }
}

impl Store {
    /// Reads the files once.
    fn load(&mut self) {
        if !std::mem::replace(&mut self.is_loaded, true) {
            self.read();
            self.trim();
        }
    }

    /// Reads the files. Lines that are no entry are skipped; entries that could not be written
    /// stay.
    fn read(&mut self) {
        #[derive(Deserialize)]
        struct Row {
            row: HistoryRow,
        }
        let Some(folder) = &self.folder else { return };
        let mut records = std::mem::take(&mut self.records);
        records.retain(|record| matches!(record.line, Line::Memory(_)));
        folder.lines(&mut |place, line| {
            if let Ok(Row { row }) = serde_json::from_str(line) {
                records.push(Record { row, line: Line::File(place) });
            }
        });
        records.sort_by_key(|record| record.row.id);
        self.favorites = serde_json::from_str(&folder.favorites()).unwrap_or_default();
        self.last_id = self.last_id.max(records.last().map_or(0, |record| record.row.id));
        self.records = records;
    }

    fn entry(&self, id: u64) -> Option<HistoryEntry> {
        let record = self.records.iter().find(|record| record.row.id == id)?;
        let entry: HistoryEntry = serde_json::from_str(&self.line(record)?).ok()?;
        (entry.row.id == id).then_some(entry)
    }

    fn line(&self, record: &Record) -> Option<String> {
        match &record.line {
            Line::Memory(line) => Some(line.clone()),
            Line::File(place) => self.folder.as_ref()?.line(*place),
        }
    }

    fn is_too_large(&self) -> bool {
        let bytes: u64 = self.records.iter().map(|record| record.line.length()).sum();
        self.records.len() > MOST_ENTRIES || bytes > MOST_BYTES
    }

    /// Drops the oldest entries if there are too many, or if they are too large.
    fn trim(&mut self) {
        if !self.is_too_large() {
            return;
        }
        let mut kept = 0;
        let (mut entries, mut bytes) = (MOST_ENTRIES / 5 * 4, MOST_BYTES / 5 * 4);
        for record in self.records.iter().rev() {
            let length = record.line.length();
            // The newest stays, however large it is.
            if kept > 0 && (entries == 0 || bytes < length) {
                break;
            }
            (kept, entries, bytes) = (kept + 1, entries - 1, bytes.saturating_sub(length));
        }
        self.records.drain(..self.records.len() - kept);
        self.rewrite();
    }

    /// Writes the file anew, with the entries that are left.
    fn rewrite(&mut self) {
        let Some(folder) = &self.folder else { return };
        let lines: Vec<_> = self.records.iter().map(|record| self.line(record)).collect();
        let lines: Vec<_> = lines.into_iter().map(Option::unwrap_or_default).collect();
        let Ok(places) = folder.replace_history(&lines) else { return };
        for (record, place) in self.records.iter_mut().zip(places) {
            record.line = Line::File(place);
        }
        self.records.retain(|record| record.line.length() > 0);
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read and write files")]
mod tests;
