//! The dependencies of a program.

use super::{Program, Style};

impl Program {
    /// The lines below `[dependencies]`.
    pub(super) fn manifest(&self) -> String {
        let mut lines = ours("client", self.names.contains("catalog").then_some("catalog"));
        if self.is_typed {
            lines.push_str(&ours("ecm", None));
        }
        // As `tc3` and the explorer have it: the request says that it takes compressed bodies.
        let gzip = Some("gzip");
        match self.style {
            Style::Async => {
                lines.push_str(&ours("hyper", gzip));
                lines.push_str(
                    "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
                );
            }
            Style::Blocking => lines.push_str(&ours("ureq", gzip)),
        }
        lines
    }
}

/// A crate of the repository, in a checkout beside the package.
fn ours(name: &str, feature: Option<&str>) -> String {
    let features = feature.map(|feature| format!(", features = [\"{feature}\"]"));
    let features = features.unwrap_or_default();
    format!("tencentcloud-{name} = {{ path = \"../tencentcloud/crates/{name}\"{features} }}\n")
}
