//! Credentials: a secret id, a secret key and, for temporary keys, a token.

use alloc::string::String;
use alloc::sync::Arc;
use core::fmt;

use crate::{Origin, Secret};

/// A key pair of an account, with the session token of temporary keys.
///
/// `Debug` and `Display` redact the secrets, `==` compares them in constant time, and
/// cloning is cheap.
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
    never_for_tencent: bool,
}

impl Credential {
    /// A long-term key pair.
    ///
    /// # Errors
    ///
    /// [`InvalidCredential`] if one of them is empty, if it has something that comes
    /// from copying and not from the key (white space, control and invisible
    /// characters, quotes around it), or if the id has a character that is not allowed
    /// in the `Authorization` header.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Result<Self, InvalidCredential> {
        let secret_id = secret_id.into();
        let secret_key = Secret::new(secret_key);
        let is_scope_part = |byte: u8| byte.is_ascii_graphic() && byte != b',' && byte != b'/';
        check("secret id", &secret_id, is_scope_part)?;
        check("secret key", secret_key.expose(), |_| true)?;
        let never_for_tencent = secret_id.starts_with(EMULATOR_ID_PREFIX);
        Ok(Self { secret_id: secret_id.into(), secret_key, token: None, never_for_tencent })
    }

    /// Adds the session token of a temporary key pair. It is sent as `X-TC-Token`
    /// and is not signed.
    ///
    /// # Errors
    ///
    /// [`InvalidCredential`] as for [`Credential::new`], or if it has a character that
    /// is not allowed in a header.
    pub fn with_token(mut self, token: impl Into<String>) -> Result<Self, InvalidCredential> {
        let token = Secret::new(token);
        check("token", token.expose(), |byte| byte.is_ascii_graphic())?;
        self.token = Some(token);
        Ok(self)
    }

    /// Marks the credential as never for a Tencent Cloud host, such as the keys of
    /// an emulator: see [`Credential::may_be_sent_to`].
    #[must_use]
    pub fn never_for_tencent(mut self) -> Self {
        self.never_for_tencent = true;
        self
    }

    /// The secret id, which is sent in the `Authorization` header.
    pub fn secret_id(&self) -> &str {
        &self.secret_id
    }

    /// The secret key, which is never sent.
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The session token of temporary keys.
    pub fn token(&self) -> Option<&Secret> {
        self.token.as_ref()
    }

    /// Whether the credential was marked with [`Credential::never_for_tencent`], or
    /// its id begins with [`EMULATOR_ID_PREFIX`]. The prefix keeps the mark when
    /// keys are copied, for example into environment variables.
    pub fn is_never_for_tencent(&self) -> bool {
        self.never_for_tencent
    }

    /// Whether a request that is signed with this credential may be sent to a
    /// host: false for a Tencent Cloud host if the credential is never for one.
    ///
    /// ```
    /// use tencentcloud_core::{Credential, Endpoint};
    ///
    /// let tencent = Endpoint::nearest().origin("ecm")?;
    /// let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    /// assert!(credential.may_be_sent_to(&tencent));
    /// assert!(!credential.never_for_tencent().may_be_sent_to(&tencent));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn may_be_sent_to(&self, origin: &Origin) -> bool {
        !(self.is_never_for_tencent() && origin.is_tencent())
    }
}

/// The prefix of the secret ids that an emulator generates.
pub const EMULATOR_ID_PREFIX: &str = "AKIDemulator";

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("secret_id", &self.secret_id)
            .field("secret_key", &self.secret_key)
            .field("token", &self.token)
            .field("never_for_tencent", &self.never_for_tencent)
            .finish()
    }
}

/// Shows only the secret id.
impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.secret_id)
    }
}

fn check(
    part: &'static str,
    value: &str,
    is_allowed: impl Fn(u8) -> bool,
) -> Result<(), InvalidCredential> {
    let problem = if value.is_empty() {
        "is empty"
    } else if value.trim() != value {
        "has white space around it"
    } else if value.contains(['\n', '\r']) {
        "has a line break in it"
    } else if value.contains(char::is_whitespace) {
        "has white space in it"
    } else if value.contains(char::is_control) {
        "has a control character in it"
    } else if value.contains(is_invisible) {
        "has an invisible character in it, such as a byte order mark or a zero-width space"
    } else if is_quoted(value) {
        "has quotes around it"
    } else if !value.bytes().all(is_allowed) {
        "has a character that is not allowed in a header"
    } else {
        return Ok(());
    };
    Err(InvalidCredential { part, problem })
}

