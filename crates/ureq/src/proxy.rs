//! Which requests go through a proxy, and which.
//!
//! ureq reads the environment too, but has one proxy for all schemes and asks
//! `ALL_PROXY` first. Here the rules are curl's, and loopback is never proxied.

use std::net::IpAddr;

use http::Uri;
use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::{Proxy, ProxyProtocol};

use crate::builder::BuildError;
use crate::error;

mod bypass;

use self::bypass::Bypass;

/// The proxies of a transport.
#[derive(Debug, Default)]
pub(crate) struct Proxies {
    http: Route,
    https: Route,
    bypass: Bypass,
}

#[derive(Debug, Clone, Default)]
enum Route {
    #[default]
    Direct,
    Through(Proxy),
    /// The environment names a proxy that cannot be used. To go around it is not
    /// what the user wants; to fail before it is needed is not either.
    Unusable(&'static str),
}

impl Proxies {
    /// Whatever `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` say now.
    pub(crate) fn from_environment() -> Self {
        Self::from_variables(variable)
    }

    /// One proxy for everything but loopback.
    pub(crate) fn everything_through(url: &str) -> Result<Self, BuildError> {
        let route = Route::Through(parse(url)?);
        Ok(Self { http: route.clone(), https: route, bypass: Bypass::default() })
    }

    /// Upper case wins over lower case, the variable of the scheme over
    /// `ALL_PROXY`, and an empty variable is one that is not set.
    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: [&'static str; 4]| {
            let set = |name: &&str| variable(name).is_some_and(|value| !value.trim().is_empty());
            let Some(name) = names.into_iter().find(set) else {
                return Route::Direct;
            };
            match parse(variable(name).unwrap_or_default().trim()) {
                Ok(proxy) => Route::Through(proxy),
                Err(_) => Route::Unusable(name),
            }
        };
        // In a CGI program HTTP_PROXY is what a client sent as its header `Proxy`.
        let http = match variable("REQUEST_METHOD") {
            Some(_) => "http_proxy",
            None => "HTTP_PROXY",
        };
        Self {
            http: first([http, "http_proxy", "ALL_PROXY", "all_proxy"]),
            https: first(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            bypass: variable("NO_PROXY")
                .or_else(|| variable("no_proxy"))
                .map(|list| Bypass::parse(&list))
                .unwrap_or_default(),
        }
    }

    /// The proxy for a request, if it needs one.
    pub(crate) fn choose(&self, uri: &Uri) -> Result<Option<Proxy>, TransportError> {
        let route = match uri.scheme_str() {
            Some("http") => &self.http,
            _ => &self.https,
        };
        if matches!(route, Route::Direct) {
            return Ok(None);
        }
        let host = uri.host().unwrap_or_default();
        if is_loopback(host) || self.bypass.covers(host) {
            return Ok(None);
        }
        match route {
            Route::Direct => Ok(None),
            Route::Through(proxy) => Ok(Some(proxy.clone())),
            Route::Unusable(variable) => Err(error::never(
                TransportErrorKind::Proxy,
                format!("{variable} does not hold the URL of an HTTP proxy"),
            )),
        }
    }
}

/// `http://` or `https://`, or neither, which is `http://`.
fn parse(url: &str) -> Result<Proxy, BuildError> {
    // What is wrong is not told: the text may hold a password.
    Proxy::new(url)
        .ok()
        .filter(|proxy| !proxy.host().is_empty())
        .filter(|proxy| matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https))
        .ok_or(BuildError::Proxy)
}

/// This machine itself, by name or number.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    let is_localhost = |name: &str| name.eq_ignore_ascii_case("localhost");
    match address(host) {
        Some(address) => address.to_canonical().is_loopback(),
        None => is_localhost(host.rsplit('.').next().unwrap_or(host)),
    }
}

/// A host written as a number; a URI has IPv6 in brackets.
fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "proxies are configured by the environment, read once when the transport is built"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests;
