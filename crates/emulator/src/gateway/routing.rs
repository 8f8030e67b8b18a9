//! The product, version and action of a request.

use std::net::IpAddr;

use tencentcloud_catalog::{Action, actions_named, service};
use tencentcloud_core::CommonCode;
use tencentcloud_verify::{AuthorizationHeader, Scheme};

use super::common_parameters::CommonParameters;
use crate::api_request::{ApiRequest, CommonParameter};
use crate::failure::Failure;
use crate::images::{self, Handler};
use crate::{messages, stub};

/// The product of a request that names none.
const DEFAULT: &str = "ecm";

/// The product of a request, which `service` names: the service in the scope, or for
/// signature v1 the first label of the host.
///
/// SDKs that know no product sign the first label of any host, such as `127`. Then
/// the product is the one that has this action and version, if there is one. Any
/// other service is a product, known or not.
pub(super) fn product(
    scheme: Scheme,
    service: &str,
    host: Option<&str>,
    common: &CommonParameters<'_>,
) -> String {
    // A host may have capital letters, a product has none.
    let lower = host.map(str::to_ascii_lowercase);
    let host = lower.as_deref();
    let label = service.to_ascii_lowercase();
    let service = if scheme == Scheme::V1 { &label } else { service };
    if tencentcloud_catalog::service(service).is_some() {
        return service.to_owned();
    }
    let is_label = scheme == Scheme::V1 || host.is_some_and(|host| is_first_label(service, host));
    let is_official = host.is_some_and(|host| {
        OFFICIAL.iter().any(|domain| without_port(without_scheme(host)).ends_with(domain))
    });
    if !is_label || is_official {
        return service.to_owned();
    }
    let of_action = product_of_action(common.action, common.version);
    // Without an action to go by, a label of a longer name may be a product.
    let is_name = host.is_some_and(|host| {
        let name = without_scheme(host);
        name.contains('.') && without_port(name).parse::<IpAddr>().is_err()
    });
    of_action.unwrap_or(if is_name { service } else { DEFAULT }).to_owned()
}

/// A product that has this action in this version, ecm first.
pub(crate) fn product_of_action(action: &str, version: &str) -> Option<&'static str> {
    actions_named(action)
        .filter(|action| action.version == version)
        .map(|action| action.product)
        .min_by_key(|&name| (name != DEFAULT, name))
}

/// The product that a scope with this service should name: the same, if it is a product
/// of the catalog.
pub(crate) fn product_of_scope(service: &str, host: Option<&str>) -> String {
    let label = host.map(first_label).map(str::to_ascii_lowercase);
    let named = [Some(service), label.as_deref()].into_iter().flatten();
    let product = named.into_iter().find(|name| tencentcloud_catalog::service(name).is_some());
    product.unwrap_or(DEFAULT).to_owned()
}

/// Domains whose first label is always a product.
const OFFICIAL: [&str; 2] = [".tencentcloudapi.com", ".tencentcloudapi.cn"];

/// Whether `service` is the part of the host before the first dot, with or without
/// the port.
fn is_first_label(service: &str, host: &str) -> bool {
    let label = first_label(host);
    service.eq_ignore_ascii_case(label) || service.eq_ignore_ascii_case(without_port(label))
}

fn first_label(host: &str) -> &str {
    without_scheme(host).split('.').next().unwrap_or_default()
}

fn without_scheme(host: &str) -> &str {
    host.split_once("://").map_or(host, |(_, name)| name)
}

fn without_port(name: &str) -> &str {
    name.rsplit_once(':')
        .filter(|(_, port)| port.parse::<u16>().is_ok())
        .map_or(name, |(name, _)| name)
}

/// The action of a product with its handler. An action that is not modeled has one only
/// if there are stubs.
pub(super) fn find(
    product: &str,
    common: &CommonParameters<'_>,
    has_stubs: bool,
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
    let Some(action) = version.action(common.action) else {
        return Err(Failure::common(
            CommonCode::InvalidAction,
            messages::invalid_action(common.action, product, common.version),
        ));
    };
    let stub = has_stubs.then_some(stub::respond as Handler);
    let handler = images::handler(action).or(stub).ok_or_else(|| {
        Failure::common(CommonCode::UnsupportedOperation, messages::not_modeled(action))
    })?;
    Ok((action, handler))
}

