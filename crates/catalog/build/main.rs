//! Packs the facts of all service versions into the library.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

mod hash;
mod overlay;
mod search_index;
#[path = "../src/search/split.rs"]
mod split;
mod version;

use version::Version;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Enough: a higher level takes three times as long for 2 % less.
const LEVEL: u8 = 6;

fn main() -> Result<()> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).to_owned();
    println!("cargo::rerun-if-changed=facts");
    println!("cargo::rerun-if-changed=overlay");
    println!("cargo::rerun-if-changed=DATE");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/search/split.rs");
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
                Version::read(text).map_err(|problem| format!("{}: {problem}", path.display()))?,
            );
        }
    }
    // By service, newest first.
    versions.sort_by(|a, b| a.service.cmp(&b.service).then(b.date.cmp(&a.date)));
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let mut blocks = Vec::new();
    let mut packed = String::new();
    writeln!(packed, "pub(crate) static VERSIONS: [PackedVersion; {}] = [", versions.len())?;
    for version in &versions {
        let start = blocks.len();
        blocks.extend(deflated(&version.text));
        writeln!(packed, "PackedVersion::new({:?}, {start}, {}),", version.date, blocks.len())?;
    }
    packed.push_str("];\npub(crate) static SERVICES: &[Service] = &[\n");
    let mut first = 0;
    for versions in versions.chunk_by(|a, b| a.service == b.service) {
        service(&mut packed, first, versions)?;
        first += versions.len();
    }
    packed.push_str("];\n");
    let date = fs::read_to_string(folder.join("DATE"))?;
    writeln!(packed, "pub(crate) const DATE: &str = {:?};", date.trim_end())?;
    writeln!(packed, "pub(crate) const HASH: &str = {:?};", hash.digits())?;
    fs::write(out.join("services.rs"), packed)?;
    fs::write(out.join("blocks.bin"), blocks)?;
    fs::write(out.join("actions.bin"), deflated(&action_names(&versions)))?;
    let texts = versions.iter().map(|version| version.text.as_str());
    fs::write(out.join("search.bin"), search_index::pack(texts))?;
    Ok(())
}

/// A service with its versions, newest first; `first` is the place of the newest.
fn service(source: &mut String, first: usize, versions: &[Version]) -> Result<()> {
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

/// Lines `NAME SERVICE VERSION …`, with the places of services and of their versions.
fn action_names(versions: &[Version]) -> String {
    let mut places: BTreeMap<&str, String> = BTreeMap::new();
    for (service, versions) in versions.chunk_by(|a, b| a.service == b.service).enumerate() {
        for (place, version) in versions.iter().enumerate() {
            for action in version.actions() {
                let _ = write!(places.entry(action).or_default(), " {service} {place}");
            }
        }
    }
    places.iter().fold(String::new(), |lines, (name, places)| lines + name + places + "\n")
}

fn deflated(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL)
}
