//! Where a request goes: which host, and by which scheme.

use alloc::{borrow::ToOwned, format, string::String};
use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;

mod authority;
#[cfg(feature = "call")]
mod http_host;

use self::authority::is_label;
#[cfg(feature = "call")]
use self::http_host::HttpHost;

/// How the host of a request follows from its service.
///
/// No region or service text can change whose host is called: each must be one
/// DNS label. Only [`Endpoint::custom`] names another host, and it is the
/// user's word that the keys in force may go there.
///
/// ```
/// use tencentcloud_core::Endpoint;
///
/// let regional = Endpoint::regional("ap-guangzhou")?;
/// assert_eq!(regional.origin("ecm")?.to_string(), "https://ecm.ap-guangzhou.tencentcloudapi.com");
/// assert!(Endpoint::regional("x.evil.example/").is_err());
/// # Ok::<(), tencentcloud_core::EndpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Endpoint(Kind);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Nearest,
    Regional(String),
    Internal,
    International,
    Custom(Origin),
}

impl Endpoint {
    /// `<service>.tencentcloudapi.com`: the site nearest to the caller.
    pub fn nearest() -> Self {
        Self(Kind::Nearest)
    }

    /// `<service>.<region>.tencentcloudapi.com`: the site of one region. The
    /// region in the host does not replace the common parameter Region.
    pub fn regional(region: impl Into<String>) -> Result<Self, EndpointError> {
        let region = region.into();
        if !is_label(&region) {
            return Err(EndpointError::new("region", region));
        }
        Ok(Self(Kind::Regional(region)))
    }

    /// The regional form for a finance zone, whose regions end in `-fsi` and
    /// are reached in no other way.
    pub fn finance(region: impl Into<String>) -> Result<Self, EndpointError> {
        let region = region.into();
        if !region.ends_with("-fsi") {
            return Err(EndpointError::new("finance region", region));
        }
        Self::regional(region)
    }

    /// `<service>.internal.tencentcloudapi.com`: from within Tencent Cloud's network.
    pub fn internal() -> Self {
        Self(Kind::Internal)
    }

    /// `<service>.intl.tencentcloudapi.com`: the international site.
    pub fn international() -> Self {
        Self(Kind::International)
    }

    /// A host of the user's choice for every service: `host`, `host:port` or a
    /// URL with `http://` or `https://` (the default) and no path.
    ///
    /// ```
    /// use tencentcloud_core::Endpoint;
    ///
    /// let local = Endpoint::custom("http://127.0.0.1:8080")?;
    /// assert_eq!(local.origin("ecm")?.authority(), "127.0.0.1:8080");
    /// assert!(Endpoint::custom("https://user@evil.example").is_err());
    /// # Ok::<(), tencentcloud_core::EndpointError>(())
    /// ```
    pub fn custom(url: &str) -> Result<Self, EndpointError> {
        Origin::parse(url).map(|origin| Self(Kind::Custom(origin)))
    }

    /// Lets a custom endpoint be reached by plain HTTP although it is not on this
    /// machine: everyone on the way can read the requests, session tokens
    /// included, and change the answers.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        if let Kind::Custom(origin) = &mut self.0 {
            origin.is_private = true;
        }
        self
    }

    /// Scheme and host for requests to `service`.
    pub fn origin(&self, service: &str) -> Result<Origin, EndpointError> {
        if !is_label(service) {
            return Err(EndpointError::new("service", service.to_owned()));
        }
        let host = match &self.0 {
            Kind::Nearest => format!("{service}.tencentcloudapi.com"),
            Kind::Regional(region) => format!("{service}.{region}.tencentcloudapi.com"),
            Kind::Internal => format!("{service}.internal.tencentcloudapi.com"),
            Kind::International => format!("{service}.intl.tencentcloudapi.com"),
            Kind::Custom(origin) => return Ok(origin.clone()),
        };
        let refuse = || EndpointError::new("service", service.to_owned());
        Origin::new(Scheme::Https, host).ok_or_else(refuse)
    }
}

