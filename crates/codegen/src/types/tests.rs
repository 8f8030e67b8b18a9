use std::collections::BTreeSet;

use super::field::output_fields;
use super::names::{KEYWORDS, METHODS};
use super::*;

/// Every version of every service.
fn versions() -> impl Iterator<Item = &'static Version> {
    services().flat_map(Service::versions)
}

fn check(owner: &str, fields: &[Field]) {
    let names: BTreeSet<&str> = fields.iter().map(|field| &*field.name).collect();
    assert_eq!(names.len(), fields.len(), "{owner}");
    for name in names {
        let is_identifier =
            name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        assert!(is_identifier && !name.starts_with(|c: char| c.is_ascii_digit()), "{owner} {name}");
        assert!(!KEYWORDS.contains(&name) && !METHODS.contains(&name), "{owner} {name}");
    }
}

#[test]
fn every_field_of_the_catalog_has_a_name_of_its_own_that_hides_nothing() {
    for version in versions() {
        let structures = Structures::of(version);
        for action in version.actions {
            check(action.name, &input_fields(action, &structures));
            check(action.name, &output_fields(action, &structures));
        }
        for structure in version.structures {
            check(structure.name, &structure_fields(structure, &structures));
        }
    }
}

#[test]
fn every_type_beside_an_action_has_a_name_of_its_own() {
    for version in versions() {
        let mut names = BTreeSet::new();
        for action in version.actions {
            let beside =
                ["", "Output", "Required"].map(|suffix| format!("{}{suffix}", action.name));
            let code = (!action.error_codes.is_empty()).then(|| action::code_enum(version, action));
            for name in beside.into_iter().chain(code) {
                assert!(
                    names.insert(name.clone()),
                    "{} {} {name}",
                    version.service,
                    version.version
                );
            }
        }
    }
}

#[test]
fn every_service_has_its_types() {
    for service in services() {
        let module = Types::of(service.name()).unwrap().module();
        let actions = module.matches("impl ::tencentcloud_core::Action for ").count();
        assert_eq!(actions, service.action_count(), "{}", service.name());
    }
}

/// A structure that contains itself has a box on the way, or no value of it would exist.
#[test]
fn recursion_is_boxed_by_need() {
    let module = |service| Types::of(service).unwrap().module();
    for (service, field) in [
        ("cngw", "Box<super::super::structures::CNAPIGwMCPToolParam>"),
        ("oceanus", "Box<super::super::structures::JobConfig>"),
        ("databuddy", "Box<super::super::structures::WorkflowTask>"),
    ] {
        assert!(module(service).contains(field), "{service}");
    }
    assert!(!module("ecm").contains("Box<"));
}

#[test]
fn a_choice_of_actions_has_what_it_needs_and_changes_no_type() {
    let all = Types::of("cvm").unwrap();
    let some = all.clone().only(["RunInstances"]).unwrap();
    let (all, some) = (all.files("cvm"), some.files("cvm"));
    assert!(some.len() < all.len() / 3);
    let is_list = |path: &Path| path.ends_with("actions.rs") || path.ends_with("structures.rs");
    for (path, text) in some.iter().filter(|(path, _)| !is_list(path)) {
        assert_eq!(all.get(path), Some(text), "{}", path.display());
    }
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    let message = |result: Result<Types, Unknown>| result.unwrap_err().to_string();
    assert_eq!(message(Types::of("cvmm")), "there is no service \"cvmm\"; did you mean cvm?");
    let cvm = || Types::of("cvm").unwrap();
    assert!(message(cvm().version("2017-03-21")).contains("did you mean 2017-03-12?"));
    assert!(message(cvm().only(["RunInstance"])).contains("did you mean RunInstances?"));
    assert_eq!(Types::of("as").unwrap().service().name(), "autoscaling");
}
