//! Who may depend on whom: a crate uses only crates of lower floors.
//!
//! The floors are drawn in `docs/architecture.md`. Normal and build
//! dependencies count; dev-dependencies are free, since nobody who uses a crate
//! builds them. A crate that stands on no floor is an error too: whoever adds
//! one decides where it belongs.

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Lowest first. The last one holds what is never published.
const FLOORS: &[&[&str]] = &[
    &["tencentcloud-core", "tencentcloud-catalog"],
    &["tencentcloud-hyper", "tencentcloud-ureq", "tencentcloud-verify", "tencentcloud-testing"],
    &["tencentcloud-client", "tencentcloud-codegen", "tencentcloud-emulator"],
    &["tencentcloud-ecm"],
    &["tencentcloud-explorer"],
    &["tencentcloud-cli"],
    &["tencentcloud-benches", "tencentcloud-tests", "xtask"],
];

#[test]
fn every_dependency_goes_to_a_lower_floor() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let packages = metadata.workspace_packages();
    let members: Vec<&str> = packages.iter().map(|p| p.name.as_str()).collect();
    let edges: Vec<(&str, &str)> = packages
        .iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                // A path is what makes a dependency one of ours.
                .filter(|dependency| dependency.path.is_some())
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .map(|dependency| (package.name.as_str(), dependency.name.as_str()))
        })
        .collect();

    // With no edge at all the check would be blind, not satisfied.
    assert!(edges.contains(&("tencentcloud-client", "tencentcloud-core")));
    let faults = faults(&members, &edges);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every crate without a floor and every edge that does not go down, in words.
fn faults(members: &[&str], edges: &[(&str, &str)]) -> Vec<String> {
    let homeless = members
        .iter()
        .filter(|member| floor(member).is_none())
        .map(|member| format!("{member} stands on no floor: add it to FLOORS"));
    let upward = edges
        .iter()
        .filter(|(user, used)| match (floor(user), floor(used)) {
            (Some(from), Some(to)) => to >= from,
            _ => true,
        })
        .map(|(user, used)| format!("{user} may not use {used}: it is not on a lower floor"));
    homeless.chain(upward).collect()
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

#[test]
fn an_edge_upward_sideways_or_to_an_unknown_crate_is_a_fault() {
    let (core, client, verify) =
        ("tencentcloud-core", "tencentcloud-client", "tencentcloud-verify");
    let members = [core, client, verify, "tencentcloud-hyper"];
    assert_eq!(faults(&members, &[(client, core), (client, verify)]), [""; 0]);

    for edge in [
        (core, client),                  // upward
        (verify, "tencentcloud-hyper"),  // sideways
        (core, core),                    // to itself
        (client, "tencentcloud-shared"), // to nowhere
    ] {
        let faults = faults(&members, &[edge]);
        assert_eq!(faults.len(), 1, "{edge:?}");
        assert!(faults[0].contains(edge.0) && faults[0].contains(edge.1), "{faults:?}");
    }
}

#[test]
fn a_crate_without_a_floor_is_a_fault() {
    let faults = faults(&["tencentcloud-core", "tencentcloud-shared"], &[]);
    assert_eq!(faults, ["tencentcloud-shared stands on no floor: add it to FLOORS"]);
}
