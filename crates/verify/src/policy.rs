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

impl Policy {
    /// What the service accepts on its own domains: the scope names the product.
    pub fn strict() -> Self {
        Self { services: Services::Product, ..Self::default() }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { window_seconds: 300, services: Services::ProductOrHostLabel }
    }
}
