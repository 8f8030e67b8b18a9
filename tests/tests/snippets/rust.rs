//! Rust programs, built offline from the lock of the workspace: a package for all that have
//! the same dependencies, which are those that the snippet names.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use tencentcloud_codegen::snippets::Form;

use crate::Snippet;
use crate::programs::{Tools, root, succeed};

const MANIFEST: &str = r#"
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
    let mut packages: BTreeMap<String, Vec<&Snippet>> = BTreeMap::new();
    for snippet in snippets.iter().filter(|one| is_rust(one.form)) {
        packages.entry(dependencies(snippet)).or_default().push(snippet);
    }
    let folder = tools.folder.join("rust");
    // Programs of an earlier run may be of other cases.
    let _ = std::fs::remove_dir_all(&folder);
    for (index, (dependencies, snippets)) in packages.iter().enumerate() {
        let name = format!("snippets-{index}");
        let package = folder.join(&name);
        let sources = package.join("src/bin");
        std::fs::create_dir_all(&sources).unwrap();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[dependencies]\n{dependencies}{MANIFEST}"
        );
        std::fs::write(package.join("Cargo.toml"), manifest).unwrap();
        std::fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
        for snippet in snippets {
            let file = sources.join(snippet.name()).with_extension("rs");
            std::fs::write(file, &snippet.text).unwrap();
        }
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&package).args(["build", "--offline", "--quiet"]);
        cargo.env("CARGO_TARGET_DIR", root().join("target"));
        succeed(cargo, &format!("cargo build with\n{dependencies}"));
    }
}

/// The lines of the comment that begins a program, with this checkout for the one beside it.
fn dependencies(snippet: &Snippet) -> String {
    let (comment, _) = snippet.text.split_once("\n\n").unwrap();
    let lines = comment.lines().skip(1).map(|line| line.strip_prefix("// ").unwrap());
    let lines: String = lines.flat_map(|line| [line, "\n"]).collect();
    lines.replace("../tencentcloud", root().to_str().unwrap())
}

/// The program of a snippet.
pub(crate) fn program(_: &Tools, snippet: &Snippet) -> PathBuf {
    root().join("target/debug").join(snippet.name())
}

fn is_rust(form: Form) -> bool {
    matches!(form, Form::Rust | Form::RustBlocking)
}
