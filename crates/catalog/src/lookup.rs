//! Look-up of services and actions by name.

use crate::packed::{SERVICES, VERSIONS};
use crate::search::Index;
use crate::{Action, Service};

/// All services, sorted by name. Nothing is decoded.
pub fn services() -> impl Iterator<Item = &'static Service> {
    SERVICES.iter()
}

/// The service with this name: the word of the official command, or the product's.
pub fn service(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name() == name || service.product() == name)
}

/// The action with this name in a version of a service.
pub fn action(service: &str, version: &str, name: &str) -> Option<&'static Action> {
    self::service(service)?.version(version)?.action(name)
}

/// All actions with this name, by service, newest versions first. Only the versions that
/// have one are decoded.
pub fn actions_named(name: &str) -> impl Iterator<Item = &'static Action> {
    let versions = Index::open().versions_with(name).into_iter();
    let versions = versions.filter_map(|version| VERSIONS.get(version));
    let name = name.to_owned();
    versions.filter_map(move |version| version.decoded().action(&name))
}
