//! Another service in the key or in the scope.

use crate::{
    AuthorizationFault, VerifyError,
    diagnose::{
        DiffersAt,
        cause::{Bilingual, Cause, Stage},
        search::Search,
    },
    host::Host,
    signing::KeyChain,
};

pub(crate) static CAUSE: Cause = Cause {
    name: "scope-service",
    explanation: Bilingual {
        en: "The service in the scope or in the key is not that of the request; use the name of the \
             product, as in its host, in lower case in both.",
        zh: "凭证范围或派生密钥中的产品名与请求不符；两处都应使用与域名一致的小写产品名。",
    },
    code: "service = other_name  // service = product, in the scope and in the key",
    at: &[Stage::Authorization, Stage::Signature],
    tc3: Some(
        |search| {
            if search.stage == Stage::Signature { of_key(search) } else { of_scope(search) }
        },
    ),
    // There are hundreds of products.
    is_costly: true,
    ..Cause::NEW
};

/// The scope is right, and the key is derived with another service.
fn of_key(search: &mut Search<'_>) {
    let service = search.claim.service;
    let mut services = vec![service.to_ascii_uppercase(), String::new()];
    services.extend(of_host(search));
    services.sort_unstable();
    services.dedup();
    services.retain(|other| other != service);
    for other in services {
        let detail = derived_with(&other);
        search.attempt_key(detail, |chain| {
            chain.set(KeyChain::SERVICE, other.clone().into_bytes());
        });
    }
    for product in search.server.products.iter().filter(|product| **product != service) {
        let detail = derived_with(product);
        search.attempt_key(detail, |chain| {
            chain.set(KeyChain::SERVICE, product.as_bytes());
        });
    }
}

/// The scope names no product, and is signed as it stands.
fn of_scope(search: &mut Search<'_>) {
    let service = search.claim.service;
    let mut of_key = vec![service.to_owned()];
    match search.error {
        VerifyError::InvalidAuthorization(AuthorizationFault::Service { product, .. }) => {
            of_key.push(product.clone());
        }
        VerifyError::InvalidAuthorization(AuthorizationFault::Credential) if service.is_empty() => {
            of_key.extend(of_host(search));
            of_key.extend(search.server.products.iter().map(|product| (*product).to_owned()));
        }
        _ => return,
    }
    for other in of_key {
        let detail = (
            format!("the scope names `{service}`, and the key is derived with `{other}`"),
            format!("凭证范围写的是 `{service}`，密钥以 `{other}` 派生"),
        );
        search.attempt(DiffersAt::Scope, detail, |signing| {
            signing.key.set(KeyChain::SERVICE, other.clone().into_bytes());
        });
    }
}

pub(super) fn derived_with(name: &str) -> (String, String) {
    (format!("the key is derived with `{name}`"), format!("密钥以 `{name}` 派生"))
}

/// The whole host with and without its port, and its first label.
fn of_host(search: &Search<'_>) -> Vec<String> {
    let Some(sent) = search.request.host() else {
        return vec![];
    };
    let host = Host::new(sent);
    let names = [Some(host.first_label()), Some(sent), host.without_port()];
    names.into_iter().flatten().map(str::to_owned).collect()
}
