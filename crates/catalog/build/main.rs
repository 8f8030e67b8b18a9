//! Packs the facts of all service versions into the library.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::env;
use std::error::Error;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::Path;

mod hash;
mod overlay;
mod packed;
mod search_index;
#[path = "../src/search/split.rs"]
mod split;
mod version;

/// The library's own reader, which the build script tries on every block.
#[path = "../src"]
#[expect(
    dead_code,
    unreachable_pub,
    clippy::struct_field_names,
    reason = "the library uses and publishes the rest"
)]
mod library {
    pub(crate) mod action;
    pub(crate) mod facts;
    pub(crate) mod member;
    pub(crate) mod version;
}

use library::action::{self, Action, ActionClass};
use library::facts;
use library::member::{Kind, Member, Structure, TimeFormat};
use library::version::Version;
use version::FactsFile;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Enough: a higher level takes three times as long for 2 % less.
const LEVEL: u8 = 6;

fn main() -> Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).to_owned();
    println!("cargo::rerun-if-changed=facts");
    println!("cargo::rerun-if-changed=overlay");
    println!("cargo::rerun-if-changed=DATE");
    println!("cargo::rerun-if-changed=build");
    for source in ["action", "facts", "member", "search/split", "version"] {
        println!("cargo::rerun-if-changed=src/{source}.rs");
    }
    println!("cargo::rerun-if-changed=src/facts");
    let (mut versions, mut hash) = (Vec::new(), hash::Hash::new());
    let entries = fs::read_dir(folder.join("facts"))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(&path)?;
            let name = path.file_name().unwrap_or_default();
            hash.add(&name.to_string_lossy(), &text);
            let overlay = folder.join("overlay").join(name);
            let text = if overlay.exists() {
                let overlay = fs::read_to_string(overlay)?;
                hash.add("overlay", &overlay);
                overlay::merged(&text, &overlay)?
            } else {
                text
            };
            versions.push(
                FactsFile::read(text)
                    .map_err(|problem| format!("{}: {problem}", path.display()))?,
            );
        }
    }
    for entry in fs::read_dir(folder.join("overlay"))? {
        let name = entry?.file_name();
        if !folder.join("facts").join(&name).exists() {
            return Err(format!("overlay/{} is of no version", name.to_string_lossy()).into());
        }
    }
    // By service, newest first.
    versions.sort_by(|a, b| a.service.cmp(&b.service).then(b.date.cmp(&a.date)));
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let mut blocks = Vec::new();
    let mut source = String::new();
    writeln!(source, "pub(crate) static VERSIONS: [PackedVersion; {}] = [", versions.len())?;
    for version in &versions {
        let broken = |error: &dyn Display| format!("{} {}: {error}", version.service, version.date);
        let text = packed::packed(&version.text).map_err(|error| broken(&error))?;
        let block = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL);
        facts::check(&block, text.len()).map_err(|error| broken(&error))?;
        writeln!(
            source,
            "PackedVersion::new({:?}, {}..{}, {}, {}, {}),",
            version.date,
            blocks.len(),
            blocks.len() + block.len(),
            text.len(),
            version.count("action "),
            version.count("structure "),
        )?;
        blocks.extend(block);
    }
    source.push_str("];\npub(crate) static SERVICES: &[Service] = &[\n");
    let mut first = 0;
    for versions in versions.chunk_by(|a, b| a.service == b.service) {
        service(&mut source, first, versions)?;
        first += versions.len();
    }
    source.push_str("];\n");
    let date = fs::read_to_string(folder.join("DATE"))?;
    writeln!(source, "pub(crate) const DATE: &str = {:?};", date.trim_end())?;
    writeln!(source, "pub(crate) const HASH: &str = {:?};", hash.digits())?;
    fs::write(out.join("services.rs"), source)?;
    fs::write(out.join("blocks.bin"), blocks)?;
    let texts = versions.iter().map(|version| version.text.as_str());
    fs::write(out.join("search.bin"), search_index::pack(texts))?;
    Ok(())
}

/// A service with its versions, newest first; `first` is the place of the newest.
fn service(source: &mut String, first: usize, versions: &[FactsFile]) -> Result<()> {
    let marked = versions.iter().position(|version| version.is_default);
    let default = match (marked, versions) {
        (Some(place), _) => place,
        (None, [_]) => 0,
        (None, _) => return Err("a service with several versions and no default".into()),
    };
    let Some(shown) = versions.get(default) else { return Ok(()) };
    writeln!(
        source,
        "Service {{ name: {:?}, product: {:?}, title: {:?}, title_en: {:?}, versions: {first}..{}, default: {default} }},",
        shown.service,
        shown.product,
        shown.title,
        shown.title_en,
        first + versions.len(),
    )?;
    Ok(())
}
