//! Look-up of services and actions by name.

use std::sync::OnceLock;

use crate::facts::inflate;
use crate::packed::{ACTION_NAMES, SERVICES};
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
    let places = versions_with(action_names(), name).unwrap_or_default();
    let mut numbers = places.split(' ').map(|number| number.parse::<usize>().ok());
    std::iter::from_fn(move || Some((numbers.next()??, numbers.next()??))).filter_map(
        move |(service, version)| {
            let service = SERVICES.get(service)?;
            service.version(service.dates().nth(version)?)?.action(name)
        },
    )
}

fn action_names() -> &'static str {
    static NAMES: OnceLock<String> = OnceLock::new();
    NAMES.get_or_init(|| inflate(ACTION_NAMES).unwrap_or_default())
}

/// What follows the name on its line.
fn versions_with<'a>(lines: &'a str, name: &str) -> Option<&'a str> {
    lines.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}
