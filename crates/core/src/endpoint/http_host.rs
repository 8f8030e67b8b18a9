//! A host as a request carries it: in its URI and in its header.

use alloc::string::String;

use bytes::Bytes;
use http::HeaderValue;
use http::uri::{self, Authority, InvalidUriParts, PathAndQuery, Uri};

use super::Scheme;

/// Both share their bytes with every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpHost {
    scheme: uri::Scheme,
    authority: Authority,
    header: HeaderValue,
}

impl HttpHost {
    pub(super) fn new(scheme: Scheme, authority: String) -> Option<Self> {
        let authority = Bytes::from(authority);
        let scheme = match scheme {
            Scheme::Http => uri::Scheme::HTTP,
            Scheme::Https => uri::Scheme::HTTPS,
        };
        let header = HeaderValue::from_maybe_shared(authority.clone()).ok()?;
        let authority = Authority::from_maybe_shared(authority).ok()?;
        Some(Self { scheme, authority, header })
    }

    pub(super) fn authority(&self) -> &str {
        self.authority.as_str()
    }

    /// This path and query, there.
    pub(crate) fn uri(&self, target: PathAndQuery) -> Result<Uri, InvalidUriParts> {
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(target);
        Uri::from_parts(parts)
    }

    /// The value of the header `Host`.
    pub(crate) fn header(&self) -> &HeaderValue {
        &self.header
    }
}
