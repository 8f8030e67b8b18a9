//! The keys of a server.

use std::collections::BTreeMap;

use tencentcloud_core::Secret;

/// A source of keys, such as a database. [`KeyRing`] keeps them in memory.
pub trait KeyLookup {
    /// The key with this secret id. `None` if it is unknown or disabled.
    fn key(&self, secret_id: &str) -> Option<Key>;

    /// All keys with their ids, so that [`diagnose`](crate::diagnose) can tell a client
    /// that has signed with another of them. Empty unless implemented: leave it so where
    /// the keys of other accounts must not be tried.
    fn all(&self) -> Vec<(String, Key)> {
        Vec::new()
    }
}

/// A key with its account.
#[derive(Clone, Debug)]
pub struct Key {
    /// The secret key.
    pub secret: Secret,
    /// The token of a temporary key, which every request must have.
    pub token: Option<Secret>,
    /// The account that the key belongs to.
    pub account: String,
}

impl Key {
    /// A long-term key of an account.
    pub fn new(secret: Secret, account: impl Into<String>) -> Self {
        Self { secret, token: None, account: account.into() }
    }

    /// Makes it a temporary key with this token.
    #[must_use]
    pub fn with_token(mut self, token: Secret) -> Self {
        self.token = Some(token);
        self
    }
}

/// Keys in memory.
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
    /// An empty key ring.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key. Returns the previous key with this id.
    pub fn insert(&mut self, secret_id: impl Into<String>, key: Key) -> Option<Key> {
        self.0.insert(secret_id.into(), key)
    }

    /// The ids and keys, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Key)> {
        self.0.iter().map(|(id, key)| (&**id, key))
    }
}

impl KeyLookup for KeyRing {
    fn key(&self, secret_id: &str) -> Option<Key> {
        self.0.get(secret_id).cloned()
    }

    fn all(&self) -> Vec<(String, Key)> {
        self.iter().map(|(id, key)| (id.to_owned(), key.clone())).collect()
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
    fn debug_redacts_keys_and_tokens() {
        let key =
            Key::new(Secret::new("canary-1"), "100000000001").with_token(Secret::new("canary-2"));
        let keys: KeyRing = [("test-secret-id-000001", key)].into_iter().collect();
        let shown = format!("{keys:?} {keys:#?}");
        assert!(shown.contains("test-secret-id-000001") && shown.contains("100000000001"));
        assert!(!shown.contains("canary"), "{shown}");
        assert_eq!(keys.iter().count(), 1);
    }

    #[test]
    fn insert_replaces_the_key_with_the_same_id() {
        let mut keys = KeyRing::new();
        assert!(keys.insert("id", Key::new(Secret::new("k"), "a")).is_none());
        let old = keys.insert("id", Key::new(Secret::new("k"), "b")).unwrap();
        assert_eq!(old.account, "a");
        assert_eq!(keys.key("id").unwrap().account, "b");
    }
}
