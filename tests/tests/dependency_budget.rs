//! Dependency budgets: how many crates each published crate adds to a build, and
//! the oldest Rust that compiles it.
//!
//! Counted are the lines of `cargo tree -e normal` for Linux on x86-64, each crate
//! once, without the root. To raise a budget, change it here and give the reason.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::collections::BTreeSet;
use std::process::Command;

use cargo_metadata::semver::Version;
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// Arguments of `cargo tree` after `--package`, and the budget.
type Budget = (&'static [&'static str], usize);

/// Budgets independent of other crates.
const ABSOLUTE: &[Budget] = &[
    // A signer.
    (&["tencentcloud-core", "--no-default-features"], 15),
    (&["tencentcloud-core"], 32),
    // Procedural macros leave nothing in the binary.
    (&["tencentcloud-core", "--edges=no-proc-macro"], 25),
    (&["tencentcloud-catalog"], 3),
    // serde_json with what it uses, and strsim.
    (&["tencentcloud-catalog", "--features=json"], 8),
    (&["tencentcloud-client"], 45),
    // The catalog, memchr and miniz_oxide with adler2; strsim for the nearest name.
    (&["tencentcloud-client", "--features=validate"], 45),
    // Core, the catalog with its check of JSON, and base64.
    (&["tencentcloud-codegen"], 40),
    (&["tencentcloud-emulator"], 70),
    // rustls with ring; rcgen with its encoder and times, for certificates.
    (&["tencentcloud-emulator", "--features=tls"], 85),
    // Client, emulator and hyper; axum with its router, rust-embed with its walk of folders.
    (&["tencentcloud-explorer"], 115),
    (&["tencentcloud-cli"], 215),
];

/// Budgets on top of core.
const MORE_THAN_CORE: &[Budget] = &[
    // Core alone.
    (&["tencentcloud-verify"], 1),
    (&["tencentcloud-testing"], 1),
    (&["tencentcloud-ecm"], 1),
    // TLS, roots of the platform.
    (&["tencentcloud-net"], 14),
    (&["tencentcloud-net", "--features=gzip"], 14 + GZIP),
    // Core, net, TLS and the HTTP library.
    (&["tencentcloud-ureq"], UREQ),
    (&["tencentcloud-hyper"], HYPER),
    (&["tencentcloud-ureq", "--features=gzip"], UREQ + GZIP),
    (&["tencentcloud-hyper", "--features=gzip"], HYPER + GZIP),
];

/// Budgets on top of the client.
const MORE_THAN_CLIENT: &[Budget] = &[
    // redis with its URLs; rustls with ring, and the certificates of the system.
    (&["tencentcloud-quota"], 50),
];

const UREQ: usize = 19;
const HYPER: usize = 47;
/// Decoding of compressed responses.
const GZIP: usize = 5;

#[test]
fn every_crate_is_within_its_budget() {
    let core = crates(&["tencentcloud-core"]).len();
    for (package, budget) in ABSOLUTE {
        assert_within(package, *budget);
    }
    for (package, budget) in MORE_THAN_CORE {
        assert_within(package, core + budget);
    }
    let client = crates(&["tencentcloud-client"]).len();
    for (package, budget) in MORE_THAN_CLIENT {
        assert_within(package, client + budget);
    }
}

#[test]
fn exactly_the_published_crates_have_a_budget() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let packages = metadata.workspace_packages();
    // `publish = false` is an empty list of registries.
    let published = packages.iter().filter(|package| package.publish.is_none());
    let published: BTreeSet<&str> = published.map(|package| package.name.as_str()).collect();
    let budgets = ABSOLUTE.iter().chain(MORE_THAN_CORE).chain(MORE_THAN_CLIENT);
    let listed: BTreeSet<&str> =
        budgets.filter_map(|(package, _)| package.first().copied()).collect();
    assert_eq!(listed, published);
}

#[test]
fn shared_rates_need_no_runtime_and_are_in_no_other_library() {
    assert!(!uses("tencentcloud-quota", "tokio "));
    assert!(uses("tencentcloud-quota", "redis "), "the check does not see redis");
    for (package, _) in ABSOLUTE.iter().chain(MORE_THAN_CORE) {
        assert!(package == &["tencentcloud-cli"] || !uses(package[0], "redis "), "{package:?}");
    }
}

#[test]
fn the_blocking_transport_has_no_runtime_and_gzip_is_off_by_default() {
    assert!(!uses("tencentcloud-ureq", "tokio "));
    assert!(uses("tencentcloud-hyper", "tokio "), "the check does not see tokio");
    for package in ["tencentcloud-hyper", "tencentcloud-ureq"] {
        assert!(!uses(package, "flate2 "), "{package}");
    }
}

fn uses(package: &str, name: &str) -> bool {
    crates(&[package]).iter().any(|used| used.starts_with(name))
}

fn assert_within(package_and_options: &[&str], budget: usize) {
    let crates = crates(package_and_options);
    let count = crates.len();
    // Guards against a tree that was not read.
    assert!(count > 2 || budget == 0, "{package_and_options:?}: {crates:?}");
    assert!(
        count <= budget,
        "{package_and_options:?}: {count} crates, the budget is {budget}:\n{crates:#?}"
    );
}

/// Name and version of every crate below the root.
fn crates(package_and_options: &[&str]) -> BTreeSet<String> {
    let output = Command::new("cargo")
        .args(["tree", "--edges=normal", "--prefix=none", "--no-dedupe"])
        .args(["--target=x86_64-unknown-linux-gnu", "--package"])
        .args(package_and_options)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree failed: {stderr}");
    unique_without_root(&String::from_utf8_lossy(&output.stdout))
}

/// Parses lines of the form `name vVERSION`, with an optional path or
/// `(proc-macro)` after it. The first line is the root.
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
fn a_crate_counts_once_and_the_root_does_not() {
    let tree =
        "root v1.0.0 (/somewhere)\na v1.0.0\nb v2.0.0 (proc-macro)\na v1.0.0 (*)\n\na v2.0.0";
    let crates: Vec<String> = unique_without_root(tree).into_iter().collect();
    assert_eq!(crates, ["a v1.0.0", "a v2.0.0", "b v2.0.0"]);
}

#[test]
fn declared_rust_versions_match_the_policy() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for package in metadata.workspace_packages() {
        let minor = match package.name.as_str() {
            "tencentcloud-emulator" | "tencentcloud-explorer" | "tencentcloud-cli" => 90,
            "tencentcloud-tests" | "tencentcloud-benches" | "xtask" => 95,
            _ => 88,
        };
        assert_eq!(package.rust_version, Some(Version::new(1, minor, 0)), "{}", package.name);
    }
}

/// Compares declared versions. No older toolchain is run.
#[test]
fn no_dependency_declares_a_newer_rust() {
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

/// All dependencies of `user`, dev-dependencies apart.
fn used_by<'a>(metadata: &'a Metadata, user: &Package) -> Vec<&'a Package> {
    let nodes = &metadata.resolve.as_ref().unwrap().nodes;
    let dependencies = |id: &PackageId| -> Vec<&'a PackageId> {
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
    let mut open = dependencies(&user.id);
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(dependencies(id));
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
fn a_newer_rust_is_detected() {
    let [old, new] = [Version::new(1, 88, 0), Version::new(1, 89, 0)];
    assert!(needs_newer(Some(&old), Some(&new)));
    assert!(needs_newer(None, Some(&old)));
    assert!(!needs_newer(Some(&new), Some(&old)));
    assert!(!needs_newer(Some(&old), Some(&old)));
    assert!(!needs_newer(Some(&old), None));
}
