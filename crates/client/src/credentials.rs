//! Where a client's credential comes from.

use std::fmt::Debug;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential, InvalidCredential};

mod environment;

pub use self::environment::{Environment, MissingCredential};

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

    /// The same, if it is at hand: the client then saves itself a future. It is
    /// asked for every attempt, too, and must take no time worth mentioning.
    /// `None`, the default, is always right.
    fn at_hand(&self) -> Option<Credential> {
        None
    }
}

/// One credential, given by the program.
#[derive(Debug, Clone)]
pub struct Static(Credential);

impl Static {
    /// A pair of long-term keys. For temporary keys, make a [`Credential`]
    /// with its token; it provides itself.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Result<Self, InvalidCredential> {
        Credential::new(secret_id, secret_key).map(Self)
    }
}

#[async_trait]
impl ProvideCredentials for Static {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Ok(self.0.clone())
    }

    fn at_hand(&self) -> Option<Credential> {
        Some(self.0.clone())
    }
}

#[async_trait]
impl ProvideCredentials for Credential {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Ok(self.clone())
    }

    fn at_hand(&self) -> Option<Credential> {
        Some(self.clone())
    }
}

/// What a client has that was given no credentials: every signed call fails
/// before anything is sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCredentials;

#[async_trait]
impl ProvideCredentials for NoCredentials {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Err("the client was built without credentials; give its builder some".into())
    }
}
