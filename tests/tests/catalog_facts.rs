//! The catalog matches the service's published metadata.
//!
//! The types of `tencentcloud-ecm` are compared with the catalog. This test
//! compares the catalog with data that this project did not write.
#![expect(clippy::unwrap_used, reason = "a failed preparation fails the test")]

use serde::Deserialize;
use tencentcloud_catalog::{self as catalog, Kind};

#[derive(Deserialize)]
struct Facts {
    service: String,
    version: String,
    requests_per_second: u32,
    actions: Vec<Action>,
    structures: Vec<Structure>,
}

#[derive(Deserialize)]
struct Action {
    name: String,
    input: Vec<Member>,
    output: Vec<Member>,
    error_codes: Vec<String>,
}

#[derive(Deserialize)]
struct Structure {
    name: String,
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    name: String,
    r#type: String,
    /// Absent for output members.
    required: Option<bool>,
}

#[test]
fn actions_have_the_published_members_and_error_codes() {
    let facts = facts();
    assert_eq!(facts.actions.len(), 5);
    for action in &facts.actions {
        let name = &action.name;
        let ours = catalog::action(&facts.service, &facts.version, name).unwrap();
        assert_same_members(name, ours.input, &action.input);

        // Every response has a RequestId, so the catalog does not list it.
        let (request_id, output) = action.output.split_last().unwrap();
        assert_eq!(request_id.name, "RequestId");
        assert_same_members(name, ours.output, output);

        assert_eq!(ours.error_codes, action.error_codes, "{name}");
        assert_eq!(ours.rate, Some(facts.requests_per_second), "{name}");
    }
}

#[test]
fn structures_have_the_published_members() {
    let facts = facts();
    let version = catalog::service(&facts.service).unwrap().default_version();
    assert_eq!(version.version, facts.version);
    assert_eq!(facts.structures.len(), 4);
    for structure in &facts.structures {
        let ours = version.structure(&structure.name).unwrap();
        assert_same_members(&structure.name, ours.members(), &structure.members);
    }
}

fn facts() -> Facts {
    serde_json::from_str(include_str!("../data/ecm-2019-07-19.json")).unwrap()
}

fn assert_same_members(of: &str, ours: &[catalog::Member], published: &[Member]) {
    let names = |member: &catalog::Member| (member.name.to_owned(), type_name(member.kind));
    let types: Vec<_> = published
        .iter()
        .map(|member| (member.name.clone(), member.r#type.replace("uint64", "int64")))
        .collect();
    assert_eq!(ours.iter().map(names).collect::<Vec<_>>(), types, "{of}");
    for (ours, published) in ours.iter().zip(published) {
        // It means nothing in an output.
        if let Some(required) = published.required {
            assert_eq!(ours.required, required, "{of}: {}", ours.name);
        }
    }
}

/// The type's name in the metadata. In the catalog every integer has 64 bits.
fn type_name(kind: Kind) -> String {
    match kind {
        Kind::String => "string".to_owned(),
        Kind::Integer | Kind::Unsigned => "int64".to_owned(),
        Kind::Float => "float".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Structure(structure) => structure.name.to_owned(),
        Kind::List(element) => format!("list of {}", type_name(*element)),
        other => format!("{other:?}"),
    }
}
