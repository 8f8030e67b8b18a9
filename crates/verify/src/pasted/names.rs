//! Names of services, versions and actions in the catalog.

use tencentcloud_catalog::{Action, Service, actions_named, nearest, service, services};

use super::PastedError;

/// The action of a service with this name: of a version if one is named, else of the default
/// version, else of the newest that has it.
pub(super) fn action(
    service_name: &str,
    version: Option<&str>,
    name: &str,
) -> Result<&'static Action, PastedError> {
    let known = service(service_name).ok_or_else(|| {
        unknown("service", service_name, nearest(service_name, services().map(Service::name)))
    })?;
    let Some(date) = version else {
        let names = known.versions().flat_map(|version| version.actions);
        let names = names.map(|action| action.name);
        return known.action(name).ok_or_else(|| unknown("action", name, nearest(name, names)));
    };
    let version = known
        .version(date)
        .ok_or_else(|| unknown("version", date, nearest(date, known.dates())))?;
    version.action(name).ok_or_else(|| {
        let names = version.actions.iter().map(|action| action.name);
        unknown("action", name, nearest(name, names))
    })
}

/// The action that a request names: of the first of these services that has it, since the
/// scope of a signature may be the mistake; else, where none is a service, as in a request to
/// this machine, of any service that has it in this version, ecm first.
pub(super) fn action_of_request(
    service_names: [Option<&str>; 2],
    version: &str,
    name: &str,
) -> Result<&'static Action, PastedError> {
    let names = service_names.into_iter().flatten();
    let found = names.clone().filter(|name| service(name).is_some());
    let mut found = found.map(|known| action(known, Some(version), name));
    if let Some(first) = found.next() {
        return found.fold(first, Result::or);
    }
    let others = actions_named(name).filter(|action| action.version == version);
    others.min_by_key(|action| (action.service != "ecm", action.service)).ok_or_else(|| {
        let name = names.last().unwrap_or_default();
        unknown("service", name, nearest(name, services().map(Service::name)))
    })
}

fn unknown(kind: &'static str, name: &str, nearest: Option<&'static str>) -> PastedError {
    PastedError::Unknown { kind, name: name.to_owned(), nearest }
}
