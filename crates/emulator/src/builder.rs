//! Settings of an emulator.

use std::sync::Mutex;
use std::time::Duration;

use tencentcloud_catalog::actions_named;
use tencentcloud_core::{Credential, InvalidCredential, Timestamp};
use tencentcloud_testing::PausedClock;
use tencentcloud_verify::{Key, KeyRing};

use crate::emulator::{Emulator, Inner};
use crate::ids::{Ids, fresh_credential, fresh_token};
use crate::image_settings::ImageSettings;
use crate::journal::Journal;
use crate::keys_file::AccountKey;
use crate::quoted::quoted;
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
    image_settings: ImageSettings,
    has_stubs: bool,
    journal_limit: Option<usize>,
    has_admin_token: bool,
}

impl Emulator {
    /// Settings for a new emulator. By default it has a generated credential, one
    /// account, and the CVM image `img-pmqg1cw9` in `ap-chengdu`.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// Adds a key pair of the default account. Use placeholder keys: the emulator
    /// needs no real ones. An invalid pair makes [`Builder::build`] fail.
    pub fn key(mut self, secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        match Credential::new(secret_id, secret_key) {
            Ok(credential) => self.keys.push(credential.into()),
            Err(reason) => {
                self.invalid.get_or_insert(BuildError::Key { reason });
            }
        }
        self
    }

    /// Adds key pairs with their accounts and tokens, for example those of
    /// [`keys_file::parse`](crate::keys_file::parse).
    pub fn keys<K: Into<AccountKey>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.keys.extend(keys.into_iter().map(Into::into));
        self
    }

    /// Sets the second at which the clock starts to run. The default is the time of
    /// the host.
    pub fn clock_start(mut self, at: Timestamp) -> Self {
        self.clock_start = Some(at);
        self
    }

    /// Makes image ids, task ids and request ids the same in every run. A
    /// generated credential still differs.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Adds a CVM image that can be imported.
    pub fn source_image(mut self, image: SourceImage) -> Self {
        self.sources.push(image);
        self
    }

    /// Sets the maximum number of private images of an account. The default of 500
    /// is assumed: CVM documents it, ECM documents none.
    pub fn image_quota(mut self, images: usize) -> Self {
        self.image_settings.image_quota = images;
        self
    }

    /// Sets whether an imported image keeps the id of its CVM image. The default is
    /// a new id; that is assumed, since it is not documented. Test with both.
    pub fn keep_image_id(mut self, keep: bool) -> Self {
        self.image_settings.keep_image_id = keep;
        self
    }

    /// Sets the maximum length of the description of `ImportImage`, in characters.
    /// The default of 60 is assumed: it is documented for `ModifyImageAttribute`.
    /// CVM allows 256.
    pub fn description_limit(mut self, characters: usize) -> Self {
        self.image_settings.description_limit = characters;
        self
    }

    /// Sets the duration of an import by the emulator's clock; the default is zero.
    /// During the import the image is in the state `IMPORTING`.
    pub fn import_duration(mut self, duration: Duration) -> Self {
        self.image_settings.import_duration = duration;
        self
    }

    /// Sets whether actions that the emulator does not model succeed. Their input is checked
    /// against the catalog, their output is
    /// [`example_output`](tencentcloud_catalog::example_output): it fits the declared types
    /// and says nothing about the service. The header `X-Emulator-Fidelity` of such a
    /// response is `stub`. A streaming action responds with JSON.
    ///
    /// By default they fail with `UnsupportedOperation`, since a false success is worse
    /// than an error.
    pub fn stubs(mut self, stubs: bool) -> Self {
        self.has_stubs = stubs;
        self
    }

    /// Adds a policy that denies an action, such as `ImportImage`, to an account.
    pub fn deny(mut self, account: impl Into<String>, action: impl Into<String>) -> Self {
        self.image_settings.denied.insert((Some(account.into()), action.into()));
        self
    }

    /// Adds a policy that denies an action to every account.
    pub fn deny_to_all(mut self, action: impl Into<String>) -> Self {
        self.image_settings.denied.insert((None, action.into()));
        self
    }

    /// Lets an action that is permitted fail with `FailedOperation.InternalOperationFailure`,
    /// or `FailedOperation` if it does not document that code. Nothing is changed.
    pub fn fail(mut self, action: impl Into<String>) -> Self {
        self.image_settings.failing.insert(action.into());
        self
    }

    /// Sets the maximum size of the journal in bytes. The default is 16 MiB. The
    /// journal drops its oldest entries.
    pub fn journal_limit(mut self, bytes: usize) -> Self {
        self.journal_limit = Some(bytes);
        self
    }

    /// Lets other machines use the [administration](crate::admin) with a new token,
    /// which [`Emulator::admin_token`] returns. The default is this machine only.
    pub fn admin_token(mut self) -> Self {
        self.has_admin_token = true;
        self
    }

    /// Builds the emulator. Fails if a key, source image, or denied or failing action is invalid,
    /// or if two keys have the same id.
    pub fn build(mut self) -> Result<Emulator, BuildError> {
        if let Some(error) = self.invalid {
            return Err(error);
        }
        let first = match self.keys.first() {
            Some(first) => first.clone(),
            None => fresh_credential().map_err(|reason| BuildError::Key { reason })?.into(),
        };
        let mut keys = KeyRing::from_iter([first.clone().into_entry()]);
        for key in self.keys.into_iter().skip(1) {
            let (id, key) = key.into_entry();
            if keys.insert(id.clone(), key).is_some() {
                return Err(BuildError::Repeated { secret_id: id });
            }
        }

        let denied = self.image_settings.denied.iter().map(|(_, action)| action);
        let mut named = denied.chain(&self.image_settings.failing);
        if let Some(name) = named.find(|action| actions_named(action).next().is_none()) {
            return Err(BuildError::Action { name: name.clone() });
        }

        let (_, Key { account: owner, .. }) = first.clone().into_entry();
        self.sources.insert(0, SourceImage::seed());
        for source in &mut self.sources {
            source.account.get_or_insert_with(|| owner.clone());
            source.check().map_err(|reason| BuildError::Image { reason })?;
        }
        let journal = Journal::new(self.journal_limit.unwrap_or(Journal::LIMIT));
        Ok(Emulator::new(Inner {
            keys,
            credential: first.credential,
            clock: PausedClock::running(self.clock_start),
            image_settings: self.image_settings,
            has_stubs: self.has_stubs,
            state: Mutex::new(State::new(&self.sources, Ids::new(self.seed), journal)),
            owner,
            admin_token: self.has_admin_token.then(fresh_token),
            seed: self.sources,
        }))
    }
}

