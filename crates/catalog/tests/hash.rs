//! The date and the hash that name a catalog.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a failed preparation fails the test; the test reads the facts"
)]

use std::fs;
use std::path::Path;

use tencentcloud_catalog::{DATE, HASH};

#[path = "../build/hash.rs"]
mod hash;

use hash::Hash;

/// The hash of the committed files, after a change to the text of one.
fn hash_after(change: impl Fn(&str, String) -> String) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(folder.join("facts")).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut hash = Hash::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        hash.add(name, &change(name, text));
        if let Ok(overlay) = fs::read_to_string(folder.join("overlay").join(name)) {
            hash.add("overlay", &change("overlay", overlay));
        }
    }
    hash.digits()
}

#[test]
fn hash_is_that_of_facts_and_overlay() {
    assert_eq!(HASH.len(), 16);
    assert_eq!(hash_after(|_, text| text), HASH);
    for changed in ["overlay", "ecm-2019-07-19.txt"] {
        let hash = hash_after(|name, text| if name == changed { text + "\n" } else { text });
        assert_ne!(hash, HASH, "{changed}");
    }
    let mut parts = [("a", "b"), ("ab", ""), ("", "ab")].map(|(name, text)| {
        let mut hash = Hash::new();
        hash.add(name, text);
        hash.digits()
    });
    parts.sort();
    assert!(parts.windows(2).all(|pair| pair.first() != pair.last()), "{parts:?}");
}

#[test]
fn date_is_a_day() {
    let numbers: Vec<u16> = DATE.split('-').map(|part| part.parse().unwrap()).collect();
    assert!(matches!(numbers[..], [2026..=9999, 1..=12, 1..=31]), "{DATE}");
    assert_eq!(DATE.len(), 10);
}
