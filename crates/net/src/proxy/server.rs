//! The URL of a proxy.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use percent_encoding::percent_decode_str;

use crate::Target;
use crate::target::{default_port, without_brackets};

/// A proxy: its address and the credentials for it.
#[derive(Debug, Clone)]
pub struct ProxyServer {
    target: Target,
    authorization: Option<HeaderValue>,
}

impl ProxyServer {
    /// The address of the proxy. [`Target::is_tls`] says whether the connection to
    /// the proxy itself is encrypted.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The value of `Proxy-Authorization`, if the URL has a user or password. It is
    /// marked as sensitive.
    pub fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }

    pub(super) fn parse(url: &str) -> Result<Self, InvalidProxy> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("http", url));
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            // Not `user:p://ss@host`.
            _ if is_scheme(scheme) => return Err(InvalidProxy::Scheme),
            _ => return Err(InvalidProxy::Url),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        // A raw `@`, `/`, `?` or `#` of a password would end it here or there,
        // depending on who reads it.
        let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '/' | '?' | '#' | '\\');
        if !authority.chars().all(is_plain) || authority.matches('@').count() > 1 {
            return Err(InvalidProxy::Url);
        }
        let (user_info, address) = match authority.split_once('@') {
            Some((user_info, address)) => (Some(user_info), address),
            None => (None, authority),
        };
        let (host, port) = split_port(address);
        let host = without_brackets(host);
        let port = match port {
            None => default_port(is_tls),
            Some(port) => parse_port(port).ok_or(InvalidProxy::Url)?,
        };
        if !(is_ip_v6(address, host) || is_name(host)) {
            return Err(InvalidProxy::Url);
        }
        let authorization = user_info.filter(|user_info| !user_info.is_empty()).map(basic);
        Ok(Self { target: Target { is_tls, host: host.to_owned(), port }, authorization })
    }
}

/// `host:port` or `[address]:port` in two; a bare IPv6 address has no port.
pub(super) fn split_port(address: &str) -> (&str, Option<&str>) {
    match address.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => (host, Some(port)),
        _ => (address, None),
    }
}

/// A decimal port other than 0.
pub(super) fn parse_port(port: &str) -> Option<u16> {
    let is_decimal = port.bytes().all(|byte| byte.is_ascii_digit());
    port.parse().ok().filter(|port| is_decimal && *port > 0)
}

fn is_scheme(scheme: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.bytes().all(is_allowed)
}

fn is_ip_v6(address: &str, host: &str) -> bool {
    address.starts_with('[') && host.parse::<std::net::Ipv6Addr>().is_ok()
}

fn is_name(host: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !host.is_empty() && host.bytes().all(is_allowed)
}

/// Basic authentication with a percent-encoded `user:password`.
fn basic(user_info: &str) -> HeaderValue {
    let (user, password) = user_info.split_once(':').unwrap_or((user_info, ""));
    let mut credentials: Vec<u8> = percent_decode_str(user).collect();
    credentials.push(b':');
    credentials.extend(percent_decode_str(password));
    let value = format!("Basic {}", BASE64_STANDARD.encode(credentials));
    let mut value = HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("Basic"));
    value.set_sensitive(true);
    value
}

/// A proxy URL that cannot be used. The message does not repeat it, since it may
/// hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidProxy {
    /// The scheme is not `http` or `https`; SOCKS is not supported.
    #[error("unsupported proxy scheme; use http:// or https://")]
    Scheme,
    /// The rest is not `[user[:password]@]host[:port]`. Percent-encode reserved
    /// characters: `@` is `%40`, `/` is `%2F`, `#` is `%23`, `?` is `%3F`.
    #[error(
        "invalid proxy URL; write http://user:password@host:port and percent-encode \
         reserved characters in user and password"
    )]
    Url,
}
