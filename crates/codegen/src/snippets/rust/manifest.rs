//! The dependencies of a program.

use super::library::CHECKOUT;
use super::{Program, Style};

impl Program {
    /// The lines below `[dependencies]`.
    pub(super) fn manifest(&self) -> String {
        let mut lines = vec![ours("client", self.names.contains("catalog").then_some("catalog"))];
        if let Some(typed) = &self.typed {
            lines.push(dependency(&typed.library.name, &typed.library.folder, None));
        }
        // As `tc3` and the explorer have it: the request says that it takes compressed bodies.
        let gzip = Some("gzip");
        match self.style {
            Style::Async => {
                lines.push(ours("hyper", gzip));
                lines.push(
                    "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n"
                        .into(),
                );
            }
            Style::Blocking => lines.push(ours("ureq", gzip)),
        }
        lines.sort();
        lines.concat()
    }
}

/// A crate of the repository.
fn ours(name: &str, feature: Option<&str>) -> String {
    dependency(&format!("tencentcloud-{name}"), &format!("{CHECKOUT}/crates/{name}"), feature)
}

fn dependency(name: &str, path: &str, feature: Option<&str>) -> String {
    let features = feature.map(|feature| format!(", features = [\"{feature}\"]"));
    format!("{name} = {{ path = \"{path}\"{} }}\n", features.unwrap_or_default())
}
