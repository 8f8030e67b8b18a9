//! What all requests of the page share.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use tencentcloud_core::{Credential, Secret};
use tencentcloud_emulator::Emulator;

/// An explorer: the built-in emulator, the keys of an account, and the token of its link.
#[derive(Clone, Debug)]
pub struct Explorer(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) emulator: Emulator,
    pub(crate) account: Option<AccountKey>,
    /// Stands in the fragment of the link, and in a header of each request of the page.
    pub(crate) token: Secret,
}

/// The keys for targets other than the emulator.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AccountKey {
    /// The keys. They never leave this process but as signatures.
    pub credential: Credential,
    /// Where they come from, for people: `environment`, `keys.json`.
    pub source: String,
}

impl AccountKey {
    /// Keys and where they come from.
    pub fn new(credential: Credential, source: impl Into<String>) -> Self {
        Self { credential, source: source.into() }
    }
}

/// Settings of an [`Explorer`].
#[derive(Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct Builder {
    emulator: Emulator,
    account: Option<AccountKey>,
}

impl Explorer {
    /// An explorer whose default target is `emulator`.
    pub fn builder(emulator: Emulator) -> Builder {
        Builder { emulator, account: None }
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl Builder {
    /// The keys for a custom endpoint and the real cloud. Without them calls go to the
    /// emulator only.
    pub fn account(mut self, account: AccountKey) -> Self {
        self.account = Some(account);
        self
    }

    /// The explorer, with a fresh token.
    pub fn build(self) -> Explorer {
        let Self { emulator, account } = self;
        Explorer(Arc::new(Inner { emulator, account, token: fresh_token() }))
    }
}

/// A token for one run. The standard library seeds the hasher with random numbers of the
/// operating system.
fn fresh_token() -> Secret {
    let random = RandomState::new();
    Secret::new(format!("{:016x}{:016x}", random.hash_one(0), random.hash_one(1)))
}
