//! Credentials from environment variables.

use std::ffi::OsString;

use async_trait::async_trait;
use tencentcloud_core::{BoxError, Credential, InvalidCredential};

use super::{ProvideCredentials, Surroundings};

/// Credentials from the environment: `TENCENTCLOUD_SECRET_ID`,
/// `TENCENTCLOUD_SECRET_KEY` and, for temporary credentials, `TENCENTCLOUD_TOKEN` or
/// `TENCENTCLOUD_SESSION_TOKEN`. An empty variable counts as unset.
///
/// The variables are read for every attempt, so a change takes effect at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct EnvCredentials(());

const SECRET_ID: &str = "TENCENTCLOUD_SECRET_ID";
const SECRET_KEY: &str = "TENCENTCLOUD_SECRET_KEY";
const TOKENS: [&str; 2] = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"];

impl EnvCredentials {
    /// Reads the credential.
    ///
    /// # Errors
    ///
    /// Fails if a required variable is unset, or if a value is invalid.
    #[expect(clippy::disallowed_methods, reason = "this provider reads the environment")]
    pub fn read(&self) -> Result<Credential, EnvCredentialsError> {
        credential(std::env::var_os)
    }
}

#[async_trait]
impl ProvideCredentials for EnvCredentials {
    async fn credential(&self, _: &Surroundings<'_>) -> Result<Credential, BoxError> {
        Ok(self.read()?)
    }
}

fn credential(
    variable: impl Fn(&'static str) -> Option<OsString>,
) -> Result<Credential, EnvCredentialsError> {
    // Scripts unset a variable by setting it to the empty string.
    let read = |name| match variable(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => {
            value.into_string().map(Some).map_err(|_| EnvCredentialsError::NotUnicode(name))
        }
    };
    let secret_id = read(SECRET_ID)?.ok_or(EnvCredentialsError::Unset(SECRET_ID))?;
    let secret_key = read(SECRET_KEY)?.ok_or(EnvCredentialsError::Unset(SECRET_KEY))?;
    let credential =
        Credential::new(secret_id, secret_key).map_err(EnvCredentialsError::Invalid)?;
    for name in TOKENS {
        if let Some(token) = read(name)? {
            return credential.with_token(token).map_err(EnvCredentialsError::Invalid);
        }
    }
    Ok(credential)
}

/// The error of [`EnvCredentials`]: the environment contains no valid credential.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EnvCredentialsError {
    /// This required variable is unset or empty. Export it.
    #[error("environment variable {0} is not set")]
    Unset(&'static str),
    /// The value of this variable is not UTF-8.
    #[error("environment variable {0} is not UTF-8")]
    NotUnicode(&'static str),
    /// A value cannot be used, for example because it contains a line break.
    #[error("invalid TENCENTCLOUD_* environment variable: {0}")]
    Invalid(InvalidCredential),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Credential, EnvCredentialsError> {
        credential(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn token_is_read_from_either_variable() {
        let pair = [(SECRET_ID, "id"), (SECRET_KEY, "key")];
        assert!(read(&pair).unwrap().token().is_none());
        for name in TOKENS {
            let credential = read(&[pair[0], pair[1], (name, "token")]).unwrap();
            assert_eq!(credential.token().unwrap().expose(), "token");
        }
        assert!(read(&[pair[0], pair[1], (TOKENS[0], "")]).unwrap().token().is_none());
    }

    #[test]
    fn error_names_the_variable_and_shows_no_value() {
        assert_eq!(read(&[]), Err(EnvCredentialsError::Unset(SECRET_ID)));
        assert_eq!(
            read(&[(SECRET_ID, "id"), (SECRET_KEY, "")]),
            Err(EnvCredentialsError::Unset(SECRET_KEY))
        );
        for (key, problem) in [
            ("canary ", "white space"),
            ("ca\nnary", "line break"),
            ("\u{feff}canary", "invisible"),
            ("\"canary\"", "quotes"),
        ] {
            let error = read(&[(SECRET_ID, "id"), (SECRET_KEY, key)]).unwrap_err().to_string();
            assert!(error.contains(problem) && !error.contains("nary"), "{error}");
        }
    }
}
