//! How tolerant a server is.

/// How tolerant a server is. The default accepts what the official clients
/// send, also when they talk to a local address.
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
    /// By how many seconds the timestamp may differ from the server's clock,
    /// in either direction. The service allows 300.
    pub window_seconds: u64,
    /// Which services a scope may name.
    pub services: Services,
    /// Which forms of a request may be signed.
    pub forms: Forms,
}

/// Which services a scope may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Services {
    /// The product, or the first label of the `Host` header as it was sent.
    /// The SDKs for Node.js, PHP and Java put that label into the scope
    /// whatever it is: `127` for the endpoint `127.0.0.1`.
    ProductOrHostLabel,
    /// The product alone, as the service itself has it.
    Product,
}

/// Which forms of a request may be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forms {
    /// The documented form, and those that official clients sign in its place:
    ///
    /// - a host without the port that is sent with it (the SDK for Node.js);
    /// - under signature v3, a content type with its upper-case letters (no SDK
    ///   lower-cases it);
    /// - under signature v1, every `_` in every name as `.` (the SDKs for Python
    ///   and Java). In a request with such names a `_` that was sent in place
    ///   of a `.`, as in `Filters_0.Name`, then cannot be told from the `.`.
    OfClients,
    /// The documented form alone.
    Documented,
}

impl Policy {
    /// What is documented and no more: the scope names the product, and the
    /// signature is that of the documented form. Some official clients do not
    /// pass: see [`Forms::OfClients`].
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
