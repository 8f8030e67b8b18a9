//! What all requests of the page share.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::Arc;

use tencentcloud_client::SystemClock;
use tencentcloud_core::{Clock, Credential, Secret};
use tencentcloud_emulator::Emulator;

use crate::history::History;
use crate::sending::Sender;
use crate::texts::Texts;

/// An explorer: the built-in emulator, the keys of an account, and the token of its link.
#[derive(Clone, Debug)]
pub struct Explorer(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) emulator: Emulator,
    /// `http://127.0.0.1:PORT`, where the emulator is served.
    pub(crate) emulator_url: String,
    pub(crate) account: Option<AccountKey>,
    pub(crate) texts: Option<Arc<dyn Texts>>,
    pub(crate) history: History,
    pub(crate) sender: Sender,
    /// Seconds since 1970.
    pub(crate) started: u64,
    /// It is in the fragment of the link, and in a header of each request of the page.
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
    emulator_url: String,
    account: Option<AccountKey>,
    texts: Option<Arc<dyn Texts>>,
    state_folder: Option<PathBuf>,
}

impl Explorer {
    /// An explorer whose default target is `emulator`. It is served at `emulator_url`, such
    /// as `http://127.0.0.1:41873`: calls go there over HTTP, as those of any client.
    pub fn builder(emulator: Emulator, emulator_url: impl Into<String>) -> Builder {
        let emulator_url = emulator_url.into();
        Builder { emulator, emulator_url, account: None, texts: None, state_folder: None }
    }

    /// Why history and favorites are kept in memory only, although there is a
    /// [folder](Builder::state_folder) for them. `None` if they are kept there.
    pub fn state_problem(&self) -> Option<&str> {
        self.0.history.problem()
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

    /// Descriptions of actions and members. Without them forms have none.
    pub fn texts(mut self, texts: impl Texts + 'static) -> Self {
        self.texts = Some(Arc::new(texts));
        self
    }

    /// The folder for the history of calls and for favorites; it is created when it is
    /// missing. Without one they are kept in memory. No key, token or signature is written.
    pub fn state_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.state_folder = Some(folder.into());
        self
    }

    /// The explorer, with a fresh token.
    pub fn build(self) -> Explorer {
        let Self { emulator, emulator_url, account, texts, state_folder } = self;
        let history = History::open(state_folder);
        Explorer(Arc::new(Inner {
            emulator,
            emulator_url,
            account,
            texts,
            history,
            sender: Sender::default(),
            started: SystemClock.now().unix.seconds(),
            token: fresh_token(),
        }))
    }
}

/// A token for one run. The standard library seeds the hasher with random numbers of the
/// operating system.
fn fresh_token() -> Secret {
    let random = RandomState::new();
    Secret::new(format!("{:016x}{:016x}", random.hash_one(0), random.hash_one(1)))
}
