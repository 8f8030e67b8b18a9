//! Rust programs, built offline from the lock of the workspace: a package for all that have
//! the same comment above the code, which names their dependencies, and may have the command
//! that generates one of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tencentcloud_catalog as catalog;
use tencentcloud_codegen::snippets::{Call, Form, snippet, typed_actions};
use tencentcloud_core::{Endpoint, Request};

use crate::Snippet;
use crate::cases::is_rust;
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
    let mut packages: BTreeMap<Preparation, Vec<&Snippet>> = BTreeMap::new();
    for snippet in snippets.iter().filter(|one| is_rust(one.form)) {
        packages.entry(preparation(snippet)).or_default().push(snippet);
    }
    let folder = tools.folder.join("rust");
    // Programs of an earlier run may be of other cases.
    let _ = std::fs::remove_dir_all(&folder);
    for (index, (preparation, snippets)) in packages.iter().enumerate() {
        let Preparation { generate, dependencies } = preparation;
        let package = folder.join(format!("snippets-{index}"));
        let sources = package.join("src/bin");
        std::fs::create_dir_all(&sources).unwrap();
        for snippet in snippets {
            let file = sources.join(snippet.name()).with_extension("rs");
            std::fs::write(file, &snippet.text).unwrap();
        }
        if let Some(command) = generate {
            let mut shell = tools.command("sh".into());
            shell.current_dir(&package).args(["-c", command]);
            succeed(shell, command);
        }
        build_package(&package, dependencies);
    }
}

/// Compiles the program of every action of `tencentcloud-ecm`, with all members, as modules of
/// one library.
pub(crate) fn build_every_typed_action(tools: &Tools) {
    let package = tools.folder.join("rust/every-action");
    let sources = package.join("src");
    std::fs::create_dir_all(&sources).unwrap();
    let endpoint = Endpoint::nearest();
    let (mut library, mut dependencies) = (String::new(), String::new());
    for (service, version, name) in typed_actions() {
        let action = catalog::action(service, version, name).unwrap();
        let input = catalog::compact_json(&catalog::full_skeleton(action)).unwrap();
        let request = Request::new(service, version, name, input);
        let call = Call::new(&request, &endpoint);
        assert!(call.has_types(), "{name}");
        let program = snippet(Form::RustBlocking, &call).unwrap();
        let module = name.to_ascii_lowercase();
        let _ = writeln!(library, "#[allow(dead_code)]\nmod {module};");
        std::fs::write(sources.join(module).with_extension("rs"), program.code).unwrap();
        dependencies = at_this_checkout(&program.manifest.unwrap());
    }
    std::fs::write(sources.join("lib.rs"), library).unwrap();
    build_package(&package, &dependencies);
}

/// Builds what is in the folder of a package.
fn build_package(package: &Path, dependencies: &str) {
    let name = package.file_name().unwrap().to_str().unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\n{dependencies}{MANIFEST}"
    );
    std::fs::write(package.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    let mut cargo = Command::new("cargo");
    cargo.current_dir(package).args(["build", "--offline", "--quiet"]);
    cargo.env("CARGO_TARGET_DIR", root().join("target"));
    succeed(cargo, &format!("cargo build with\n{dependencies}"));
}

/// What the comment that begins a program says.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Preparation {
    /// The command that generates the crate with the types.
    generate: Option<String>,
    dependencies: String,
}

fn preparation(snippet: &Snippet) -> Preparation {
    let (comment, _) = snippet.text.split_once("\n\n").unwrap();
    let comment = at_this_checkout(comment);
    let lines: Vec<_> = comment.lines().map(|line| line.trim_start_matches("// ")).collect();
    let generate = lines.iter().find(|line| line.starts_with("tc3 generate crate "));
    assert_eq!(generate.is_some(), snippet.case.is_typed, "{}", snippet.name());
    let dependencies = lines.iter().skip_while(|line| !line.starts_with("[dependencies]"));
    let dependencies = dependencies.skip(1).flat_map(|line| [line, "\n"]).collect();
    Preparation { generate: generate.map(|command| (*command).to_owned()), dependencies }
}

/// With this checkout for the one beside the package.
fn at_this_checkout(text: &str) -> String {
    let checkout = root().to_str().unwrap().to_owned();
    let text = text.replace("\"../tencentcloud/", &format!("\"{checkout}/"));
    text.replace("path=../tencentcloud ", &format!("path={checkout} "))
}

/// The program of a snippet.
pub(crate) fn program(_: &Tools, snippet: &Snippet) -> PathBuf {
    root().join("target/debug").join(snippet.name())
}
