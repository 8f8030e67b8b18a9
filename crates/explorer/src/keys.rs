//! What the page may see of keys.

use tencentcloud_core::{Credential, Secret, form};

use crate::api::{Key, Language, TargetKind};
use crate::explorer::Inner;

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

const DOTS: &str = "••••••••";

/// The secrets of the account that signs a request, and what is shown in place of each. Those
/// of the emulator's pair are none.
#[derive(Debug, Default)]
pub(crate) struct Mask(Vec<(Secret, String)>);

impl Mask {
    /// Of the keys of an account; of none, it hides nothing.
    pub(crate) fn new(account: Option<&Credential>) -> Self {
        let Some(credential) = account else { return Self::default() };
        let id = credential.secret_id();
        let mut replaced =
            vec![(credential.secret_key().clone(), DOTS.to_owned()), (Secret::new(id), masked(id))];
        if let Some(token) = credential.token() {
            replaced.push((token.clone(), DOTS.to_owned()));
        }
        // In a query or form they are percent-encoded.
        for (secret, shown) in replaced.clone() {
            let pair = form::encode([("", secret.expose())]);
            replaced.push((Secret::new(pair.trim_start_matches('=')), shown));
        }
        Self(replaced)
    }

    /// Whether the keys are those of an account.
    pub(crate) fn is_account(&self) -> bool {
        !self.0.is_empty()
    }

    /// The text without the secrets.
    pub(crate) fn hide(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (secret, shown)| {
            if text.contains(secret.expose()) { text.replace(secret.expose(), shown) } else { text }
        })
    }
}

/// Eight dots and the last four characters of an id of an account; of a short one, which
/// that would tell, only dots.
pub(crate) fn masked(id: &str) -> String {
    const SHORT: usize = 12;
    let length = id.chars().count();
    let shown = if length < SHORT { length } else { length - 4 };
    format!("{DOTS}{}", id.chars().skip(shown).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn last_four_characters_of_a_long_id_are_shown() {
        assert_eq!(masked("test-secret-id-000001"), "••••••••0001");
        assert_eq!(masked("test-id-001"), "••••••••");
        assert_eq!(masked(""), "••••••••");
    }
}