/// Whether a character has no width and so survives copying unseen: format characters,
/// fillers and variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a pair of quotes is around the value, as when a line of a script is copied.
fn is_quoted(value: &str) -> bool {
    const PAIRS: [(char, char); 7] = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
        ('\u{ab}', '\u{bb}'),
        ('\u{300c}', '\u{300d}'),
    ];
    PAIRS.iter().any(|(open, close)| value.starts_with(*open) && value.ends_with(*close))
}

/// The error of an invalid credential. Copy the key again, without anything before
/// or after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCredential {
    part: &'static str,
    problem: &'static str,
}

impl fmt::Display for InvalidCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} {}", self.part, self.problem)
    }
}

impl core::error::Error for InvalidCredential {}

#[cfg(test)]
mod tests {
    use alloc::{format, string::ToString};

    use super::*;

    #[test]
    fn debug_and_display_redact_secrets() {
        let credential =
            Credential::new("id-1", "canary-key").unwrap().with_token("canary-token").unwrap();
        assert!(!format!("{credential:#?}").contains("canary"));
        assert_eq!(credential.to_string(), "id-1");
        let (key, token) = (credential.secret_key(), credential.token().unwrap());
        assert_eq!(format!("{key:?} {token}"), "[redacted] [redacted]");
        assert_eq!(
            format!("{credential:?}"),
            "Credential { secret_id: \"id-1\", secret_key: [redacted], token: Some([redacted]), \
             never_for_tencent: false }"
        );
    }

    #[test]
    fn credential_is_rejected_when_a_part_cannot_be_sent() {
        for (id, key, message) in [
            ("", "k", "the secret id is empty"),
            ("id", "", "the secret key is empty"),
            (" id", "k", "the secret id has white space around it"),
            ("id", "k\n", "the secret key has white space around it"),
            ("i\r\nd", "k", "the secret id has a line break in it"),
            ("id", "k k", "the secret key has white space in it"),
            ("id", "k\u{a0}k", "the secret key has white space in it"),
            ("id", "k\u{7f}k", "the secret key has a control character in it"),
            ("id", "k\0", "the secret key has a control character in it"),
            ("\"id\"", "k", "the secret id has quotes around it"),
            ("id", "'k'", "the secret key has quotes around it"),
            ("id", "\u{201c}k\u{201d}", "the secret key has quotes around it"),
            ("i\u{e9}d", "k", "the secret id has a character that is not allowed in a header"),
            ("a/b", "k", "the secret id has a character that is not allowed in a header"),
        ] {
            assert_eq!(Credential::new(id, key).unwrap_err().to_string(), message);
        }
        for invisible in ['\u{feff}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{ad}', '\u{e0020}'] {
            for key in [format!("{invisible}k"), format!("k{invisible}k"), format!("k{invisible}")]
            {
                let error = Credential::new("id", &*key).unwrap_err().to_string();
                assert!(error.starts_with("the secret key has an invisible"), "{error}");
                let token = Credential::new("id", "k").unwrap().with_token(key);
                assert!(token.unwrap_err().to_string().contains("invisible"));
            }
        }
        // Letters of any alphabet and a single quote are what the service may issue.
        for key in ["k\u{e9}\u{5bc6}", "it's", "a\"b", "\"k"] {
            assert!(Credential::new("id", key).is_ok());
        }
        let pair = Credential::new("id", "k").unwrap();
        assert!(pair.clone().with_token("a\r\nX-Evil: 1").is_err());
        assert!(pair.with_token("").is_err());
    }

    #[test]
    fn marked_credential_is_not_for_tencent_hosts() {
        let pair = |id| Credential::new(id, "k").unwrap();
        let cloud = crate::Endpoint::nearest().origin("ecm").unwrap();
        let local = crate::Endpoint::custom("http://127.0.0.1:1").unwrap().origin("ecm").unwrap();
        for marked in [pair("id").never_for_tencent(), pair("AKIDemulator0001")] {
            assert!(marked.is_never_for_tencent());
            assert!(!marked.may_be_sent_to(&cloud) && marked.may_be_sent_to(&local));
            let with_token = marked.with_token("t").unwrap();
            assert!(!with_token.may_be_sent_to(&cloud));
        }
        assert!(pair("id").may_be_sent_to(&cloud) && !pair("id").is_never_for_tencent());
    }
}
