//! Look-up by name, over the whole catalog.

use std::collections::BTreeMap;

use tencentcloud_catalog::{Kind, Service, action, actions_named, service, services};

use crate::every_action;

#[test]
fn every_version_is_decoded_and_every_action_found() {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    let mut versions = 0;
    for service in services() {
        for version in service.versions() {
            versions += 1;
            assert_eq!(version.service, service.name());
            assert!(!version.actions.is_empty(), "{service:?}");
            for action in version.actions {
                assert_eq!(version.action(action.name), Some(action));
                assert_eq!(action.product, service.product());
                assert!(!action.title.is_empty(), "{}", action.name);
                *named.entry(action.name).or_default() += 1;
            }
            for structure in version.structures {
                assert_eq!(version.structure(structure.name), Some(structure));
            }
        }
    }
    assert_eq!((services().count(), versions, named.values().sum()), (262, 300, 16_204));
    // Each looks through the index, which takes its time without optimization.
    for (name, count) in named.into_iter().step_by(101) {
        assert_eq!(actions_named(name).count(), count, "{name}");
    }
    assert_eq!(actions_named("ImportImages").count(), 0);
}

#[test]
fn names_are_exact_and_both_words_of_a_service_are_known() {
    assert!(action("ecm", "2019-07-19", "importimage").is_none());
    assert!(action("ecm", "2019-07-20", "ImportImage").is_none());
    let scaling = service("autoscaling").unwrap();
    assert_eq!(service("as").map(Service::name), Some("autoscaling"));
    assert_eq!(scaling.product(), "as");
    let everywhere: Vec<_> = actions_named("ImportImage").map(|action| action.service).collect();
    assert_eq!(everywhere, ["cvm", "ecm"]);
}

/// The official command's order, where it is not the newest first.
#[test]
fn default_versions_are_those_of_the_official_command() {
    for (name, default) in [
        ("antiddos", "2020-03-09"),
        ("es", "2018-04-16"),
        ("monitor", "2018-07-24"),
        ("tke", "2018-05-25"),
        ("vod", "2018-07-17"),
    ] {
        let service = service(name).unwrap();
        assert_eq!(service.default_version().version, default, "{name}");
        assert_ne!(service.dates().next(), Some(default), "{name} has a newer one");
    }
    // Only the newer version has it.
    let noticed = service("monitor").unwrap().action("CreateNoticeContentTmpl").unwrap();
    assert_eq!(noticed.version, "2023-06-16");
}

#[test]
fn structure_that_contains_itself_can_be_walked() {
    let cls = service("cls").unwrap().default_version();
    let mut structure = cls.structure("EscalateNoticeInfo").unwrap();
    for _ in 0..1_000 {
        let next = structure.members().iter().find_map(|member| match member.kind {
            Kind::Structure(next) if next.name == "EscalateNoticeInfo" => Some(next),
            _ => None,
        });
        structure = next.unwrap();
    }
    assert!(format!("{structure:?}").len() < 1_000);
}

/// Those of es are set by the official SDK; of the others only the descriptions say it.
#[test]
fn four_actions_have_another_host() {
    let hosts: Vec<_> = every_action()
        .filter_map(|action| Some((action.service, action.name, action.host?)))
        .collect();
    assert_eq!(
        hosts,
        [
            ("cloudmate", "CloudMateAgent", "cloudmate.ai"),
            ("cls", "ChatCompletions", "cls.ai"),
            ("es", "ChatCompletions", "es.ai"),
            ("es", "ParseDocument", "es.ai"),
        ]
    );
}

#[test]
fn ecm_has_what_the_overlay_says() {
    let import = action("ecm", "2019-07-19", "ImportImage").unwrap();
    assert_eq!((import.rate, import.error_codes.len()), (Some(20), 10));
    assert!(import.summary.is_some() && import.regions.contains(&"ap-guangzhou"));
    assert!(import.documents("InvalidParameterValue.ImageDuplicate"));
}
