//! Keys from environment variables.

use std::ffi::OsString;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential, InvalidCredential};

use super::ProvideCredentials;

/// Reads `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary
/// keys, `TENCENTCLOUD_TOKEN` or `TENCENTCLOUD_SESSION_TOKEN`.
///
/// They are read for every request, so a process that sets them anew is heard.
#[derive(Debug, Clone, Copy, Default)]
pub struct EnvCredentials(());

const SECRET_ID: &str = "TENCENTCLOUD_SECRET_ID";
const SECRET_KEY: &str = "TENCENTCLOUD_SECRET_KEY";
const TOKENS: [&str; 2] = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"];

impl EnvCredentials {
    /// The credential that the environment holds now.
    #[expect(clippy::disallowed_methods, reason = "this provider is the edge to the environment")]
    pub fn read(&self) -> Result<Credential, MissingCredential> {
        credential(std::env::var_os)
    }
}

#[async_trait]
impl ProvideCredentials for EnvCredentials {
    async fn credential(&self) -> Result<Credential, BoxError> {
        Ok(self.read()?)
    }
}

fn credential(
    variable: impl Fn(&'static str) -> Option<OsString>,
) -> Result<Credential, MissingCredential> {
    // A variable set to nothing is how scripts unset one.
    let set = |name| match variable(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => value.into_string().map(Some).map_err(|_| MissingCredential::NotText(name)),
    };
    let secret_id = set(SECRET_ID)?.ok_or(MissingCredential::Unset(SECRET_ID))?;
    let secret_key = set(SECRET_KEY)?.ok_or(MissingCredential::Unset(SECRET_KEY))?;
    let credential = Credential::new(secret_id, secret_key)?;
    for name in TOKENS {
        if let Some(token) = set(name)? {
            return Ok(credential.with_token(token)?);
        }
    }
    Ok(credential)
}

/// The environment holds no usable credential.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissingCredential {
    /// This variable is not set, or empty. Export it.
    Unset(&'static str),
    /// This variable holds bytes that are not UTF-8 text.
    NotText(&'static str),
    /// The variables are set to something that cannot be used.
    Invalid(InvalidCredential),
}

impl std::fmt::Display for MissingCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unset(name) => write!(f, "the environment variable {name} is not set"),
            Self::NotText(name) => write!(f, "the environment variable {name} is not UTF-8 text"),
            Self::Invalid(error) => write!(f, "in the TENCENTCLOUD_* variables, {error}"),
        }
    }
}

impl std::error::Error for MissingCredential {}

impl From<InvalidCredential> for MissingCredential {
    fn from(error: InvalidCredential) -> Self {
        Self::Invalid(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Credential, MissingCredential> {
        credential(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn either_name_of_the_token_is_read() {
        let pair = [(SECRET_ID, "id"), (SECRET_KEY, "key")];
        assert!(read(&pair).unwrap().token().is_none());
        for name in TOKENS {
            let credential = read(&[pair[0], pair[1], (name, "token")]).unwrap();
            assert_eq!(credential.token().unwrap().expose(), "token");
        }
        assert!(read(&[pair[0], pair[1], (TOKENS[0], "")]).unwrap().token().is_none());
    }

    #[test]
    fn what_is_missing_is_named_and_no_value_is_shown() {
        assert_eq!(read(&[]), Err(MissingCredential::Unset(SECRET_ID)));
        assert_eq!(
            read(&[(SECRET_ID, "id"), (SECRET_KEY, "")]),
            Err(MissingCredential::Unset(SECRET_KEY))
        );
        let error = read(&[(SECRET_ID, "id"), (SECRET_KEY, "canary ")]).unwrap_err().to_string();
        assert!(error.contains("white space") && !error.contains("canary"), "{error}");
    }
}
