//! Whether a request takes the way over a proxy.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tencentcloud_core::TransportErrorKind;

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
pub struct Proxy(Option<Arc<Matcher>>);

impl Proxy {
    /// What the variables say at this moment: `HTTPS_PROXY`, `HTTP_PROXY`, for
    /// both of them `ALL_PROXY`, and for the exceptions `NO_PROXY`, each in
    /// capital or small letters. Under CGI (`REQUEST_METHOD` is set) they are
    /// ignored, as the peer could then set them.
    pub fn environment() -> Self {
        Self(Some(Arc::new(Matcher::from_env())))
    }

    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self(None)
    }

    /// This proxy for all hosts but this machine: `http://host:port`, with or
    /// without `user:password@` before the host.
    pub fn url(url: &str) -> Result<Self, InvalidProxy> {
        let uri = url.parse::<Uri>().map_err(|_| InvalidProxy)?;
        let is_http = uri.scheme().is_none_or(|scheme| *scheme == Scheme::HTTP);
        if !is_http || uri.host().is_none_or(str::is_empty) {
            return Err(InvalidProxy);
        }
        Ok(Self(Some(Arc::new(Matcher::builder().all(url).build()))))
    }

    /// The way to the host of this URI.
    pub(crate) fn route(&self, uri: &Uri) -> Result<Route, ConnectError> {
        let Some(intercept) = self.intercept(uri) else {
            return Target::server(uri).map(Route::Direct).ok_or_else(no_host);
        };
        let proxy = Target::proxy(intercept.uri()).ok_or_else(no_host)?;
        if intercept.uri().scheme() != Some(&Scheme::HTTP) {
            let text = format!("{proxy}: only proxies with an http:// URL are supported");
            return Err(ConnectError::new(TransportErrorKind::Proxy, text));
        }
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
        self.intercept(uri)?.basic_auth().cloned()
    }

    fn intercept(&self, uri: &Uri) -> Option<Intercept> {
        let matcher = self.0.as_ref()?;
        if is_loopback(uri.host()?) { None } else { matcher.intercept(uri) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn route(proxy: &Proxy, uri: &'static str) -> Route {
        proxy.route(&Uri::from_static(uri)).unwrap()
    }

    #[test]
    fn https_is_tunnelled_and_http_forwarded() {
        let proxy = Proxy::url("http://user:pa%40ss@proxy.example:3128").unwrap();
        let Route::Tunnel { proxy: target, auth } = route(&proxy, "https://ecm.example/") else {
            panic!("https needs a tunnel");
        };
        assert_eq!(target.to_string(), "proxy proxy.example:3128");
        // user:pa@ss
        assert_eq!(auth.unwrap(), "Basic dXNlcjpwYUBzcw==");
        assert!(matches!(route(&proxy, "http://ecm.example/"), Route::Forward(_)));
    }

    #[test]
    fn this_machine_is_reached_directly() {
        let proxy = Proxy::url("proxy.example:3128").unwrap();
        for uri in [
            "http://localhost/",
            "https://API.LocalHost.:8443/",
            "http://127.0.0.1:8080/",
            "http://127.9.9.9/",
            "https://[::1]:8443/",
            "http://[::ffff:127.0.0.1]/",
        ] {
            assert!(matches!(route(&proxy, uri), Route::Direct(_)), "{uri}");
        }
        for uri in ["http://localhost.example/", "http://128.0.0.1/"] {
            assert!(matches!(route(&proxy, uri), Route::Forward(_)), "{uri}");
        }
    }

    #[test]
    fn exceptions_are_reached_directly() {
        let matcher = Matcher::builder().all("http://proxy.example").no("api.example");
        let proxy = Proxy(Some(Arc::new(matcher.build())));
        let excepted = route(&proxy, "https://ecm.api.example/");
        assert!(matches!(excepted, Route::Direct(_)));
        let other = route(&proxy, "https://api.other.example/");
        assert!(matches!(other, Route::Tunnel { .. }));
    }

    #[test]
    fn a_proxy_of_another_protocol_is_an_error_and_not_passed_by() {
        for url in ["socks5://proxy.example:1080", "https://proxy.example"] {
            assert_eq!(Proxy::url(url).unwrap_err(), InvalidProxy);
            // As if it came from the environment.
            let proxy = Proxy(Some(Arc::new(Matcher::builder().all(url).build())));
            let error = proxy.route(&Uri::from_static("https://ecm.example/"));
            let error = error.unwrap_err().to_string();
            assert!(error.contains("only proxies with an http:// URL"), "{error}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let proxy = Proxy::url("http://user:pass-000001@proxy.example").unwrap();
        let shown = format!("{proxy:?} {:?}", route(&proxy, "https://ecm.example/"));
        assert!(!shown.contains("000001") && !shown.contains("Basic"), "{shown}");
    }
}
