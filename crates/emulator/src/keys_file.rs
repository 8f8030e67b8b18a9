//! A file of keys with their accounts and tokens.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;
use tencentcloud_catalog::{Finding, FindingKind, read_input};
use tencentcloud_core::{Credential, InvalidCredential};
use tencentcloud_verify::Key;

/// A credential that an emulator accepts, with its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountKey {
    /// Id, key and, for temporary keys, the token.
    pub credential: Credential,
    /// The account; none for the [default](AccountKey::DEFAULT_ACCOUNT).
    pub account: Option<String>,
}

impl AccountKey {
    /// The account of a key without an account.
    pub const DEFAULT_ACCOUNT: &str = "100000000001";

    /// The secret id and the key, ready for a [`KeyRing`](tencentcloud_verify::KeyRing).
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

/// Parses a keys file, which is JSON:
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
/// `token` and `account` are optional. Fails if a member is missing, repeated, unknown
/// or invalid, or if two entries have the same id. No error shows a key or token.
pub fn parse(json: &str) -> Result<Vec<AccountKey>, KeysFileError> {
    let items: Vec<&RawValue> = serde_json::from_str(json)
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

fn read(item: &RawValue, entry: usize) -> Result<AccountKey, KeysFileError> {
    let object = read_input(item.get()).map_err(|findings| wrong(entry, &findings))?;
    if object.keys().any(|name| !MEMBERS.contains(&&**name)) {
        return Err(KeysFileError::UnknownMember { entry });
    }
    // Checked here, since errors of the deserializer may quote values.
    for name in MEMBERS {
        let is_valid = match object.get(name) {
            Some(value) => value.is_string() || (value.is_null() && is_optional(name)),
            None => is_optional(name),
        };
        if !is_valid {
            return Err(KeysFileError::Member { entry, name });
        }
    }
    let item: Item = serde_json::from_value(serde_json::Value::Object(object))
        .map_err(|_| KeysFileError::NotAnObject { entry })?;
    let invalid = |reason| KeysFileError::Key { entry, reason };
    let mut credential = Credential::new(item.secret_id, item.secret_key).map_err(invalid)?;
    if let Some(token) = item.token {
        credential = credential.with_token(token).map_err(invalid)?;
    }
    if item.account.as_deref() == Some("") {
        return Err(KeysFileError::Member { entry, name: "account" });
    }
    Ok(AccountKey { credential, account: item.account })
}

fn wrong(entry: usize, findings: &[Finding]) -> KeysFileError {
    let Some(Finding { path, kind, .. }) = findings.first() else {
        return KeysFileError::NotAnObject { entry };
    };
    let name = MEMBERS.into_iter().find(|name| name == path);
    match (kind, name) {
        (FindingKind::GivenTwice, name) => KeysFileError::RepeatedMember { entry, name },
        (FindingKind::NotAnObject { .. } | FindingKind::NotJson { .. }, _) => {
            KeysFileError::NotAnObject { entry }
        }
        (_, Some(name)) => KeysFileError::Member { entry, name },
        (_, None) => KeysFileError::UnknownMember { entry },
    }
}

fn is_optional(name: &str) -> bool {
    matches!(name, "token" | "account")
}

/// The error of [`parse`]. Entries are counted from 1. Correct the named entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeysFileError {
    /// The file is not a JSON list.
    #[error("the keys file is not a JSON list: error at line {line}, column {column}")]
    #[non_exhaustive]
    Json {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// The list is empty.
    #[error("the keys file has no key")]
    Empty,
    /// An entry is not an object.
    #[error("entry {entry} of the keys file is not an object")]
    #[non_exhaustive]
    NotAnObject {
        /// The number of the entry.
        entry: usize,
    },
    /// An entry has an unknown member. Its name is not shown, since it may be a key.
    #[error(
        "entry {entry} of the keys file has a member other than secret_id, secret_key, token and account"
    )]
    #[non_exhaustive]
    UnknownMember {
        /// The number of the entry.
        entry: usize,
    },
    /// An entry has a member twice.
    #[error("entry {entry} of the keys file has {} twice", name.unwrap_or("an unknown member"))]
    #[non_exhaustive]
    RepeatedMember {
        /// The number of the entry.
        entry: usize,
        /// The name of the member. None if it is unknown, since it may be a key.
        name: Option<&'static str>,
    },
    /// A member is missing, empty or not a string.
    #[error("entry {entry} of the keys file is invalid: {name} must be a string that is not empty")]
    #[non_exhaustive]
    Member {
        /// The number of the entry.
        entry: usize,
        /// The name of the member.
        name: &'static str,
    },
    /// The id, key or token is invalid.
    #[error("entry {entry} of the keys file is invalid: {reason}")]
    #[non_exhaustive]
    Key {
        /// The number of the entry.
        entry: usize,
        /// What is wrong with it.
        reason: InvalidCredential,
    },
    /// Two entries have the same id.
    #[error("entry {entry} of the keys file repeats the secret_id of an earlier entry")]
    #[non_exhaustive]
    Repeated {
        /// The number of the later entry.
        entry: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_entry_once_and_show_no_secret() {
        let valid = r#"{"secret_id": "id-1", "secret_key": "canary"}"#;
        for (json, message) in [
            ("[", "the keys file is not a JSON list: error at line 1, column 1"),
            ("[]", "the keys file has no key"),
            (r#"["canary"]"#, "entry 1 of the keys file is not an object"),
            (
                r#"[{"secret_id": "id", "secretKey": "canary"}]"#,
                "entry 1 of the keys file has a member other than secret_id, secret_key, token",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": "canary", "secret_key": "k"}]"#,
                "entry 1 of the keys file has secret_key twice",
            ),
            (
                r#"[{"secret_id": "id", "canary": "k", "canary": "k"}]"#,
                "entry 1 of the keys file has an unknown member twice",
            ),
            (
                r#"[{"secret_id": "id", "account": {"canary": 1, "canary": 1}}]"#,
                "entry 1 of the keys file has an unknown member twice",
            ),
            (
                r#"[{"secret_id": "id"}]"#,
                "entry 1 of the keys file is invalid: secret_key must be a string",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": ["canary"]}]"#,
                "entry 1 of the keys file is invalid: secret_key must be a string",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": "canary "}]"#,
                "entry 1 of the keys file is invalid: the secret key",
            ),
            (
                r#"[{"secret_id": "id", "secret_key": "k", "account": ""}]"#,
                "entry 1 of the keys file is invalid: account must be a string",
            ),
            (&format!("[{valid}, {valid}]"), "entry 2 of the keys file repeats the secret_id"),
        ] {
            let error = parse(json).unwrap_err();
            assert!(error.to_string().starts_with(message), "{error}");
            assert!(std::error::Error::source(&error).is_none(), "{error}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }

    #[test]
    fn token_and_account_are_optional_or_null() {
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
