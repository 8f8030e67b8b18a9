//! Signing keys, derived once for a day, a service and a secret.

use std::sync::{Arc, Mutex, PoisonError};

use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Credential, Date};

/// The keys of the services that a client has called today. A key of another
/// day or of replaced credentials is dropped when a new one takes its place.
#[derive(Debug, Default)]
pub(crate) struct SigningKeys(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    credential: Credential,
    key: Arc<SigningKey>,
}

impl SigningKeys {
    /// The key for this day and service. The lock is held for a short search
    /// or one derivation, and never across an await.
    pub(crate) fn key(
        &self,
        credential: &Credential,
        date: Date,
        service: &str,
    ) -> Arc<SigningKey> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let current = |entry: &Entry| {
            entry.key.date() == date && entry.credential.secret_key() == credential.secret_key()
        };
        if let Some(entry) =
            entries.iter().find(|entry| entry.key.service() == service && current(entry))
        {
            return Arc::clone(&entry.key);
        }
        entries.retain(current);
        let key = Arc::new(SigningKey::derive(credential.secret_key(), date, service));
        entries.push(Entry { credential: credential.clone(), key: Arc::clone(&key) });
        key
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Timestamp;

    use super::*;

    #[test]
    fn keys_are_kept_for_a_day_and_a_secret_and_no_longer() {
        let keys = SigningKeys::default();
        let one = Credential::new("id", "one").unwrap();
        let two = Credential::new("id", "two").unwrap();
        let today = Timestamp::new(86_399).unwrap().date();
        let tomorrow = Timestamp::new(86_400).unwrap().date();

        let ecm = keys.key(&one, today, "ecm");
        let cvm = keys.key(&one, today, "cvm");
        assert!(Arc::ptr_eq(&ecm, &keys.key(&one, today, "ecm")));
        assert!(Arc::ptr_eq(&cvm, &keys.key(&one, today, "cvm")));

        assert_eq!(keys.key(&one, tomorrow, "ecm").date(), tomorrow);
        assert_eq!(keys.0.lock().unwrap().len(), 1, "yesterday's keys are gone");

        let other = keys.key(&two, tomorrow, "ecm");
        assert!(!Arc::ptr_eq(&other, &keys.key(&one, tomorrow, "ecm")));
    }
}
