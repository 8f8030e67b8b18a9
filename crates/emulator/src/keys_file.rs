//! Keys in a file, with accounts and tokens.

use std::collections::BTreeSet;

use serde::Deserialize;
use tencentcloud_core::{Credential, InvalidCredential};
use tencentcloud_verify::Key;

/// A key pair that an emulator accepts, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountKey {
    /// Id, key and, for temporary keys, the token that must come with them.
    pub credential: Credential,
    /// The account; the emulator's own if nobody says.
    pub account: Option<String>,
}

impl AccountKey {
    /// The account of keys that say none.
    pub const DEFAULT_ACCOUNT: &str = "100000000001";

    /// The id, and what a [`KeyRing`](tencentcloud_verify::KeyRing) holds under it.
    pub fn into_entry(self) -> (String, Key) {
        let account = self.account.as_deref().unwrap_or(Self::DEFAULT_ACCOUNT);
        let mut key = Key::new(self.credential.secret_key().clone(), account);
        if let Some(token) = self.credential.token() {
            key = key.with_token(token.clone());
        }
        (self.credential.secret_id().to_owned(), key)
    }
}

impl From<Credential> for AccountKey {
    fn from(credential: Credential) -> Self {
        Self { credential, account: None }
    }
}

/// Reads the keys of a keys file, which is JSON:
///
/// ```
/// use tencentcloud_emulator::keys_file;
///
/// let keys = keys_file::parse(r#"[
///     {"secret_id": "test-secret-id-000001", "secret_key": "test-secret-key-000001"},
///     {"secret_id": "test-secret-id-000002", "secret_key": "test-secret-key-000002",
///      "token": "test-token", "account": "100000000002"}
/// ]"#)?;
/// assert_eq!(keys[1].account.as_deref(), Some("100000000002"));
/// # Ok::<(), tencentcloud_emulator::keys_file::KeysFileError>(())
/// ```
///
/// Nothing is guessed: a member that is not one of these four is an error, and
/// so is an id that comes twice. No error shows a key or a token.
pub fn parse(text: &str) -> Result<Vec<AccountKey>, KeysFileError> {
    let items: Vec<serde_json::Value> = serde_json::from_str(text)
        .map_err(|error| KeysFileError::Json { line: error.line(), column: error.column() })?;
    if items.is_empty() {
        return Err(KeysFileError::Empty);
    }
    let mut seen = BTreeSet::new();
    let mut keys = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        let entry = at + 1;
        let key = read(item, entry)?;
        if !seen.insert(key.credential.secret_id().to_owned()) {
            return Err(KeysFileError::Repeated { entry });
        }
        keys.push(key);
    }
    Ok(keys)
}

#[derive(Deserialize)]
struct Item {
    secret_id: String,
    secret_key: String,
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    account: Option<String>,
}

const MEMBERS: [&str; 4] = ["secret_id", "secret_key", "token", "account"];

fn read(item: serde_json::Value, entry: usize) -> Result<AccountKey, KeysFileError> {
    let Some(object) = item.as_object() else {
        return Err(KeysFileError::NotAnObject { entry });
    };
    if object.keys().any(|name| !MEMBERS.contains(&&**name)) {
        return Err(KeysFileError::UnknownMember { entry });
    }
    // The deserialiser's own errors may quote values, so they end here.
    for name in MEMBERS {
        let fits = match object.get(name) {
            Some(value) => value.is_string() || (value.is_null() && is_optional(name)),
            None => is_optional(name),
        };
        if !fits {
            return Err(KeysFileError::Member { entry, name });
        }
    }
    let item: Item =
        serde_json::from_value(item).map_err(|_| KeysFileError::NotAnObject { entry })?;
    let invalid = |source| KeysFileError::Key { entry, source };
    let mut credential = Credential::new(item.secret_id, item.secret_key).map_err(invalid)?;
    if let Some(token) = item.token {
        credential = credential.with_token(token).map_err(invalid)?;
    }
    if item.account.as_deref() == Some("") {
        return Err(KeysFileError::Member { entry, name: "account" });
    }
    Ok(AccountKey { credential, account: item.account })
}

fn is_optional(name: &str) -> bool {
    matches!(name, "token" | "account")
}

/// Why a keys file cannot be used. Entries count from 1; correct the one named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeysFileError {
    /// It is not a JSON list.
    #[error("the keys are not a JSON list: see line {line}, column {column}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The list is empty, and with no key nobody could call.
    #[error("there is no key in the list")]
    Empty,
    /// An entry is not an object.
    #[error("entry {entry} of the keys is not an object")]
    NotAnObject {
        /// Which one.
        entry: usize,
    },
    /// An entry has a member that is none of the four.
    #[error(
        "entry {entry} of the keys has a member other than secret_id, secret_key, token and account"
    )]
    UnknownMember {
        /// Which one. The member's name is not shown: it may be a key.
        entry: usize,
    },
    /// A member is absent, empty or not text.
    #[error("entry {entry} of the keys needs {name} as text that is not empty")]
    Member {
        /// Which one.
        entry: usize,
        /// The member.
        name: &'static str,
    },
    /// Id, key or token cannot be used.
    #[error("entry {entry} of the keys: {source}")]
    Key {
        /// Which one.
        entry: usize,
        /// What is wrong with it.
        source: InvalidCredential,
    },
    /// An id comes twice.
    #[error("entry {entry} of the keys has the id of an earlier one")]
    Repeated {
        /// The later of the two.
        entry: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_entry_and_show_nothing_secret() {
        let good = r#"{"secret_id": "id-1", "secret_key": "canary"}"#;
        for (text, message) in [
            ("[", "the keys are not a JSON list: see line 1, column 1"),
            ("[]", "there is no key in the list"),
            (r#"["canary"]"#, "entry 1 of the keys is not an object"),
            (
                r#"[{"secret_id": "id", "secretKey": "canary"}]"#,
                "entry 1 of the keys has a member other than secret_id, secret_key, token and account",
            ),
            (
                r#"[{"secret_id": "id"}]"#,
                "entry 1 of the keys needs secret_key as text that is not empty",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": ["canary"]}]"#,
                "entry 1 of the keys needs secret_key as text that is not empty",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": "canary "}]"#,
                "entry 1 of the keys: the secret key has white space around it",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": "k", "account": ""}]"#,
                "entry 1 of the keys needs account as text that is not empty",
            ),
            (&format!("[{good}, {good}]"), "entry 2 of the keys has the id of an earlier one"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.to_string().starts_with(message), "{error}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }

    #[test]
    fn token_and_account_are_optional_and_may_be_null() {
        let keys = parse(
            r#"[{"secret_id": "a", "secret_key": "k", "token": null, "account": null},
                {"secret_id": "b", "secret_key": "k", "token": "t", "account": "7"}]"#,
        )
        .unwrap();
        let entries: Vec<_> = keys.into_iter().map(AccountKey::into_entry).collect();
        assert_eq!(entries[0].1.account, AccountKey::DEFAULT_ACCOUNT);
        assert!(entries[0].1.token.is_none());
        assert_eq!(entries[1].1.account, "7");
        assert_eq!(entries[1].1.token.as_ref().unwrap().expose(), "t");
    }
}
