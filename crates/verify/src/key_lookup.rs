//! The keys that a server knows.

use std::collections::BTreeMap;

use tencentcloud_core::Secret;

/// Where a server looks up keys.
pub trait KeyLookup {
    /// The key with this id, if there is one and it is enabled.
    fn key(&self, secret_id: &str) -> Option<Key>;
}

/// What a server knows of a key.
#[derive(Clone, Debug)]
pub struct Key {
    /// The secret key.
    pub secret: Secret,
    /// The token that every request with a temporary key must carry.
    pub token: Option<Secret>,
    /// The account that the key belongs to.
    pub account: String,
}

impl Key {
    /// A long-term key of an account.
    pub fn new(secret: Secret, account: impl Into<String>) -> Self {
        Self { secret, token: None, account: account.into() }
    }

    /// The same key as a temporary one, with its token.
    #[must_use]
    pub fn with_token(mut self, token: Secret) -> Self {
        self.token = Some(token);
        self
    }
}

/// Keys held in memory.
///
/// ```
/// use tencentcloud_core::Secret;
/// use tencentcloud_verify::{Key, KeyRing, KeyLookup};
///
/// let mut keys = KeyRing::new();
/// keys.insert("test-secret-id-000001", Key::new(Secret::new("test-secret-key-000001"), "100000000001"));
/// assert!(keys.key("test-secret-id-000001").is_some());
/// assert!(keys.key("test-secret-id-000002").is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct KeyRing(BTreeMap<String, Key>);

impl KeyRing {
    /// A ring without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key, and hands back the one that had this id before.
    pub fn insert(&mut self, secret_id: impl Into<String>, key: Key) -> Option<Key> {
        self.0.insert(secret_id.into(), key)
    }

    /// Ids and keys, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Key)> {
        self.0.iter().map(|(id, key)| (&**id, key))
    }
}

impl KeyLookup for KeyRing {
    fn key(&self, secret_id: &str) -> Option<Key> {
        self.0.get(secret_id).cloned()
    }
}

impl<I: Into<String>> FromIterator<(I, Key)> for KeyRing {
    fn from_iter<T: IntoIterator<Item = (I, Key)>>(keys: T) -> Self {
        Self(keys.into_iter().map(|(id, key)| (id.into(), key)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_shows_ids_and_accounts_and_no_secret() {
        let key =
            Key::new(Secret::new("canary-1"), "100000000001").with_token(Secret::new("canary-2"));
        let keys: KeyRing = [("test-secret-id-000001", key)].into_iter().collect();
        let shown = format!("{keys:?} {keys:#?}");
        assert!(shown.contains("test-secret-id-000001") && shown.contains("100000000001"));
        assert!(!shown.contains("canary"), "{shown}");
        assert_eq!(keys.iter().count(), 1);
    }

    #[test]
    fn inserting_an_id_again_replaces_its_key() {
        let mut keys = KeyRing::new();
        assert!(keys.insert("id", Key::new(Secret::new("k"), "a")).is_none());
        let old = keys.insert("id", Key::new(Secret::new("k"), "b")).unwrap();
        assert_eq!(old.account, "a");
        assert_eq!(keys.key("id").unwrap().account, "b");
    }
}
