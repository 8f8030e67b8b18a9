//! Scheme, host and port.

use alloc::{borrow::ToOwned, string::String};
use core::fmt;
use core::net::IpAddr;

use super::EndpointError;
use super::authority;

/// The URL scheme of an [`Origin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Plain HTTP, for a server on this machine, or elsewhere with
    /// [`Endpoint::allow_plain_http`](crate::Endpoint::allow_plain_http).
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// As in a URL: `http` or `https`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// The scheme, host and port that a request is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    authority: String,
    allows_credentials: bool,
}

impl Origin {
    pub(super) fn parse(url: &str) -> Result<Self, EndpointError> {
        let invalid = |problem| EndpointError::endpoint(url.to_owned(), problem);
        let (scheme, rest) = match url.split_once("://") {
            None => (Scheme::Https, url),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some(_) => return Err(invalid("the scheme must be http:// or https://")),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        Ok(Self::new(scheme, authority::parse(rest).map_err(invalid)?))
    }

    /// An origin with an authority that is known to be valid.
    pub(super) fn new(scheme: Scheme, authority: String) -> Self {
        let allows_credentials =
            scheme == Scheme::Https || is_loopback(authority::host(&authority));
        Self { scheme, authority, allows_credentials }
    }

    pub(super) fn allow_plain_http(&mut self) {
        self.allows_credentials = true;
    }

    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// `host` or `host:port`: the value of the Host header, which is signed.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The host without its port and without the brackets of an IPv6 address.
    pub fn host(&self) -> &str {
        authority::host(&self.authority)
    }

    /// Whether credentials may be sent to this origin: the scheme is HTTPS, the host
    /// is this machine, or plain HTTP was allowed by
    /// [`Endpoint::allow_plain_http`](crate::Endpoint::allow_plain_http).
    pub fn allows_credentials(&self) -> bool {
        self.allows_credentials
    }

    /// Whether the host belongs to the API domains of Tencent Cloud.
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
        write!(f, "{}://{}", self.scheme.as_str(), self.authority)
    }
}
