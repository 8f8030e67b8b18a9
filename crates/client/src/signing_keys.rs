//! The cache of signing keys.

use std::sync::{Arc, Mutex, PoisonError};

use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Credential, Date, Secret};

/// The signing keys of one day and one secret, one for each service.
///
/// Deriving a key costs more than signing with it. A new date or a new secret
/// evicts all older keys.
#[derive(Debug, Default)]
pub(crate) struct SigningKeys(Mutex<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    /// Not the whole credential: a session token would outlive its use.
    secret_key: Secret,
    key: Arc<SigningKey>,
}

impl SigningKeys {
    /// The cached key, derived if it is missing.
    pub(crate) fn key(
        &self,
        credential: &Credential,
        date: Date,
        service: &str,
    ) -> Arc<SigningKey> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |entry: &Entry| {
            entry.key.date() == date && entry.secret_key == *credential.secret_key()
        };
        if let Some(entry) =
            entries.iter().find(|entry| entry.key.service() == service && is_current(entry))
        {
            return Arc::clone(&entry.key);
        }
        entries.retain(is_current);
        let key = Arc::new(SigningKey::derive(credential.secret_key(), date, service));
        let secret_key = credential.secret_key().clone();
        entries.push(Entry { secret_key, key: Arc::clone(&key) });
        key
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Timestamp;

    use super::*;

    #[test]
    fn keys_are_evicted_when_date_or_secret_changes() {
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
        assert_eq!(keys.0.lock().unwrap().len(), 1, "yesterday's keys are evicted");

        let other = keys.key(&two, tomorrow, "ecm");
        assert_eq!(keys.0.lock().unwrap().len(), 1, "keys of the other secret are evicted");
        assert!(!Arc::ptr_eq(&other, &keys.key(&one, tomorrow, "ecm")));
    }
}
