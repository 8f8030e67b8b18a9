//! The keys with which a request is checked.

use std::io::{self, IsTerminal};
use std::path::Path;

use tencentcloud_client::{EnvCredentials, EnvCredentialsError};
use tencentcloud_core::{BoxError, Credential, Error, Secret};
use tencentcloud_emulator::AccountKey;
use tencentcloud_verify::{Key, KeyLookup, KeyRing, RawRequest, form};
use tokio::signal::unix::{SignalKind, signal};

use crate::emulator::read_keys;
use crate::failure::Failure;

/// Where the keys are from.
pub(super) enum Keys {
    /// A file or the environment.
    Ring(KeyRing),
    /// Typed for the id of this request.
    Typed(TypedKey),
}

impl Keys {
    pub(super) fn lookup(&self) -> &dyn KeyLookup {
        match self {
            Self::Ring(keys) => keys,
            Self::Typed(key) => key,
        }
    }

    /// Whether the token of the request was taken as that of the key.
    pub(super) fn assumes_token(&self) -> bool {
        matches!(self, Self::Typed(TypedKey(key)) if key.token.is_some())
    }
}

/// The key of whatever id a request names.
pub(super) struct TypedKey(Key);

impl KeyLookup for TypedKey {
    fn key(&self, _: &str) -> Option<Key> {
        Some(self.0.clone())
    }
}

/// The keys of a file, else of the environment. `None` if there are neither.
pub(super) fn given(file: Option<&Path>) -> Result<Option<Keys>, Failure> {
    let ring = |keys: Vec<AccountKey>| {
        Some(Keys::Ring(keys.into_iter().map(AccountKey::into_entry).collect()))
    };
    if let Some(file) = file {
        return read_keys(file).map(ring);
    }
    match EnvCredentials::default().read() {
        Ok(credential) => Ok(ring(vec![credential.into()])),
        Err(EnvCredentialsError::Unset(_)) => Ok(None),
        Err(error) => Err(failure(error)),
    }
}

/// Asks for the key of the id that the request names.
pub(super) fn typed(request: &RawRequest) -> Result<Keys, Failure> {
    // A script whose log is elsewhere must not wait for a person.
    if !io::stderr().is_terminal() {
        return Err(failure("no keys are given, and stderr is no terminal to ask for one"));
    }
    // An id is due, and this is none that could be wrong.
    let credential = Credential::new("typed", prompt()?).map_err(failure)?;
    let mut key = Key::new(credential.secret_key().clone(), AccountKey::DEFAULT_ACCOUNT);
    if let Some(token) = token(request) {
        key = key.with_token(Secret::new(token));
    }
    Ok(Keys::Typed(TypedKey(key)))
}

/// Reads a key from the terminal, which does not show it.
fn prompt() -> Result<String, Failure> {
    // Ctrl-C would end the process while the terminal shows nothing that is typed. With a
    // handler the prompt returns, and gives the terminal its settings back.
    let interrupts = crate::runtime()?.block_on(async { signal(SignalKind::interrupt()) });
    let _interrupts =
        interrupts.map_err(|error| Failure::other("cannot handle signals", &error))?;
    rpassword::prompt_password("SecretKey of the request (not shown): ").map_err(|error| {
        if error.kind() == io::ErrorKind::Interrupted {
            Failure::Interrupted { nothing_was_sent: true, outcome_unknown: false }
        } else {
            failure(error)
        }
    })
}

/// The token that a request names.
fn token(request: &RawRequest) -> Option<String> {
    if let Some(token) = request.header("x-tc-token").ok().flatten() {
        return Some(token.to_owned());
    }
    let pairs = form::decode(request.form()?).ok()?;
    pairs.into_iter().find(|(name, _)| name == "Token").map(|(_, value)| value)
}

fn failure(error: impl Into<BoxError>) -> Failure {
    Failure::Call {
        error: Box::new(Error::credential(error)),
        idempotent: true,
        advice: Some(
            "Give --keys FILE, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY to the \
             keys that signed the request."
                .into(),
        ),
    }
}
