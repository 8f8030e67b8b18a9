//! Files of a wheel, which is a zip file. What the zip file says of sizes is not trusted.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

/// A wheel in memory.
pub(super) struct Wheel {
    zip: ZipSliceArchive<Vec<u8>>,
    /// By path. Of several files with one path the last counts, as in Python.
    places: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
}

impl Wheel {
    /// Reads the list of files and keeps those that are needed.
    pub(super) fn read(bytes: Vec<u8>, is_needed: fn(&str) -> bool) -> Result<Self, rawzip::Error> {
        let zip = ZipArchive::from_slice(bytes)?;
        let mut places = BTreeMap::new();
        let mut entries = zip.entries();
        while let Some(entry) = entries.next_entry()? {
            let path = entry.file_path();
            if let Ok(path) = std::str::from_utf8(path.as_ref())
                && is_needed(path)
            {
                places.insert(path.to_owned(), (entry.wayfinder(), entry.compression_method()));
            }
        }
        Ok(Self { zip, places })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// The content of a file, and not more than `most` bytes of it.
    pub(super) fn content(&self, path: &str, most: u64) -> Result<Vec<u8>, String> {
        let (place, method) = self.places.get(path).ok_or("it is missing")?;
        let entry = self.zip.get_entry(*place).map_err(|error| error.to_string())?;
        let mut content = Vec::new();
        let read = match *method {
            CompressionMethod::STORE => {
                entry.verifying_reader(entry.data()).take(most).read_to_end(&mut content)
            }
            CompressionMethod::DEFLATE => {
                let inflated = DeflateDecoder::new(entry.data());
                entry.verifying_reader(inflated).take(most).read_to_end(&mut content)
            }
            _ => return Err("it is compressed in a way that wheels are not".into()),
        };
        read.map_err(|error| error.to_string())?;
        Ok(content)
    }
}
