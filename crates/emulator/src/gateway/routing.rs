//! The product, version and action of a request.

use std::net::Ipv4Addr;

use tencentcloud_catalog::{Action, actions_named, service};
use tencentcloud_core::CommonCode;

use super::common_parameters::CommonParameters;
use crate::failure::Failure;
use crate::images::{self, Handler};
use crate::messages;

/// The product of a request that names none.
const DEFAULT: &str = "ecm";

/// The product of a request: the one that the scope names, else the one that the
/// first label of the host names, else one that has this action and version. A
/// local address names no product, so the last rule applies to it.
pub(super) fn product(scope: &str, host: Option<&str>, common: &CommonParameters<'_>) -> String {
    let label = host.and_then(product_label);
    let known = |name: &&str| service(name).is_some();
    let by_action = || {
        let mut found: Vec<&str> = actions_named(common.action)
            .filter(|action| action.version == common.version)
            .map(|action| action.service)
            .collect();
        found.sort_by_key(|&name| (name != DEFAULT, name));
        found.first().copied()
    };
    Some(scope)
        .filter(known)
        .or_else(|| label.filter(known))
        .or_else(by_action)
        // An unknown product that both scope and host name.
        .or_else(|| label.filter(|&label| label == scope))
        .unwrap_or(DEFAULT)
        .to_owned()
}

/// The first label of a host with several labels that is not an IP address.
fn product_label(host: &str) -> Option<&str> {
    let name = host.split_once("://").map_or(host, |(_, name)| name);
    let name = name.split(':').next().unwrap_or_default();
    if name.parse::<Ipv4Addr>().is_ok() {
        return None;
    }
    name.split_once('.').map(|(label, _)| label)
}

/// The action of a product with its handler.
pub(super) fn find(
    product: &str,
    common: &CommonParameters<'_>,
) -> Result<(&'static Action, Handler), Failure> {
    let Some(service) = service(product) else {
        return Err(Failure::common(CommonCode::NoSuchProduct, messages::no_such_product(product)));
    };
    let Some(version) = service.version(common.version) else {
        return Err(Failure::common(
            CommonCode::NoSuchVersion,
            messages::no_such_version(common.version, product),
        ));
    };
    version
        .action(common.action)
        .and_then(|action| Some((action, images::handler(action)?)))
        .ok_or_else(|| {
            Failure::common(
                CommonCode::InvalidAction,
                messages::invalid_action(common.action, product, common.version),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product_of(scope: &str, host: &str, action: &str) -> String {
        let common = CommonParameters { action, version: "2019-07-19", region: None };
        product(scope, Some(host), &common)
    }

    #[test]
    fn product_is_found_by_scope_then_host_then_action() {
        for (scope, host) in [
            ("ecm", "127.0.0.1:18080"),
            ("127", "127.0.0.1:18080"),
            ("ecm", "cvm.tencentcloudapi.com"),
            ("x", "ecm.ap-guangzhou.tencentcloudapi.com"),
            ("ecm", "http://127.0.0.1:18080"),
            ("localhost", "localhost:80"),
            ("cvm", "127.0.0.1"),
            ("[", "[::1]:80"),
        ] {
            assert_eq!(product_of(scope, host, "ImportImage"), "ecm", "{scope} {host}");
            assert_eq!(product_of(scope, host, "Nothing"), "ecm", "{scope} {host}");
        }
    }

    #[test]
    fn unknown_product_is_kept_for_the_message() {
        let host = "cvm.tencentcloudapi.com";
        assert_eq!(product_of("cvm", host, "RunInstances"), "cvm");
        assert_eq!(product_of("vpc", host, "RunInstances"), "ecm");
    }
}
