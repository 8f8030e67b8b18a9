//! What the page may see of keys.

use tencentcloud_core::Credential;

use crate::api::{Key, Language, TargetKind};
use crate::explorer::Inner;
use crate::mask::masked;

impl Inner {
    /// The keys for a target. The emulator's go only to the emulator, those of an account
    /// only elsewhere.
    pub(crate) fn credential(&self, target: TargetKind) -> Option<Credential> {
        match target {
            TargetKind::Emulator => Some(self.emulator.credential()),
            TargetKind::Custom | TargetKind::Cloud => {
                Some(self.account.as_ref()?.credential.clone())
            }
        }
    }

    /// What the page sees of the keys for a target.
    pub(crate) fn key(&self, target: TargetKind, language: Language) -> Option<Key> {
        let credential = self.credential(target)?;
        let is_emulators = target == TargetKind::Emulator;
        Some(Key {
            id: if is_emulators {
                credential.secret_id().to_owned()
            } else {
                masked(credential.secret_id())
            },
            source: match &self.account {
                Some(account) if !is_emulators => account.source.clone(),
                _ => language.of("emulator key", "模拟器密钥").to_owned(),
            },
            is_emulators,
            has_token: credential.token().is_some(),
        })
    }
}
