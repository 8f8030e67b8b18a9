//! The layers of the workspace: a crate uses only crates of lower layers.
//!
//! `docs/architecture.md` draws the layers. Normal and build dependencies count.
//! Dev-dependencies do not: users of a crate never build them. The list names
//! exactly the members of the workspace.

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Lowest first. The crates of the last layer are never published.
const LAYERS: &[&[&str]] = &[
    &["tencentcloud-core", "tencentcloud-catalog"],
    &["tencentcloud-net", "tencentcloud-verify", "tencentcloud-testing"],
    &["tencentcloud-hyper", "tencentcloud-ureq"],
    &["tencentcloud-client", "tencentcloud-codegen", "tencentcloud-emulator"],
    &["tencentcloud-ecm", "tencentcloud-quota"],
    &["tencentcloud-explorer"],
    &["tencentcloud-cli"],
    &["tencentcloud-benches", "tencentcloud-tests", "xtask"],
];

#[test]
fn every_dependency_is_on_a_lower_layer() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let packages = metadata.workspace_packages();
    let members: Vec<&str> = packages.iter().map(|p| p.name.as_str()).collect();
    let edges: Vec<(&str, &str)> = packages
        .iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                // Only a crate of the workspace has a path.
                .filter(|dependency| dependency.path.is_some())
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .map(|dependency| (package.name.as_str(), dependency.name.as_str()))
        })
        .collect();

    // Guards against a filter that drops every edge.
    assert!(edges.contains(&("tencentcloud-client", "tencentcloud-core")));
    let violations = violations(LAYERS, &members, &edges);
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// Crates missing from the list or from the workspace, and edges that do not go
/// to a lower layer.
fn violations(layers: &[&[&str]], members: &[&str], edges: &[(&str, &str)]) -> Vec<String> {
    let layer = |name: &str| layers.iter().position(|layer| layer.contains(&name));
    let unlisted = members
        .iter()
        .filter(|member| layer(member).is_none())
        .map(|member| format!("{member} has no layer: add it to LAYERS"));
    let missing = layers
        .iter()
        .flat_map(|layer| layer.iter())
        .filter(|listed| !members.contains(listed))
        .map(|listed| format!("{listed} does not exist: remove it from LAYERS"));
    let upward = edges
        .iter()
        .filter(|(user, used)| match (layer(user), layer(used)) {
            (Some(from), Some(to)) => to >= from,
            _ => true,
        })
        .map(|(user, used)| format!("{user} must not use {used}, which is not on a lower layer"));
    unlisted.chain(missing).chain(upward).collect()
}

const SMALL: &[&[&str]] = &[&["core"], &["hyper", "verify"], &["client"]];
const MEMBERS: &[&str] = &["core", "hyper", "verify", "client"];

#[test]
fn an_edge_to_the_same_or_a_higher_layer_is_a_violation() {
    assert_eq!(violations(SMALL, MEMBERS, &[("client", "core"), ("client", "verify")]), [""; 0]);
    for edge in [
        ("core", "client"),   // upward
        ("verify", "hyper"),  // same layer
        ("core", "core"),     // itself
        ("client", "shared"), // not listed
    ] {
        let violations = violations(SMALL, MEMBERS, &[edge]);
        assert_eq!(violations.len(), 1, "{edge:?}");
        assert!(violations[0].contains(edge.0) && violations[0].contains(edge.1), "{violations:?}");
    }
}

#[test]
fn an_unlisted_and_a_missing_crate_are_violations() {
    let members = ["core", "hyper", "verify", "shared"];
    assert_eq!(
        violations(SMALL, &members, &[]),
        ["shared has no layer: add it to LAYERS", "client does not exist: remove it from LAYERS"]
    );
}
