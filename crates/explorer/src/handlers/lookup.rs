//! Services and actions by the names that the page sends.

use tencentcloud_catalog::{self as catalog, Action, Service};

use crate::api::Language;
use crate::failure::Failure;

pub(super) fn find_service(name: &str) -> Result<&'static Service, Failure> {
    catalog::service(name)
        .ok_or_else(|| Failure::not_found(format!("the catalog has no service {name}")))
}

/// The action of a version; without one, of the default version, else of the newest that has
/// the action.
pub(super) fn find_action(
    language: Language,
    service: &str,
    version: Option<&str>,
    name: &str,
) -> Result<&'static Action, Failure> {
    let found = catalog::service(service).ok_or_else(|| {
        Failure::not_found(language.of(
            format!("The catalog has no service {service}."),
            format!("目录中没有产品 {service}。"),
        ))
    })?;
    let action = match version {
        Some(version) => found.version(version).and_then(|version| version.action(name)),
        None => found.action(name),
    };
    let version = version.map(|version| format!(" {version}")).unwrap_or_default();
    action.ok_or_else(|| {
        Failure::not_found(language.of(
            format!("The catalog has no action {name} of {service}{version}."),
            format!("目录中没有 {service}{version} 的接口 {name}。"),
        ))
    })
}

/// The versions of a service, the default one first. Only the default one is decoded.
pub(super) fn dates(service: &'static Service) -> Vec<&'static str> {
    let default = service.default_version().version;
    let rest = service.dates().filter(|date| *date != default);
    std::iter::once(default).chain(rest).collect()
}
