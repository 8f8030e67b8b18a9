//! The decoded catalog: complete, and consistent in itself.

use std::collections::BTreeSet;

use tencentcloud_catalog::{Kind, Service, Structure, actions_named, services};

use crate::every_action;

#[test]
fn every_fact_is_decoded() {
    let versions: Vec<_> = services().flat_map(Service::versions).collect();
    let structures = || versions.iter().flat_map(|version| version.structures);
    let of_actions = every_action().map(|action| action.input.len() + action.output.len());
    let members = of_actions.sum::<usize>()
        + structures().map(|structure| structure.members().len()).sum::<usize>();
    assert_eq!((services().count(), versions.len()), (262, 300));
    assert_eq!((every_action().count(), structures().count()), (16_204, 15_636));
    // RequestId, which ends each output, is left out.
    assert_eq!(members + 16_204, 217_211);
    let codes: Vec<_> = versions.iter().flat_map(|version| version.error_codes).collect();
    assert_eq!((codes.len(), codes.iter().collect::<BTreeSet<_>>().len()), (17_600, 12_388));
    assert_eq!(structures().filter(|structure| structure.members().is_empty()).count(), 11);
}

/// Every structure belongs to the version of its member, so a walk ends.
#[test]
fn members_refer_to_structures_of_their_version() {
    for version in services().flat_map(Service::versions) {
        let of_actions = version.actions.iter().flat_map(|action| [action.input, action.output]);
        let of_structures = version.structures.iter().map(Structure::members);
        for member in of_actions.chain(of_structures).flatten() {
            if let Some(found) = structure(member.kind) {
                assert_eq!(version.structure(found.name), Some(found), "{}", member.name);
            }
        }
    }
}

#[test]
fn part_of_a_name_and_more_than_one_name_nothing() {
    let names = ["", "Describe", "DescribeImages 1", "ImportImage 0 0", "ImportImage ", "\n"];
    for name in names {
        assert_eq!(actions_named(name).count(), 0, "{name:?}");
    }
}

/// The structure in a type, without the lists around it.
fn structure(mut kind: Kind) -> Option<&'static Structure> {
    while let Kind::List(element) = kind {
        kind = *element;
    }
    if let Kind::Structure(structure) = kind { Some(structure) } else { None }
}
