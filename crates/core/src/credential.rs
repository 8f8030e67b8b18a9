//! Who is calling: a secret id, a secret key and, for temporary keys, a token.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use zeroize::Zeroizing;

/// A secret key or token: never printed, never serialised, and wiped when the
/// last of its clones, which share it, is dropped.
///
/// ```
/// use tencentcloud_core::Secret;
///
/// let key = Secret::new("test-secret-key-000001");
/// assert_eq!(format!("{key:?} {key}"), "[redacted] [redacted]");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes the text over as it is; whether it is a usable key shows later.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(Zeroizing::new(text.into())))
    }

    /// The secret itself. Every use of this is a place where it could leak.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A key pair of an account, with the session token of temporary keys. A clone
/// is cheap.
///
/// ```
/// use tencentcloud_core::Credential;
///
/// let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
/// assert!(!format!("{credential:?}").contains("secret-key"));
/// # Ok::<(), tencentcloud_core::InvalidCredential>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    secret_id: Arc<str>,
    secret_key: Secret,
    token: Option<Secret>,
}

impl Credential {
    /// A pair of long-term keys.
    ///
    /// The id stands in a header, so it is refused here when it could not; and
    /// both are refused with blanks around them, which is how a copied key
    /// usually goes wrong.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Result<Self, InvalidCredential> {
        let secret_id = secret_id.into();
        let secret_key = Secret::new(secret_key);
        check("secret id", &secret_id)?;
        check("secret key", secret_key.expose())?;
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b',' && byte != b'/';
        if !secret_id.bytes().all(plain) {
            return Err(InvalidCredential { part: "secret id", problem: Problem::Character });
        }
        Ok(Self { secret_id: secret_id.into(), secret_key, token: None })
    }

    /// The same pair with the session token that came with it. The token is
    /// sent as `X-TC-Token` and is not part of what is signed.
    pub fn with_token(mut self, token: impl Into<String>) -> Result<Self, InvalidCredential> {
        let token = Secret::new(token);
        check("token", token.expose())?;
        if !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(InvalidCredential { part: "token", problem: Problem::Character });
        }
        self.token = Some(token);
        Ok(self)
    }

    /// The public half, as it stands in the Authorization header.
    pub fn secret_id(&self) -> &str {
        &self.secret_id
    }

    /// The secret half.
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The session token of temporary keys.
    pub fn token(&self) -> Option<&Secret> {
        self.token.as_ref()
    }

    /// Whether an emulator made this pair for itself (its id says so). Such a
    /// pair is never sent to a host of Tencent Cloud.
    pub fn is_for_emulator(&self) -> bool {
        self.secret_id.starts_with(EMULATOR_ID_PREFIX)
    }
}

/// How the ids of keys begin that an emulator makes up for one run.
pub const EMULATOR_ID_PREFIX: &str = "AKIDemulator";

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("secret_id", &self.secret_id)
            .field("secret_key", &self.secret_key)
            .field("token", &self.token)
            .finish()
    }
}

/// The id alone: enough for a log line, useless to a reader of it.
impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.secret_id)
    }
}

fn check(part: &'static str, text: &str) -> Result<(), InvalidCredential> {
    let problem = if text.is_empty() {
        Problem::Empty
    } else if text.trim() != text {
        Problem::Blank
    } else {
        return Ok(());
    };
    Err(InvalidCredential { part, problem })
}

/// A credential that cannot be used. Copy the key again, from its first to its
/// last character and nothing around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCredential {
    part: &'static str,
    problem: Problem,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    Empty,
    Blank,
    Character,
}

impl fmt::Display for InvalidCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            Problem::Empty => "is empty",
            Problem::Blank => "has white space around it",
            Problem::Character => "has a character that cannot stand in a header",
        };
        write!(f, "the {} {problem}", self.part)
    }
}

impl core::error::Error for InvalidCredential {}

#[cfg(test)]
mod tests {
    use alloc::{format, string::ToString};

    use super::*;

    #[test]
    fn nothing_secret_is_printed() {
        let credential =
            Credential::new("id-1", "canary-key").unwrap().with_token("canary-token").unwrap();
        assert!(!format!("{credential:#?}").contains("canary"));
        assert_eq!(credential.to_string(), "id-1");
        let (key, token) = (credential.secret_key(), credential.token().unwrap());
        assert_eq!(format!("{key:?} {token}"), "[redacted] [redacted]");
        assert_eq!(
            format!("{credential:?}"),
            "Credential { secret_id: \"id-1\", secret_key: [redacted], token: Some([redacted]) }"
        );
    }

    #[test]
    fn what_could_not_be_sent_is_refused() {
        for (id, key, message) in [
            ("", "k", "the secret id is empty"),
            ("id", "", "the secret key is empty"),
            (" id", "k", "the secret id has white space around it"),
            ("id", "k\n", "the secret key has white space around it"),
            ("i\r\nd", "k", "the secret id has a character that cannot stand in a header"),
            ("a/b", "k", "the secret id has a character that cannot stand in a header"),
        ] {
            assert_eq!(Credential::new(id, key).unwrap_err().to_string(), message);
        }
        let pair = Credential::new("id", "k").unwrap();
        assert!(pair.clone().with_token("a\r\nX-Evil: 1").is_err());
        assert!(pair.with_token("").is_err());
    }
}
