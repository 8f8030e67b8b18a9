//! The scheme and host that a request is sent to.

use alloc::{borrow::ToOwned, format, string::String};
use core::str::FromStr;

mod authority;
mod error;
mod origin;

pub use self::error::EndpointError;
pub use self::origin::{Origin, Scheme};

use self::authority::is_label;

/// The rule for the host of a request, given its service.
///
/// A service or region is one DNS label, so neither can redirect a request to the
/// host of someone else. Only [`Endpoint::custom`] names another host; with it the
/// user allows credentials to be sent there.
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
    /// `<service>.tencentcloudapi.com`: the site nearest to the caller, the default.
    pub fn nearest() -> Self {
        Self(Kind::Nearest)
    }

    /// `<service>.<region>.tencentcloudapi.com`: the site of one region. It does
    /// not set the common parameter Region.
    pub fn regional(region: impl Into<String>) -> Result<Self, EndpointError> {
        let region = region.into();
        if !is_label(&region) {
            return Err(EndpointError::label("region", region));
        }
        Ok(Self(Kind::Regional(region)))
    }

    /// The regional endpoint of a finance zone. Names of finance regions end in
    /// `-fsi`, and only regional endpoints serve them.
    pub fn finance(region: impl Into<String>) -> Result<Self, EndpointError> {
        let region = region.into();
        if !region.ends_with("-fsi") {
            return Err(EndpointError::finance_region(region));
        }
        Self::regional(region)
    }

    /// `<service>.internal.tencentcloudapi.com`: for callers within the network of
    /// Tencent Cloud.
    pub fn internal() -> Self {
        Self(Kind::Internal)
    }

    /// `<service>.intl.tencentcloudapi.com`: the international site.
    pub fn international() -> Self {
        Self(Kind::International)
    }

    /// One host for every service: `host`, `host:port`, or a URL with `http://` or
    /// `https://` (the default) and no path.
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

    /// Allows plain HTTP to a custom endpoint on another machine. Everyone on the
    /// path can then read the requests, session tokens included, and change the
    /// responses.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        if let Kind::Custom(origin) = &mut self.0 {
            origin.allow_plain_http();
        }
        self
    }

    /// The scheme and host of requests to `service`. Fails if `service` is not a
    /// DNS label.
    pub fn origin(&self, service: &str) -> Result<Origin, EndpointError> {
        if !is_label(service) {
            return Err(EndpointError::label("service", service.to_owned()));
        }
        Ok(self.origin_of(service))
    }

    /// The origin for valid first labels of the host, such as `ecm` or `es.ai`.
    fn origin_of(&self, first: &str) -> Origin {
        let host = match &self.0 {
            Kind::Nearest => format!("{first}.tencentcloudapi.com"),
            Kind::Regional(region) => format!("{first}.{region}.tencentcloudapi.com"),
            Kind::Internal => format!("{first}.internal.tencentcloudapi.com"),
            Kind::International => format!("{first}.intl.tencentcloudapi.com"),
            Kind::Custom(origin) => return origin.clone(),
        };
        Origin::new(Scheme::Https, host)
    }
}

#[cfg(feature = "call")]
impl Endpoint {
    /// The scheme and host that a request goes to: those of its service, unless its host
    /// has [other first labels](crate::Request::host_labels). Fails if the service, or one
    /// of these labels, is not a DNS label.
    pub fn origin_for(&self, request: &crate::Request) -> Result<Origin, EndpointError> {
        let Some(labels) = request.first_host_labels() else {
            return self.origin(request.service());
        };
        if !labels.split('.').all(is_label) {
            return Err(EndpointError::label("host", labels.to_owned()));
        }
        Ok(self.origin_of(labels))
    }
}

/// Same as [`Endpoint::custom`].
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

/// Same as [`Endpoint::custom`].
impl TryFrom<&str> for Endpoint {
    type Error = EndpointError;

    fn try_from(url: &str) -> Result<Self, EndpointError> {
        Self::custom(url)
    }
}

#[cfg(test)]
mod tests;
