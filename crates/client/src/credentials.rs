//! Where a client's credential comes from.

use std::fmt::Debug;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential};

mod env;

pub use self::env::{EnvCredentials, MissingCredential};

/// Provides the credential for a request. It is asked for every attempt, so
/// that temporary keys can be replaced while a call waits; keep what is still
/// good, and hold no lock while awaiting.
///
/// ```
/// use tencentcloud_client::{Credential, ProvideCredentials};
/// use tencentcloud_core::BoxError;
///
/// #[derive(Debug)]
/// struct Vault;
///
/// #[async_trait::async_trait]
/// impl ProvideCredentials for Vault {
///     async fn credential(&self) -> Result<Credential, BoxError> {
///         Ok(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
///     }
/// }
/// ```
#[async_trait]
pub trait ProvideCredentials: Debug + Send + Sync {
    /// The credential to sign with now.
    async fn credential(&self) -> Result<Credential, BoxError>;
}

#[async_trait]
impl ProvideCredentials for Credential {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Ok(self.clone())
    }
}
