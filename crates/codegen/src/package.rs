//! A crate with the types of a service.
//!
//! ```
//! use std::path::Path;
//! use tencentcloud_codegen::package::{CoreSource, Package};
//! use tencentcloud_codegen::types::Types;
//!
//! let core: CoreSource = "path=../tencentcloud".parse()?;
//! let package = Package::new(Types::of("sts")?, core);
//! let files = package.files();
//! let manifest = &files[Path::new("Cargo.toml")];
//! assert!(manifest.contains("name = \"tencentcloud-sts\""));
//! assert!(files.contains_key(Path::new("src/generated/actions/get_caller_identity.rs")));
//!
//! // What was generated is in the manifest.
//! assert_eq!(Package::of_manifest(manifest)?.files(), files);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tencentcloud_catalog as catalog;

use crate::types::Types;

mod examples;
mod manifest;
mod program;
mod source;
mod text;

pub use self::manifest::NotGenerated;
pub use self::source::{CoreSource, InvalidSource};

/// The folder that only has generated files.
pub const GENERATED: &str = "src/generated";

/// The file with the tests of a crate whose core is in a checkout or a repository.
pub const EXAMPLES: &str = "tests/examples.rs";

/// A crate with the types of a service.
#[derive(Debug, Clone)]
pub struct Package {
    types: Types,
    core: CoreSource,
    /// The date of the catalog that it was generated from.
    catalog: String,
}

impl Package {
    /// With these types, from the catalog of this program.
    pub fn new(types: Types, core: CoreSource) -> Self {
        Self { types, core, catalog: catalog::DATE.to_owned() }
    }

    /// As the manifest of a generated crate records it. Its [`files`](Self::files) are those
    /// that the catalog and the generator of this program make.
    ///
    /// # Errors
    ///
    /// If no generator wrote the manifest, or the catalog does not have what it names.
    pub fn of_manifest(manifest: &str) -> Result<Self, NotGenerated> {
        manifest::read(manifest)
    }

    /// The name of the crate: `tencentcloud-cvm`.
    pub fn name(&self) -> String {
        format!("tencentcloud-{}", self.types.service().name())
    }

    /// All files by their paths within the crate. The same package gives the same texts.
    pub fn files(&self) -> BTreeMap<PathBuf, String> {
        let generated = Path::new(GENERATED);
        let parent = generated.parent().unwrap_or(generated);
        let module = self.types.files("generated").into_iter();
        let mut files: BTreeMap<_, _> =
            module.map(|(path, text)| (parent.join(path), text)).collect();
        let mut file = |path: &str, text: String| files.insert(path.into(), text);
        file("Cargo.toml", self.manifest());
        file("README.md", self.readme());
        file("LICENSE-MIT", include_str!("../LICENSE-MIT").into());
        file("LICENSE-APACHE", include_str!("../LICENSE-APACHE").into());
        // Formatted files would differ from those that are generated.
        file("rustfmt.toml", "disable_all_formatting = true\n".into());
        file("src/lib.rs", self.library());
        if !matches!(self.core, CoreSource::Version(_)) {
            file(EXAMPLES, self.examples());
        }
        files
    }

    /// The command that generates it again, in its folder.
    pub fn command(&self) -> String {
        self.command_to(".")
    }

    /// The command that generates it in this folder.
    pub(crate) fn command_to(&self, folder: &str) -> String {
        let date = self.types.date().map(|date| format!(" --version {date}"));
        let only = self.types.chosen().map(|chosen| {
            let names = chosen.iter().flat_map(|name| [" ", name]);
            format!(" --only{}", names.collect::<String>())
        });
        format!(
            "tc3 generate crate {}{}{} --core {} --out {}",
            self.types.service().name(),
            date.unwrap_or_default(),
            only.unwrap_or_default(),
            quoted(&self.core.to_string()),
            quoted(folder)
        )
    }
}

/// A word of a shell.
fn quoted(word: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./=:#@+,".contains(&b);
    if word.bytes().all(is_plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests;
