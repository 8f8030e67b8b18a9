//! Modules, as files or within one text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A module of generated code.
pub(super) struct Module {
    pub(super) name: String,
    /// A sentence; empty for a module that only its parent sees.
    pub(super) documentation: String,
    /// Attributes of the module, without `#[…]`.
    pub(super) attributes: &'static [&'static str],
    /// The code beside the children.
    pub(super) text: String,
    pub(super) children: Vec<Self>,
    pub(super) visibility: Visibility,
}

/// How the module around it hands it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// Under its name.
    Public,
    /// What it has, and not its name.
    Flat,
}

impl Module {
    /// The content of the module, with its children inside.
    pub(super) fn inline(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            let _ = write!(text, "{} {{\n{}}}\n\n", child.declaration(), child.inline());
        }
        text + &self.uses() + &self.text
    }

    /// The content of the module, whose children are files.
    pub(super) fn with_files(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            let _ = writeln!(text, "{};", child.declaration());
        }
        if !self.children.is_empty() {
            text.push('\n');
        }
        text + &self.uses() + &self.text
    }

    /// The files of the children, in a folder. Each begins with `mark`.
    pub(super) fn files(&self, folder: &Path, mark: &str, files: &mut BTreeMap<PathBuf, String>) {
        for child in &self.children {
            let path = folder.join(&child.name);
            child.files(&path, mark, files);
            files.insert(path.with_extension("rs"), format!("{mark}\n{}", child.with_files()));
        }
    }

    fn declaration(&self) -> String {
        let mut text = String::new();
        if !self.documentation.is_empty() {
            let _ = writeln!(text, "/// {}", self.documentation);
        }
        for attribute in self.attributes {
            let _ = writeln!(text, "#[{attribute}]");
        }
        let visibility = if self.visibility == Visibility::Public { "pub " } else { "" };
        let _ = write!(text, "{visibility}mod {}", self.name);
        text
    }

    fn uses(&self) -> String {
        let flat = self.children.iter().filter(|child| child.visibility == Visibility::Flat);
        flat.fold(String::new(), |mut text, child| {
            if !child.attributes.is_empty() {
                text.push_str(
                    "#[allow(unreachable_pub, unused_imports, reason = \"generated\")]\n",
                );
            }
            let _ = writeln!(text, "pub use self::{}::*;", child.name);
            text
        })
    }
}
