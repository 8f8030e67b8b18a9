//! Settings of an emulator.

use std::sync::Mutex;
use std::time::Duration;

use tencentcloud_core::{Credential, InvalidCredential, Timestamp};
use tencentcloud_verify::KeyRing;

use crate::clock::VirtualClock;
use crate::emulator::{Emulator, Inner};
use crate::ids::{Ids, fresh_credential};
use crate::keys_file::AccountKey;
use crate::rules::ImageSettings;
use crate::source_image::SourceImage;
use crate::state::State;

/// Settings of an emulator; see [`Emulator::builder`].
///
/// ```
/// use tencentcloud_core::Timestamp;
/// use tencentcloud_emulator::Emulator;
///
/// let emulator = Emulator::builder()
///     .key("test-secret-id-000001", "test-secret-key-000001")
///     .clock_start(Timestamp::new(1_700_000_000).unwrap())
///     .image_quota(1)
///     .build()?;
/// assert_eq!(emulator.credential().secret_id(), "test-secret-id-000001");
/// # Ok::<(), tencentcloud_emulator::BuildError>(())
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct Builder {
    keys: Vec<AccountKey>,
    invalid: Option<BuildError>,
    clock_start: Option<Timestamp>,
    seed: Option<u64>,
    sources: Vec<SourceImage>,
    rules: ImageSettings,
}

impl Builder {
    /// A key pair of the default account. For placeholder keys: the emulator
    /// accepts any pair it is told, and needs no real one.
    pub fn key(mut self, secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        match Credential::new(secret_id, secret_key) {
            Ok(credential) => self.keys.push(credential.into()),
            Err(source) => self.refuse(BuildError::Key(source)),
        }
        self
    }

    /// Key pairs with accounts, and tokens where they are temporary: those of
    /// [`keys_file::parse`](crate::keys_file::parse), or credentials.
    pub fn keys<K: Into<AccountKey>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.keys.extend(keys.into_iter().map(Into::into));
        self
    }

    /// The second at which the clock starts; the machine's time if this is not
    /// called. Either way it runs on.
    pub fn clock_start(mut self, at: Timestamp) -> Self {
        self.clock_start = Some(at);
        self
    }

    /// Makes image ids, task ids and request ids the same in every run. Keys
    /// that the emulator makes for itself are fresh all the same.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// One more CVM image to import from, beside the seeded one.
    pub fn source_image(mut self, image: SourceImage) -> Self {
        self.sources.push(image);
        self
    }

    /// How many private images an account may have. Assumed: 500, the number
    /// that CVM documents; none is public for ECM.
    pub fn image_quota(mut self, images: usize) -> Self {
        self.rules.image_quota = images;
        self
    }

    /// Whether an imported image has the id of its CVM image rather than a new
    /// one. Not documented; a new one is assumed, and clients do well to work
    /// with both.
    pub fn keep_image_id(mut self, keep: bool) -> Self {
        self.rules.keep_image_id = keep;
        self
    }

    /// How many characters `ImportImage` takes as a description. Assumed: 60,
    /// as documented for `ModifyImageAttribute`; CVM takes 256.
    pub fn description_limit(mut self, characters: usize) -> Self {
        self.rules.description_limit = characters;
        self
    }

    /// How long an import takes by the emulator's clock: nothing, if this is
    /// not called. Until then the image is in the state `IMPORTING`.
    pub fn import_duration(mut self, duration: Duration) -> Self {
        self.rules.import_duration = duration;
        self
    }

    /// A policy that denies an action, such as `ImportImage`, to an account.
    pub fn deny(mut self, account: impl Into<String>, action: impl Into<String>) -> Self {
        self.rules.denied.insert((account.into(), action.into()));
        self
    }

    /// The emulator. Fails if a key cannot be used or an id was given twice.
    pub fn build(mut self) -> Result<Emulator, BuildError> {
        if let Some(error) = self.invalid {
            return Err(error);
        }
        let first = match self.keys.first() {
            Some(first) => first.clone(),
            None => fresh_credential()?.into(),
        };
        let mut keys = KeyRing::from_iter([first.clone().into_entry()]);
        for key in self.keys.into_iter().skip(1) {
            let (id, key) = key.into_entry();
            if keys.insert(id.clone(), key).is_some() {
                return Err(BuildError::Repeated(id));
            }
        }

        let (_, owner) = first.clone().into_entry();
        self.sources.insert(0, SourceImage::seed());
        for source in &mut self.sources {
            source.account.get_or_insert_with(|| owner.account.clone());
        }
        Ok(Emulator::new(Inner {
            keys,
            credential: first.credential,
            clock: VirtualClock::new(self.clock_start),
            rules: self.rules,
            state: Mutex::new(State::new(&self.sources, Ids::new(self.seed))),
            seed: self.sources,
        }))
    }

    fn refuse(&mut self, error: BuildError) {
        self.invalid.get_or_insert(error);
    }
}

/// Why there is no emulator with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A key pair cannot be used; give it as it was issued, with nothing around it.
    #[error("a key of the emulator cannot be used: {0}")]
    Key(#[from] InvalidCredential),
    /// Two keys have the same id; give each once.
    #[error("the emulator was given two keys with the id {0}")]
    Repeated(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_keys_it_makes_a_pair_of_its_own() {
        let emulator = Emulator::builder().build().unwrap();
        assert!(emulator.credential().is_never_for_tencent());
        assert!(!format!("{emulator:?}").contains(emulator.credential().secret_key().expose()));
    }

    #[test]
    fn keys_that_cannot_be_used_are_refused() {
        let build = |id: &str, key: &str| Emulator::builder().key(id, key).build();
        assert_eq!(
            build("id", "key\n").unwrap_err().to_string(),
            "a key of the emulator cannot be used: the secret key has white space around it"
        );
        let twice = Emulator::builder().key("id", "a").key("id", "b").build();
        assert_eq!(twice.unwrap_err(), BuildError::Repeated("id".to_owned()));
    }
}