/// The same as [`Endpoint::custom`].
///
/// ```
/// use tencentcloud_core::Endpoint;
///
/// let endpoint: Endpoint = "http://127.0.0.1:8080".parse()?;
/// # Ok::<(), tencentcloud_core::EndpointError>(())
/// ```
impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(url: &str) -> Result<Self, EndpointError> {
        Self::custom(url)
    }
}

impl TryFrom<&str> for Endpoint {
    type Error = EndpointError;

    fn try_from(url: &str) -> Result<Self, EndpointError> {
        Self::custom(url)
    }
}

/// `http` or `https`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Plain text: for a server on this machine.
    Http,
    /// TLS.
    Https,
}

/// Scheme, host and port that a request is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    #[cfg(feature = "call")]
    http: HttpHost,
    #[cfg(not(feature = "call"))]
    authority: String,
    is_private: bool,
}

impl Origin {
    fn parse(url: &str) -> Result<Self, EndpointError> {
        let refuse = || EndpointError::new("endpoint", url.to_owned());
        let (scheme, rest) = match url.split_once("://") {
            None => (Scheme::Https, url),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some(_) => return Err(refuse()),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let authority = authority::checked(rest).ok_or_else(refuse)?;
        Self::new(scheme, authority).ok_or_else(refuse)
    }

    /// With an authority that has been checked.
    #[cfg_attr(
        not(feature = "call"),
        expect(clippy::unnecessary_wraps, reason = "only HTTP can refuse it")
    )]
    fn new(scheme: Scheme, authority: String) -> Option<Self> {
        let is_private = scheme == Scheme::Https || is_loopback(authority::host(&authority));
        Some(Self {
            scheme,
            #[cfg(feature = "call")]
            http: HttpHost::new(scheme, authority)?,
            #[cfg(not(feature = "call"))]
            authority,
            is_private,
        })
    }

    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// `host` or `host:port`: the value of the Host header, which is signed.
    pub fn authority(&self) -> &str {
        #[cfg(feature = "call")]
        return self.http.authority();
        #[cfg(not(feature = "call"))]
        &self.authority
    }

    /// What a request to it carries.
    #[cfg(feature = "call")]
    pub(crate) fn http(&self) -> &HttpHost {
        &self.http
    }

    /// The host without its port and without the brackets of an IPv6 address.
    pub fn host(&self) -> &str {
        authority::host(self.authority())
    }

    /// Whether nobody between here and there can listen, or the user does not mind.
    pub fn is_private(&self) -> bool {
        self.is_private
    }

    /// Whether the host belongs to Tencent Cloud's API domains.
    pub fn is_tencent(&self) -> bool {
        ["tencentcloudapi.com", "tencentcloudapi.cn", "tencentcloudapi.com.cn"].iter().any(
            |domain| {
                self.host()
                    .strip_suffix(domain)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            },
        )
    }

    /// Whether the host is this machine, by address or by the name `localhost`.
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}", self.authority())
    }
}

/// A service, region or endpoint that cannot be part of a host. Correct its
/// spelling: a label has lower-case letters, digits and inner hyphens, 63 at most.
#[derive(Clone, PartialEq, Eq)]
pub struct EndpointError {
    what: &'static str,
    text: String,
}

impl EndpointError {
    fn new(what: &'static str, text: String) -> Self {
        Self { what, text }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands before an `@` may be a password.
        let shown = match self.text.rsplit_once('@') {
            Some((_, host)) => format!("[redacted]@{host}"),
            None => self.text.clone(),
        };
        write!(f, "{shown:?} is not a valid {}", self.what)
    }
}

impl fmt::Debug for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EndpointError({self})")
    }
}

impl core::error::Error for EndpointError {}

#[cfg(test)]
mod tests;