/// The error of [`Builder::build`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A key pair is invalid. Pass it as issued, without surrounding spaces.
    #[error("invalid key for the emulator: {reason}")]
    #[non_exhaustive]
    Key {
        /// What is wrong with it.
        reason: InvalidCredential,
    },
    /// Two keys have the same id. Pass each key once.
    #[error("two keys for the emulator have the secret id {}", quoted(secret_id))]
    #[non_exhaustive]
    Repeated {
        /// The id.
        secret_id: String,
    },
    /// A source image cannot be imported by any request.
    #[error("invalid source image for the emulator: {reason}")]
    #[non_exhaustive]
    Image {
        /// What is wrong with it.
        reason: String,
    },
    /// An action that is denied or set to fail is unknown.
    #[error("the emulator cannot deny {} or let it fail: it has no such action", quoted(name))]
    #[non_exhaustive]
    Action {
        /// The name.
        name: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credential_is_generated_when_no_key_is_given() {
        let emulator = Emulator::builder().build().unwrap();
        assert!(emulator.credential().is_never_for_tencent());
        assert!(!format!("{emulator:?}").contains(emulator.credential().secret_key().expose()));
    }

    #[test]
    fn build_fails_when_a_key_is_invalid_or_repeated() {
        let error = Emulator::builder().key("id", "key\n").build().unwrap_err();
        let reason = Credential::new("id", "key\n").unwrap_err();
        assert_eq!(error.to_string(), format!("invalid key for the emulator: {reason}"));
        assert!(std::error::Error::source(&error).is_none());
        let twice = Emulator::builder().key("id", "a").key("id", "b").build();
        assert_eq!(twice.unwrap_err(), BuildError::Repeated { secret_id: "id".to_owned() });
    }

    #[test]
    fn errors_show_no_value_that_begins_with_a_dash() {
        let image =
            |id, region| Emulator::builder().source_image(SourceImage::new(id, region, "name"));
        let twice = Emulator::builder().key("-canary", "a").key("-canary", "b");
        for builder in [
            image("-canary", "ap-guangzhou"),
            image("img-00000001", "-canary"),
            Emulator::builder().deny("-canary", "-canary"),
            Emulator::builder().deny_to_all("-canary"),
            twice,
        ] {
            let error = builder.build().unwrap_err().to_string();
            assert!(error.contains("[redacted]") && !error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn build_fails_when_an_image_or_a_denied_action_is_unknown() {
        for (id, region, says) in [
            ("img-1", "ap-guangzhou", "the image id \"img-1\" is not img- and eight"),
            ("img-00000001", "ap-guangzhuo", "not a CVM region; did you mean ap-guangzhou?"),
            ("img-00000001", "", "\"\" is not a CVM region"),
        ] {
            let image = SourceImage::new(id, region, "name");
            let error = Emulator::builder().source_image(image).build().unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
        let builder = Emulator::builder;
        for builder in [
            builder().deny("1", "Import"),
            builder().deny_to_all("Import"),
            builder().fail("Import"),
        ] {
            let error = builder.build().unwrap_err().to_string();
            assert_eq!(
                error,
                "the emulator cannot deny \"Import\" or let it fail: it has no such action"
            );
        }
    }
}