/// What the emulator knows of the action that is named, whatever the result: `modeled`,
/// `stub` or `none`.
pub(crate) fn fidelity(request: &ApiRequest<'_>, has_stubs: bool) -> &'static str {
    let common = claim(request);
    let product = claimed_product(request, &common);
    if product != DEFAULT && !has_stubs {
        // A name of a request must not decode versions for nothing.
        return "none";
    }
    match tencentcloud_catalog::action(&product, common.version, common.action) {
        Some(action) if images::handler(action).is_some() => "modeled",
        Some(_) if has_stubs => "stub",
        _ => "none",
    }
}

/// Whether the action that a request names may be called without a signature.
pub(super) fn is_unsigned(product: &str, common: &CommonParameters<'_>) -> bool {
    let action = tencentcloud_catalog::action(product, common.version, common.action);
    action.is_some_and(|action| !action.signed)
}

/// The common parameters as far as the request has them.
fn claim<'a>(request: &'a ApiRequest<'_>) -> CommonParameters<'a> {
    let value = |parameter| request.value(parameter).ok().flatten().unwrap_or_default();
    CommonParameters {
        action: value(CommonParameter::ACTION),
        version: value(CommonParameter::VERSION),
        region: None,
    }
}

/// The product that a request names, whether or not its signature is valid.
pub(super) fn claimed_product(request: &ApiRequest<'_>, common: &CommonParameters<'_>) -> String {
    let host = request.raw.host();
    let authorization = request.raw.header("authorization").ok().flatten();
    let service = match authorization.map(AuthorizationHeader::parse) {
        Some(Ok(header)) => header.service,
        _ => first_label(host.unwrap_or_default()),
    };
    product(request.scheme, service, host, common)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product_of(scheme: Scheme, service: &str, host: &str, action: &str) -> String {
        let common = CommonParameters { action, version: "2019-07-19", region: None };
        product(scheme, service, Some(host), &common)
    }

    #[test]
    fn first_label_of_a_host_means_the_product_of_the_action() {
        for (service, host) in [
            ("ecm", "127.0.0.1:18080"),
            ("127", "127.0.0.1:18080"),
            ("127", "http://127.0.0.1:18080"),
            ("ecm", "cvm.tencentcloudapi.com"),
            ("localhost", "localhost:80"),
            ("localhost:80", "localhost:80"),
            ("[::1]", "[::1]:80"),
            ("[::1]:80", "[::1]:80"),
            ("LocalHost", "LocalHost:80"),
        ] {
            for action in ["ImportImage", "Nothing"] {
                assert_eq!(
                    product_of(Scheme::Tc3, service, host, action),
                    "ecm",
                    "{service} {host}"
                );
            }
        }
        assert_eq!(product_of(Scheme::Tc3, "some", "some.where.example", "ImportImage"), "ecm");
        assert_eq!(product_of(Scheme::V1, "", "", "ImportImage"), "ecm");
        assert_eq!(product_of(Scheme::V1, "ECM", "ECM.TencentCloudAPI.com", "Nothing"), "ecm");
        let cvm = product_of(Scheme::V1, "CVM", "CVM.TencentCloudAPI.com", "ImportImage");
        assert_eq!(cvm, "cvm");
    }

    #[test]
    fn other_service_is_the_product_on_any_host() {
        for host in [
            "127.0.0.1:18080",
            "localhost:80",
            "[::1]:80",
            "cvm.tencentcloudapi.com",
            "ecm.ap-guangzhou.tencentcloudapi.com",
            "some.where.example",
        ] {
            for action in ["ImportImage", "RunInstances"] {
                assert_eq!(product_of(Scheme::Tc3, "cvm", host, action), "cvm", "{host}");
            }
        }
        for scheme in [Scheme::Tc3, Scheme::V1] {
            assert_eq!(product_of(scheme, "cvm", "cvm.localhost:1", "RunInstances"), "cvm");
            for host in ["cvm.tencentcloudapi.com:443", "CVM.TencentCloudAPI.com"] {
                assert_eq!(product_of(scheme, "cvm", host, "ImportImage"), "cvm");
            }
        }
    }
}
