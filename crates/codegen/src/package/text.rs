//! The documentation of a crate, and its root.

use std::fmt::Write;

use super::Package;
use crate::types::{MARK, sentence, version_name};

impl Package {
    /// One sentence: the service, in its own words, and the versions.
    pub(super) fn about(&self) -> String {
        let service = self.types.service();
        let title = sentence(service.title_en().unwrap_or(service.title()));
        let title = title.trim_end_matches(['.', '。']);
        let versions = self.types.versions().iter().map(|version| version.version);
        let versions: Vec<_> = versions.collect();
        format!("{title} of Tencent Cloud ({}, {}).", service.name(), versions.join(", "))
    }

    /// The documentation of `src/lib.rs`, which is also the `README.md`.
    fn documentation(&self, code: &str) -> String {
        let mut text = format!(
            "{}\n\n\
             An action is a struct with its input members, and its output is a type beside it.\n\
             A client of `tencentcloud-client` sends it:\n\n\
             ```{code}\n{}```\n\n\
             It depends on this crate and these (a path leads from the folder of this crate):\n\n\
             ```toml\n\
             {}{}```\n\n\
             The credentials come from `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`.\n",
            self.about(),
            self.program(),
            self.dependency("client", ""),
            self.dependency("ureq", ""),
        );
        let modules = self.types.modules();
        let has = |name: &str| modules.iter().any(|module| module == name);
        if has("structures") {
            text.push_str("Structures of inputs and outputs are in `structures`.\n");
        }
        if has("codes") {
            text.push_str("Error codes of the service are in `codes`.\n");
        }
        let versions = self.types.versions().iter().map(|version| version_name(version));
        let others: Vec<_> = versions.filter(|name| has(name)).collect();
        if !others.is_empty() {
            let _ = writeln!(text, "Actions of other versions are in `{}`.", others.join("`, `"));
        }
        let _ = write!(
            text,
            "\nThis crate is generated from the catalog of `tc3`. With `tc3`, in the folder of the\n\
             crate:\n\n\
             ```text\n\
             # Does it still say what the catalog says?\n\
             tc3 generate crate --check .\n\
             # Generate it again:\n\
             {}\n\
             ```\n",
            self.command()
        );
        text
    }

    /// `README.md`.
    pub(super) fn readme(&self) -> String {
        format!(
            "# {}\n\n{}\n\
             Licensed under MIT or Apache-2.0, at your option.\n",
            self.name(),
            self.documentation("rust,no_run")
        )
    }

    /// `src/lib.rs`.
    pub(super) fn library(&self) -> String {
        let mut text = format!("{MARK}\n");
        for line in self.documentation("no_run").lines() {
            let _ = writeln!(text, "{}", format!("//! {line}").trim_end());
        }
        text.push_str("\nmod generated;\n\npub use self::generated::*;\n");
        text
    }
}
