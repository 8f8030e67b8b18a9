//! Whether a request takes the way over a proxy.

mod settings;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::Intercept;
use tencentcloud_core::TransportErrorKind;

use self::settings::{Settings, Unusable, parse};
use crate::connect::no_host;
use crate::dial::{Target, bare};
use crate::error::ConnectError;

/// The proxy of a transport.
///
/// https requests go through it in a tunnel (CONNECT), so that it sees the host
/// and nothing else; http requests it passes on. User name and password in its
/// URL are sent as basic authentication. Whatever is set here, this machine
/// itself (`localhost` and the loopback addresses) is reached directly.
///
/// ```
/// use tencentcloud_hyper::{HyperTransport, Proxy};
///
/// let proxy = Proxy::url("http://proxy.example:3128")?;
/// let transport = HyperTransport::builder().proxy(proxy).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Proxy(Option<Arc<Settings>>);

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
        Self::from_variables(settings::variable)
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(None)
    }

    /// This proxy for all hosts but this machine: `http://host:port`, with or
    /// without `user:password@` before the host.
    pub fn url(url: &str) -> Result<Self, InvalidProxy> {
        let proxy = parse(url).ok_or(InvalidProxy)?;
        Ok(Self(Some(Arc::new(Settings::through(&proxy)))))
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        Self(Settings::read(variable).map(Arc::new))
    }

    /// The way to the host of this URI.
    pub(crate) fn route(&self, uri: &Uri) -> Result<Route, ConnectError> {
        let unusable = |Unusable(variable)| {
            let text = format!(
                "{variable} does not hold the URL of an HTTP proxy, such as http://host:port"
            );
            ConnectError::new(TransportErrorKind::Proxy, text)
        };
        let Some(intercept) = self.intercept(uri).map_err(unusable)? else {
            return Target::server(uri).map(Route::Direct).ok_or_else(no_host);
        };
        let proxy = Target::proxy(intercept.uri()).ok_or_else(no_host)?;
        Ok(if uri.scheme() == Some(&Scheme::HTTPS) {
            let auth = intercept.basic_auth().cloned();
            Route::Tunnel { proxy, auth }
        } else {
            Route::Forward(proxy)
        })
    }

    /// What to show to the proxy with the request to this URI, if the proxy
    /// reads requests at all. In front of a tunnel it is shown once.
    pub(crate) fn authorization(&self, uri: &Uri) -> Option<HeaderValue> {
        if uri.scheme() != Some(&Scheme::HTTP) {
            return None;
        }
        self.intercept(uri).ok()??.basic_auth().cloned()
    }

    /// The proxy for a request, if it needs one.
    fn intercept(&self, uri: &Uri) -> Result<Option<&Intercept>, Unusable> {
        match (&self.0, uri.host()) {
            (Some(settings), Some(host)) if !is_loopback(host) => settings.proxy_for(uri),
            _ => Ok(None),
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
        f.write_str(match self.0 {
            Some(_) => "Proxy(..)",
            None => "Proxy(none)",
        })
    }
}

/// The URL of a proxy that cannot be used: write `http://host:port`. Proxies
/// reached by TLS or SOCKS are not supported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a proxy is named as http://host:port")]
pub struct InvalidProxy;

/// How a server is reached.
#[derive(Debug)]
pub(crate) enum Route {
    Direct(Target),
    /// The proxy reads each request and passes it on.
    Forward(Target),
    /// The proxy passes on bytes.
    Tunnel {
        proxy: Target,
        auth: Option<HeaderValue>,
    },
}

fn is_loopback(host: &str) -> bool {
    if let Ok(ip) = bare(host).parse::<IpAddr>() {
        return ip.to_canonical().is_loopback();
    }
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host == "localhost" || host.ends_with(".localhost")
}
