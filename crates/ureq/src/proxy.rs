//! Which requests go through a proxy, and which.
//!
//! ureq reads the environment too, but has one proxy for all schemes and asks
//! `ALL_PROXY` first. Here the rules are curl's, and loopback is never proxied.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::Uri;
use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::ProxyProtocol;

use crate::error;

mod bypass;

use self::bypass::Bypass;

/// The proxy of a transport.
///
/// Requests go through it in a tunnel (CONNECT), so that it sees the host and,
/// of https, nothing else. User name and password in its URL are sent as basic
/// authentication. Whatever is set here, this machine itself (`localhost` and
/// the loopback addresses) is reached directly.
///
/// ```
/// use tencentcloud_ureq::{Proxy, UreqTransport};
///
/// let proxy = Proxy::url("http://proxy.example:3128")?;
/// let transport = UreqTransport::builder().proxy(proxy).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Proxy(Arc<Routes>);

#[derive(Default)]
struct Routes {
    http: Route,
    https: Route,
    bypass: Bypass,
}

#[derive(Clone, Default)]
enum Route {
    #[default]
    Direct,
    Through(ureq::Proxy),
    /// The variable that names a proxy which cannot be used. To go around it is
    /// not what the user wants; to fail before it is needed is not either.
    Unusable(&'static str),
}

impl Proxy {
    /// What the variables say at this moment: `HTTPS_PROXY`, `HTTP_PROXY`, for
    /// both of them `ALL_PROXY`, and for the exceptions `NO_PROXY`, each in
    /// capital or small letters. An empty one counts as not set. Under CGI
    /// (`REQUEST_METHOD` is set) they are ignored, as the peer could then set
    /// them.
    ///
    /// A variable with something other than the URL of an HTTP proxy is an error
    /// of each request that would go there.
    pub fn environment() -> Self {
        Self::from_variables(variable)
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(Arc::default())
    }

    /// This proxy for all hosts but this machine: `http://host:port`, with or
    /// without `user:password@` before the host. With `https://` the way to the
    /// proxy itself is by TLS.
    pub fn url(url: &str) -> Result<Self, InvalidProxy> {
        let route = Route::Through(parse(url).ok_or(InvalidProxy)?);
        Ok(Self(Arc::new(Routes { http: route.clone(), https: route, bypass: Bypass::default() })))
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        if variable("REQUEST_METHOD").is_some() {
            return Self::none();
        }
        let set = |name| variable(name).filter(|value| !value.trim().is_empty());
        let first = |names: [&'static str; 4]| {
            let found = names.into_iter().find_map(|name| Some((name, set(name)?)));
            match found {
                Some((name, url)) => {
                    parse(url.trim()).map_or(Route::Unusable(name), Route::Through)
                }
                None => Route::Direct,
            }
        };
        Self(Arc::new(Routes {
            http: first(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]),
            https: first(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            bypass: set("NO_PROXY")
                .or_else(|| set("no_proxy"))
                .map(|list| Bypass::parse(&list))
                .unwrap_or_default(),
        }))
    }

    /// The proxy for a request, if it needs one.
    pub(crate) fn choose(&self, uri: &Uri) -> Result<Option<ureq::Proxy>, TransportError> {
        let Routes { http, https, bypass } = &*self.0;
        let route = match uri.scheme_str() {
            Some("http") => http,
            _ => https,
        };
        let host = uri.host().unwrap_or_default();
        match route {
            Route::Direct => Ok(None),
            _ if is_loopback(host) || bypass.covers(host) => Ok(None),
            Route::Through(proxy) => Ok(Some(proxy.clone())),
            Route::Unusable(variable) => Err(error::never(
                TransportErrorKind::Proxy,
                format!("{variable} does not hold the URL of an HTTP proxy"),
            )),
        }
    }
}

/// [`Proxy::environment`].
impl Default for Proxy {
    fn default() -> Self {
        Self::environment()
    }
}

/// Says nothing of the URL, which may hold a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").finish_non_exhaustive()
    }
}

/// The URL of a proxy that cannot be used: write `http://host:port`. SOCKS is
/// not supported. (The text is not repeated here, as it may hold a password.)
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a proxy is named as http://host:port")]
pub struct InvalidProxy;

/// `http://` or `https://`, or neither, which is `http://`.
fn parse(url: &str) -> Option<ureq::Proxy> {
    let proxy = ureq::Proxy::new(url).ok()?;
    let is_http = matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https);
    (is_http && !proxy.host().is_empty()).then_some(proxy)
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
