//! Which requests go through a proxy, and through which.

mod no_proxy;
mod server;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use tencentcloud_core::TransportErrorKind;

use self::no_proxy::NoProxy;
pub use self::server::{InvalidProxy, ProxyServer};
use crate::localhost::is_localhost;
use crate::{ConnectError, Target};

/// The metadata service of a virtual machine.
const METADATA_SERVICE: &str = "metadata.tencentyun.com";

/// The proxy settings of a transport.
///
/// An https request goes through the proxy in a tunnel (CONNECT), so that the
/// proxy sees only the host. A plain http request is forwarded by the proxy over
/// hyper, and goes through a tunnel over ureq.
///
/// Some hosts are always reached directly: this machine (`localhost` and the
/// loopback addresses), link-local addresses, and the metadata service of a
/// virtual machine (`metadata.tencentyun.com`).
///
/// ```
/// # use tencentcloud_net::Proxy;
/// let proxy = Proxy::url("http://user:p%40ss@proxy.example:3128")?;
/// # Ok::<(), tencentcloud_net::InvalidProxy>(())
/// ```
#[derive(Clone)]
pub struct Proxy(Arc<Settings>);

#[derive(Default)]
struct Settings {
    http: ProxyChoice,
    https: ProxyChoice,
    no_proxy: NoProxy,
    /// Set if `no_proxy` is not what the user wrote.
    invalid_no_proxy: Option<&'static str>,
}

#[derive(Clone, Default)]
enum ProxyChoice {
    #[default]
    Direct,
    Through(ProxyServer),
    /// A request that would use this variable fails. Going around the proxy is not
    /// what the user wants.
    Invalid {
        variable: &'static str,
        error: InvalidProxy,
    },
}

impl Proxy {
    /// The settings of the environment, read now: `HTTPS_PROXY` and `HTTP_PROXY`,
    /// `ALL_PROXY` for both, and the exceptions in `NO_PROXY`, each in upper or
    /// lower case.
    ///
    /// An empty variable counts as not set. All are ignored under CGI (if
    /// `REQUEST_METHOD` is set), because the peer could then set `HTTP_PROXY`. An
    /// invalid URL, or a value that is not UTF-8, fails each request that would use
    /// it, with kind [`Proxy`](TransportErrorKind::Proxy).
    ///
    /// `NO_PROXY` lists hosts, separated by commas or spaces: `*` for all;
    /// `example.com`, `.example.com` or `*.example.com` for a domain and all names
    /// below it; an address such as `10.1.2.3` or `[::1]`; a network such as
    /// `10.0.0.0/8`; each with `:port` for that port only.
    #[expect(
        clippy::disallowed_methods,
        reason = "proxies are configured by the environment, read when a transport is built"
    )]
    pub fn environment() -> Self {
        Self::from_variables(|name| std::env::var_os(name))
    }

    /// The settings of these variables, by the rules of
    /// [`environment`](Self::environment).
    pub fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        if variable("REQUEST_METHOD").is_some() {
            return Self::none();
        }
        // Not UTF-8 becomes U+FFFD, which no URL and no host has.
        let set = |name| {
            let value = variable(name)?.to_string_lossy().trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        let first = |names: [&'static str; 4]| {
            let found = names.into_iter().find_map(|name| Some((name, set(name)?)));
            found.map_or(ProxyChoice::Direct, |(variable, url)| match ProxyServer::parse(&url) {
                Ok(server) => ProxyChoice::Through(server),
                Err(error) => ProxyChoice::Invalid { variable, error },
            })
        };
        let no_proxy =
            ["NO_PROXY", "no_proxy"].into_iter().find_map(|name| Some((name, set(name)?)));
        let (variable, list) = no_proxy.unwrap_or_default();
        let is_unicode = !list.contains(char::REPLACEMENT_CHARACTER);
        Self(Arc::new(Settings {
            http: first(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]),
            https: first(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
            no_proxy: NoProxy::parse(&list),
            invalid_no_proxy: (!is_unicode).then_some(variable),
        }))
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(Arc::default())
    }

    /// One proxy for all hosts that are not always reached directly:
    /// `http://[user[:password]@]host[:port]`, or `https://` for TLS to the proxy.
    ///
    /// The scheme defaults to http, the port to that of the scheme. Percent-encode
    /// reserved characters in user and password.
    pub fn url(url: &str) -> Result<Self, InvalidProxy> {
        let through = ProxyChoice::Through(ProxyServer::parse(url)?);
        Ok(Self(Arc::new(Settings {
            http: through.clone(),
            https: through,
            ..Settings::default()
        })))
    }

    /// The proxy for requests to a server, `None` for a direct connection. Fails
    /// if the variable that names the proxy, or `NO_PROXY`, is invalid.
    pub fn server_for(&self, server: &Target) -> Result<Option<&ProxyServer>, ConnectError> {
        let Settings { http, https, no_proxy, invalid_no_proxy } = &*self.0;
        let invalid = |variable: &str, error: &dyn fmt::Display| {
            Err(ConnectError::new(TransportErrorKind::Proxy, format!("{variable}: {error}")))
        };
        let choice = if server.is_tls() { https } else { http };
        if matches!(choice, ProxyChoice::Direct) || is_always_direct(server) {
            return Ok(None);
        }
        if let Some(variable) = invalid_no_proxy {
            return invalid(variable, &"the value is not UTF-8; write host names in ASCII");
        }
        match choice {
            ProxyChoice::Direct => Ok(None),
            _ if no_proxy.matches(server) => Ok(None),
            ProxyChoice::Through(proxy) => Ok(Some(proxy)),
            ProxyChoice::Invalid { variable, error } => invalid(variable, error),
        }
    }
}

/// [`Proxy::environment`].
impl Default for Proxy {
    fn default() -> Self {
        Self::environment()
    }
}

/// Without the URL, which may hold a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (&self.0.http, &self.0.https) {
            (ProxyChoice::Direct, ProxyChoice::Direct) => "Proxy(none)",
            _ => "Proxy(..)",
        })
    }
}

/// Loopback, link-local addresses and the metadata service are reachable from
/// this machine only.
fn is_always_direct(server: &Target) -> bool {
    match server.ip().map(|ip| ip.to_canonical()) {
        Some(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_link_local(),
        Some(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unicast_link_local(),
        None => {
            let host = server.host();
            let name = host.strip_suffix('.').unwrap_or(host);
            is_localhost(host) || name.eq_ignore_ascii_case(METADATA_SERVICE)
        }
    }
}
