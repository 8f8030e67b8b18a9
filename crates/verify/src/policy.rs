//! Which requests a server accepts.

/// Which requests a server accepts. The default accepts those of all official
/// clients, including their requests to local addresses.
///
/// ```
/// use tencentcloud_verify::{Policy, Services};
///
/// let mut policy = Policy::default();
/// assert_eq!(policy.window_seconds, 300);
/// policy.services = Services::Product;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Policy {
    /// Maximum difference between the timestamp and the time of the server, in
    /// seconds and in either direction. The service allows 300.
    pub window_seconds: u64,
    /// Accepted services in the scope.
    pub services: Services,
    /// Accepted variants of the signed string.
    pub forms: Forms,
}

/// Accepted services in the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Services {
    /// The product, or the first label of the `Host` header. The SDKs for Node.js,
    /// PHP and Java always sign that label: `127` for the endpoint `127.0.0.1`.
    ProductOrHostLabel,
    /// Only the product, as the service does.
    Product,
    /// Any service. Use it if the caller decides by [`Verified::service`] what to do
    /// with a valid request for another service.
    ///
    /// [`Verified::service`]: crate::Verified::service
    Any,
}

/// Accepted variants of the signed string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forms {
    /// The documented form, and the variants of official clients:
    ///
    /// - the host without the port that is in the `Host` header (the SDK for
    ///   Node.js);
    /// - signature v3: the host without lower-casing (the SDK for Python);
    /// - signature v3: the content type without lower-casing (all SDKs);
    /// - signature v1: every `_` in parameter names as `.` (the SDKs for Python and
    ///   Java). A request with `Filters_0.Name` then has the same signature as one
    ///   with `Filters.0.Name`.
    OfClients,
    /// Only the documented form.
    Documented,
}

impl Forms {
    /// Those that are accepted of all forms, of which the documented one is the first.
    pub(crate) fn accepted<T>(self, all: &[T]) -> &[T] {
        match self {
            Self::OfClients => all,
            Self::Documented => all.get(..1).unwrap_or_default(),
        }
    }
}

impl Policy {
    /// Accepts only what is documented: the product in the scope, and the documented
    /// form. Requests of some official clients fail, see [`Forms::OfClients`].
    pub fn strict() -> Self {
        Self { services: Services::Product, forms: Forms::Documented, ..Self::default() }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            window_seconds: 300,
            services: Services::ProductOrHostLabel,
            forms: Forms::OfClients,
        }
    }
}
