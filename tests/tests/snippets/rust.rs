//! Rust programs: one package with all of them, built offline from the lock of the workspace.

use std::path::PathBuf;
use std::process::Command;

use tencentcloud_codegen::snippets::Form;

use crate::Snippet;
use crate::programs::{Tools, root, succeed};

/// The package; `cargo add` of a snippet's first line would write the same.
const MANIFEST: &str = r#"[package]
name = "snippets"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
tencentcloud-client = { path = "CRATES/client", features = ["catalog"] }
tencentcloud-ecm = { path = "CRATES/ecm" }
tencentcloud-hyper = { path = "CRATES/hyper", features = ["gzip"] }
tencentcloud-ureq = { path = "CRATES/ureq", features = ["gzip"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

# A warning in a program that somebody copies is a mistake.
[lints.rust]
warnings = "deny"

# As the workspace, so that they share what is built.
[profile.dev]
debug = "line-tables-only"

[profile.dev.package.sha2]
opt-level = 3
"#;

/// Compiles every Rust snippet.
pub(crate) fn build(tools: &Tools, snippets: &[Snippet]) {
    let package = tools.folder.join("rust");
    let sources = package.join("src/bin");
    // Programs of an earlier run may be of other cases.
    let _ = std::fs::remove_dir_all(&sources);
    std::fs::create_dir_all(&sources).unwrap();
    let crates = root().join("crates");
    let manifest = MANIFEST.replace("CRATES", crates.to_str().unwrap());
    std::fs::write(package.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    for snippet in snippets.iter().filter(|one| is_rust(one.form)) {
        let file = sources.join(snippet.name()).with_extension("rs");
        std::fs::write(file, &snippet.text).unwrap();
    }
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&package).args(["build", "--offline", "--quiet"]);
    cargo.env("CARGO_TARGET_DIR", root().join("target"));
    succeed(cargo, "cargo build");
}

/// The program of a snippet.
pub(crate) fn program(_: &Tools, snippet: &Snippet) -> PathBuf {
    root().join("target/debug").join(snippet.name())
}

fn is_rust(form: Form) -> bool {
    matches!(form, Form::Rust | Form::RustBlocking)
}
