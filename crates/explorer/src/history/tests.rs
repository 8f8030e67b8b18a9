use std::fs;
use std::path::Path;

use super::*;
use crate::api::{Call, TargetKind};

fn entry(action: &str, response: &str) -> HistoryEntry {
    HistoryEntry {
        row: HistoryRow {
            id: 0,
            time: 1_700_000_000,
            service: "ecm".into(),
            version: "2019-07-19".into(),
            action: action.into(),
            class: None,
            target: TargetKind::Emulator,
            result: "success".into(),
            ok: true,
        },
        call: Call {
            service: "ecm".into(),
            version: "2019-07-19".into(),
            action: action.into(),
            input: "{}".into(),
            octets: None,
            region: None,
            language: None,
            scheme: "TC3-HMAC-SHA256".into(),
            method: "POST".into(),
        },
        request: vec!["POST / HTTP/1.1".into()],
        response: response.into(),
    }
}

fn actions(history: &History) -> Vec<String> {
    history.rows().into_iter().map(|row| row.action).collect()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("history.jsonl")
}

#[test]
fn entries_survive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("tc3/explorer");
    let history = History::open(Some(folder.clone()));
    assert_eq!(history.problem(), None);
    assert_eq!(history.path().unwrap(), file(&folder).display().to_string());
    let ids = ["A", "B", "C"].map(|action| history.add(entry(action, "边")));
    assert!(ids.is_sorted() && ids[0] == 1_700_000_000_000, "{ids:?}");
    for history in [&history, &History::open(Some(folder.clone()))] {
        assert_eq!(actions(history), ["C", "B", "A"]);
        assert_eq!(history.newest(2), history.rows()[..2]);
        let read = history.entry(ids[1]).unwrap();
        assert_eq!((&*read.row.action, &*read.response), ("B", "边"));
        assert!(history.entry(7).is_none());
    }
    history.clear();
    assert_eq!(actions(&history), [""; 0]);
    assert_eq!(actions(&History::open(Some(folder.clone()))), [""; 0]);
    history.add(entry("D", ""));
    assert_eq!(actions(&History::open(Some(folder))), ["D"]);
}

#[cfg(unix)]
#[test]
fn files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("explorer");
    let history = History::open(Some(folder.clone()));
    history.add(entry("A", ""));
    history.set_favorites(Vec::new());
    history.clear();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&file(&folder)), 0o600);
    assert_eq!(mode(&folder.join("favorites.json")), 0o600);
}

#[test]
fn corrupt_lines_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let first = History::open(Some(path.clone()));
    first.add(entry("A", ""));
    let mut text = fs::read(file(&path)).unwrap();
    text.extend(b"{\"row\":1}\n\xff\xfe\nnothing\n\n");
    fs::write(file(&path), text).unwrap();
    first.add(entry("B", ""));
    let second = History::open(Some(path));
    assert_eq!(actions(&second), ["B", "A"]);
    for row in second.rows() {
        assert_eq!(second.entry(row.id).unwrap().row, row);
    }
}

#[test]
fn entry_after_a_line_that_was_cut_off_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let history = History::open(Some(path.clone()));
    history.add(entry("A", ""));
    let mut text = fs::read(file(&path)).unwrap();
    text.extend(b"{\"row\":{\"id\":1");
    fs::write(file(&path), text).unwrap();
    let id = history.add(entry("B", "r"));
    assert_eq!(history.entry(id).unwrap().response, "r");
    let read = History::open(Some(path));
    assert_eq!(actions(&read), ["B", "A"]);
    assert_eq!(read.entry(id).unwrap().response, "r");
}

#[test]
fn entries_of_another_process_are_kept_when_the_file_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let (one, other) = (History::open(Some(path.clone())), History::open(Some(path.clone())));
    assert!(one.rows().is_empty() && other.rows().is_empty());
    for number in 0..MOST_ENTRIES {
        one.add(entry(&format!("A{number}"), ""));
    }
    // From now on its ids are the higher ones.
    let later = HistoryEntry {
        row: HistoryRow { time: 1_800_000_000, ..entry("B", "").row },
        ..entry("B", "")
    };
    let id = other.add(later);
    one.add(entry("A500", ""));
    for history in [&one, &History::open(Some(path))] {
        assert_eq!(history.rows().len(), 400);
        assert_eq!(history.entry(id).unwrap().row.action, "B");
    }
}

#[test]
fn newest_entry_stays_however_large_it_is() {
    let history = History::open(None);
    let large = |action| {
        let mut entry = entry(action, "");
        entry.call.octets = Some("x".repeat(15 * 1024 * 1024));
        entry
    };
    history.add(large("A"));
    let id = history.add(large("B"));
    assert_eq!(actions(&history), ["B"]);
    assert!(history.entry(id).is_some());
}

#[test]
fn oldest_entries_are_dropped_when_there_are_too_many_or_too_large() {
    let folder = tempfile::tempdir().unwrap();
    for folder in [None, Some(folder.path().to_owned())] {
        let history = History::open(folder.clone());
        for number in 0..=MOST_ENTRIES {
            history.add(entry(&format!("A{number}"), ""));
        }
        let rows = history.rows();
        assert_eq!((rows.len(), &*rows[0].action), (400, "A500"));
        assert_eq!(history.entry(rows[399].id).unwrap().row.action, "A101");

        let large = "x".repeat(2 * MOST_OF_RESPONSE);
        for _ in 0..70 {
            history.add(entry("L", &large));
        }
        let rows = history.rows();
        assert!((40..70).contains(&rows.len()), "{}", rows.len());
        assert_eq!(history.entry(rows[0].id).unwrap().response.len(), MOST_OF_RESPONSE);
        if let Some(folder) = folder {
            assert!(fs::metadata(file(&folder)).unwrap().len() <= MOST_BYTES);
            assert_eq!(History::open(Some(folder)).rows(), rows);
        }
    }
}

#[test]
fn history_is_in_memory_when_the_folder_cannot_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    fs::write(&blocked, "").unwrap();
    let history = History::open(Some(blocked.join("explorer")));
    assert!(history.problem().is_some() && history.path().is_none());
    let id = history.add(entry("A", "r"));
    assert_eq!(history.entry(id).unwrap().response, "r");
    history.clear();
    assert!(history.rows().is_empty());
}

#[test]
fn file_that_another_process_wrote_anew_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let (one, other) = (History::open(Some(path.clone())), History::open(Some(path)));
    let id = one.add(entry("A", "long enough to move what follows"));
    assert_eq!(other.rows().len(), 1);
    one.clear();
    one.add(entry("B", ""));
    assert!(other.entry(id).is_none() || other.entry(id).unwrap().row.id == id);
    assert_eq!(actions(&other), ["B"]);
}

#[test]
fn favorites_are_replaced_and_survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let favorite = ActionName {
        service: "ecm".into(),
        version: "2019-07-19".into(),
        action: "ImportImage".into(),
    };
    let history = History::open(Some(path.clone()));
    history.set_favorites(vec![favorite.clone()]);
    assert_eq!(history.favorites(), std::slice::from_ref(&favorite));
    history.clear();
    assert_eq!(History::open(Some(path.clone())).favorites(), [favorite]);
    fs::write(path.join("favorites.json"), "nonsense").unwrap();
    assert!(History::open(Some(path)).favorites().is_empty());
}
