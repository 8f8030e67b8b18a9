//! Which proxy each scheme has, and from where that is known.

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// Which proxy each scheme has.
///
/// hyper-util's matcher could hold all of this, but it takes a variable that it
/// cannot read for one that is not set, and the request would go out directly.
pub(super) struct Settings {
    http: Way,
    https: Way,
    exceptions: Matcher,
}

#[derive(Clone)]
enum Way {
    Direct,
    Through(Intercept),
    /// To go around such a proxy is not what the user wants; to fail before it
    /// is needed is not either.
    Unusable(Unusable),
}

/// The variable that names a proxy which cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unusable(pub(super) &'static str);

impl Settings {
    /// This proxy, without exceptions.
    pub(super) fn through(proxy: &Intercept) -> Self {
        let way = Way::Through(proxy.clone());
        Self { http: way.clone(), https: way, exceptions: exceptions("") }
    }

    /// What the variables say; nothing at all under CGI, or if they name no proxy.
    pub(super) fn read(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        if variable("REQUEST_METHOD").is_some() {
            return None;
        }
        let set = |name| variable(name).filter(|value| !value.trim().is_empty());
        let first = |names: [&'static str; 4]| {
            let found = names.into_iter().find_map(|name| Some((name, set(name)?)));
            found.map_or(Way::Direct, |(name, url)| {
                parse(url.trim()).map_or(Way::Unusable(Unusable(name)), Way::Through)
            })
        };
        let http = first(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]);
        let https = first(["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]);
        if matches!((&http, &https), (Way::Direct, Way::Direct)) {
            return None;
        }
        let no_proxy = set("NO_PROXY").or_else(|| set("no_proxy")).unwrap_or_default();
        Some(Self { http, https, exceptions: exceptions(&no_proxy) })
    }

    /// The proxy on the way to this URI, if there is one.
    pub(super) fn proxy_for(&self, uri: &Uri) -> Result<Option<&Intercept>, Unusable> {
        let way = if uri.scheme() == Some(&Scheme::HTTP) { &self.http } else { &self.https };
        match way {
            Way::Direct => Ok(None),
            _ if self.exceptions.intercept(uri).is_none() => Ok(None),
            Way::Through(proxy) => Ok(Some(proxy)),
            Way::Unusable(variable) => Err(*variable),
        }
    }
}

/// Somewhere, for a matcher that is asked only whether it matches.
const ANYWHERE: &str = "http://anywhere.invalid/";

/// Matches all hosts but those of a list in the form of `NO_PROXY`.
fn exceptions(list: &str) -> Matcher {
    Matcher::builder().all(ANYWHERE).no(list).build()
}

/// `http://host:port`, or the same without the scheme or the port.
pub(super) fn parse(url: &str) -> Option<Intercept> {
    let matcher = Matcher::builder().all(url).build();
    let proxy = matcher.intercept(&Uri::from_static(ANYWHERE))?;
    let uri = proxy.uri();
    let host = uri.host().filter(|host| !host.is_empty())?;
    // What stands after the host is a number, or else it would be passed over.
    let has_no_port = uri.authority().is_some_and(|authority| authority.as_str() == host);
    let is_whole = has_no_port || uri.port_u16().is_some();
    (uri.scheme() == Some(&Scheme::HTTP) && is_whole).then_some(proxy)
}

/// One that is not Unicode comes out as something that is no URL, and so as one
/// that is set and cannot be used.
#[expect(
    clippy::disallowed_methods,
    reason = "proxies are configured by the environment, read once when the transport is built"
)]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}
