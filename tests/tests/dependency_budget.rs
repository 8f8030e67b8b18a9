//! How much a user takes on: crates in the tree, and the oldest Rust that will do.
//!
//! Crates are counted as `cargo tree -e normal` lists them for Linux on x86-64,
//! each once, without the root. A budget that must grow is changed here, with
//! the reason.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::collections::BTreeSet;
use std::process::Command;

use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// Core without the feature `call`: a signer.
const SIGNER: usize = 15;
/// Core as a client uses it.
const CORE: usize = 32;
/// The same without procedural macros, which leave nothing in the binary.
const CORE_WITHOUT_MACROS: usize = 25;
/// What each transport may add to what core has.
const UREQ: usize = 18;
const HYPER: usize = 46;
/// What reading compressed answers may add to either.
const GZIP: usize = 5;

#[test]
fn core_is_small() {
    within(SIGNER, &["tencentcloud-core", "--no-default-features"]);
    within(CORE, &["tencentcloud-core"]);
    within(CORE_WITHOUT_MACROS, &["tencentcloud-core", "--edges=no-proc-macro"]);
}

#[test]
fn transports_are_small_and_the_blocking_one_has_no_runtime() {
    let core = crates(&["tencentcloud-core"]).len();
    within(core + HYPER, &["tencentcloud-hyper"]);
    within(core + UREQ, &["tencentcloud-ureq"]);
    within(core + HYPER + GZIP, &["tencentcloud-hyper", "--features=gzip"]);
    within(core + UREQ + GZIP, &["tencentcloud-ureq", "--features=gzip"]);

    let has = |package, name| crates(&[package]).iter().any(|c| c.starts_with(name));
    assert!(!has("tencentcloud-ureq", "tokio "));
    assert!(has("tencentcloud-hyper", "tokio "), "the check sees no tokio where it is");
    for package in ["tencentcloud-hyper", "tencentcloud-ureq"] {
        assert!(!has(package, "flate2 "), "{package} decodes without being asked to");
    }
}

fn within(budget: usize, package_and_options: &[&str]) {
    let crates = crates(package_and_options);
    let count = crates.len();
    assert!(count > 5, "{package_and_options:?}: the tree was not read");
    assert!(
        count <= budget,
        "{package_and_options:?}: {count} crates, {budget} allowed:\n{crates:#?}"
    );
}

/// Name and version of every crate below the root, each once.
fn crates(package_and_options: &[&str]) -> BTreeSet<String> {
    let output = Command::new("cargo")
        .args(["tree", "--edges=normal", "--prefix=none", "--no-dedupe"])
        .args(["--target=x86_64-unknown-linux-gnu", "--package"])
        .args(package_and_options)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree failed: {complaint}");
    unique_without_root(&String::from_utf8_lossy(&output.stdout))
}

/// A line is `name vVERSION`, perhaps with a path or `(proc-macro)` behind it.
/// The root comes first.
fn unique_without_root(tree: &str) -> BTreeSet<String> {
    tree.lines()
        .skip(1)
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?))
        })
        .collect()
}

#[test]
fn a_crate_counts_once_and_the_root_not_at_all() {
    let tree =
        "root v1.0.0 (/somewhere)\na v1.0.0\nb v2.0.0 (proc-macro)\na v1.0.0 (*)\n\na v2.0.0";
    let crates: Vec<String> = unique_without_root(tree).into_iter().collect();
    assert_eq!(crates, ["a v1.0.0", "a v2.0.0", "b v2.0.0"]);
}

#[test]
fn declared_rust_versions_are_those_promised() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for package in metadata.workspace_packages() {
        let promised = match package.name.as_str() {
            "tencentcloud-emulator" | "tencentcloud-explorer" | "tencentcloud-cli" => 90,
            "tencentcloud-tests" | "tencentcloud-benches" | "xtask" => 95,
            _ => 88,
        };
        assert_eq!(package.rust_version, Some(Version::new(1, promised, 0)), "{}", package.name);
    }
}

/// No older toolchain is tried; what every crate declares is compared instead.
#[test]
fn nobody_uses_a_crate_that_needs_a_newer_rust() {
    let metadata = MetadataCommand::new()
        .other_options(["--filter-platform=x86_64-unknown-linux-gnu".to_owned()])
        .exec()
        .unwrap();
    for user in metadata.workspace_packages() {
        let used = used_by(&metadata, user);
        let too_new: Vec<String> = used
            .iter()
            .filter(|used| needs_newer(user.rust_version.as_ref(), used.rust_version.as_ref()))
            .map(|used| format!("{} {} needs {:?}", used.name, used.version, used.rust_version))
            .collect();
        assert!(too_new.is_empty(), "{}: {too_new:#?}", user.name);
    }
}

/// Everything that is compiled to build `user`, but not its tests.
fn used_by<'a>(metadata: &'a Metadata, user: &Package) -> Vec<&'a Package> {
    let nodes = &metadata.resolve.as_ref().unwrap().nodes;
    let suppliers = |id: &PackageId| -> Vec<&'a PackageId> {
        let node = nodes.iter().find(|node| &node.id == id).unwrap();
        node.deps
            .iter()
            .filter(|dep| {
                let mut kinds = dep.dep_kinds.iter();
                kinds.any(|kind| kind.kind != DependencyKind::Development)
            })
            .map(|dep| &dep.pkg)
            .collect()
    };
    let mut seen = BTreeSet::new();
    let mut open = suppliers(&user.id);
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(suppliers(id));
        }
    }
    seen.into_iter().map(|id| &metadata[id]).collect()
}

fn needs_newer(declared: Option<&Version>, needed: Option<&Version>) -> bool {
    match (declared, needed) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(declared), Some(needed)) => needed > declared,
    }
}

#[test]
fn a_newer_rust_is_noticed() {
    let [old, new] = [Version::new(1, 88, 0), Version::new(1, 89, 0)];
    assert!(needs_newer(Some(&old), Some(&new)));
    assert!(needs_newer(None, Some(&old)));
    assert!(!needs_newer(Some(&new), Some(&old)));
    assert!(!needs_newer(Some(&old), Some(&old)));
    assert!(!needs_newer(Some(&old), None));
}
