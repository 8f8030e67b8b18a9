//! Credential providers.

use std::fmt::Debug;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential};

mod env;

pub use self::env::{EnvCredentials, EnvCredentialsError};

/// A provider of credentials.
///
/// It is called before every attempt, so that temporary credentials can be renewed
/// during a call. An implementation should cache a credential while it is valid, and
/// must not hold a lock across an await.
///
/// ```
/// use tencentcloud_client::{BoxError, Credential, ProvideCredentials};
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
    /// The credential to sign with now. An error ends the call as
    /// [`Error::Credential`](crate::Error::Credential), or as
    /// [`Error::Ambiguous`](crate::Error::Ambiguous) if an earlier attempt may have
    /// taken effect. Nothing more is sent.
    async fn credential(&self) -> Result<Credential, BoxError>;
}

/// A fixed credential.
#[async_trait]
impl ProvideCredentials for Credential {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Ok(self.clone())
    }
}
