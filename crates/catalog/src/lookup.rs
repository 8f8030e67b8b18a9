//! Lookup of services and actions.

use crate::{Action, Service, ecm};

const SERVICES: &[Service] = &[ecm::SERVICE];

/// All services, sorted by name.
pub fn services() -> &'static [Service] {
    SERVICES
}

/// The service with this short name.
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

/// The action with this name in a version of a service.
pub fn action(service: &str, version: &str, name: &str) -> Option<&'static Action> {
    self::service(service)?.version(version)?.action(name)
}

/// All actions with this name, in any service and version.
pub fn actions_named(name: &str) -> impl Iterator<Item = &'static Action> {
    SERVICES.iter().flat_map(Service::versions).filter_map(move |version| version.action(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Member};

    #[test]
    fn lookup_requires_exact_names() {
        assert!(action("ecm", "2019-07-19", "ImportImage").is_some());
        assert!(action("ecm", "2019-07-19", "importimage").is_none());
        assert!(action("ecm", "2019-07-20", "ImportImage").is_none());
        assert!(action("cvm", "2019-07-19", "ImportImage").is_none());
        let everywhere: Vec<_> = actions_named("ImportImage").collect();
        assert_eq!(everywhere.len(), 1);
        assert_eq!(everywhere[0].service, "ecm");
    }

    /// Lists are sorted, names are distinct, and every referenced structure exists.
    #[test]
    fn tables_are_consistent() {
        assert!(services().is_sorted_by(|a, b| a.name < b.name));
        for service in services() {
            let versions: Vec<_> = service.versions().collect();
            assert!(versions.is_sorted_by(|a, b| a.version > b.version));
            for version in versions {
                assert_eq!(version.service, service.name);
                assert!(version.actions.is_sorted_by(|a, b| a.name < b.name));
                assert!(version.structures.is_sorted_by(|a, b| a.name < b.name));
                let check = |members: &[Member]| {
                    for (at, member) in members.iter().enumerate() {
                        assert!(!member.summary.is_empty(), "{}", member.name);
                        assert!(members[..at].iter().all(|other| other.name != member.name));
                        let mut kind = member.kind;
                        while let Kind::List(element) = kind {
                            kind = *element;
                        }
                        if let Kind::Structure(name) = kind {
                            assert!(version.structure(name).is_some(), "{name}");
                        }
                    }
                };
                for action in version.actions {
                    assert_eq!((action.service, action.version), (service.name, version.version));
                    check(action.input);
                    check(action.output);
                    assert!(action.error_codes.is_sorted_by(|a, b| a < b));
                }
                for structure in version.structures {
                    check(structure.members);
                }
            }
        }
    }
}
