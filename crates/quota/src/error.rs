//! Errors.

use redis::{ErrorKind, RedisError, ServerErrorKind};

use crate::link::is_wrong_type;

/// Why a shared rate limiter cannot start, or why the use of rates cannot be read.
///
/// A server that cannot be reached is none when a limiter starts: it begins with the local
/// pace, and connects when the server is there. The text of a variant is the cause.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaError {
    /// The URL of the server is wrong. It is not shown, since it may hold a password.
    #[error("invalid URL of a Redis or Valkey server: {0}; an example is redis://127.0.0.1:6379")]
    Url(&'static str),
    /// The name of the account, the service or the action is empty, too long, or has other
    /// characters than letters, digits, `.`, `_` and `-`.
    #[error("{0:?} is no name: use 1 to 64 letters, digits, `.`, `_` and `-`")]
    Name(String),
    /// A setting must not be zero; its name.
    #[error("the {0} must not be zero")]
    Zero(&'static str),
    /// The server refuses user or password.
    #[error("the server refuses the user or the password: check those of the URL ({0})")]
    Authentication(String),
    /// The user has too few rights on the server.
    #[error(
        "the user has too few rights on the server: it needs the keys {{tc3}}:*, the commands that \
         docs/quota.md lists, and select for a database other than 0 ({0})"
    )]
    Permission(String),
    /// A key of this crate holds something that this crate did not write.
    #[error("a key that begins with {{tc3}}: holds a value of another program: delete it ({0})")]
    WrongType(String),
    /// The server refuses a command or the script. It must be Redis 6.2 or later, or Valkey.
    #[error("the server refuses a command; it must be Redis 6.2 or later, or Valkey ({0})")]
    Script(String),
    /// The server cannot be reached. Only [`usage`](crate::usage()) returns this.
    #[error("the server cannot be reached: check address, network and TLS ({0})")]
    Unreachable(String),
    /// The background thread could not be started.
    #[error("no thread for the rate limiter could be started: {0}")]
    Thread(String),
}

impl QuotaError {
    /// The error behind a failed command. It is handed back if it may pass: the server is
    /// away, loads its data, or may not be written to now.
    pub(crate) fn lasting(error: RedisError) -> Result<Self, RedisError> {
        let text = error.to_string();
        Ok(match error.kind() {
            ErrorKind::AuthenticationFailed => Self::Authentication(text),
            ErrorKind::Server(ServerErrorKind::NoPerm) => Self::Permission(text),
            _ if error.code() == Some("NOAUTH") => Self::Authentication(text),
            _ if error.code() == Some("WRONGPASS") => Self::Authentication(text),
            _ if is_denied_in_script(&text) => Self::Permission(text),
            _ if is_wrong_type(&error) => Self::WrongType(text),
            _ if text.contains("DB index") => Self::Url("the server has no such database"),
            _ if text.contains("unknown command") && text.contains("SENTINEL") => {
                Self::Url("a server there is no sentinel; their port is usually 26379")
            }
            ErrorKind::Server(ServerErrorKind::ResponseError) if !is_temporary(&text) => {
                Self::Script(text)
            }
            _ => return Err(error),
        })
    }

    /// An error of a server that does not respond.
    pub(crate) fn unreachable(error: &RedisError) -> Self {
        Self::Unreachable(reason(error))
    }
}

/// Why a server does not respond.
pub(crate) fn reason(error: &RedisError) -> String {
    if error.is_timeout() {
        "no reply in time".into()
    } else if error.kind() == ErrorKind::Parse {
        "what responds there is no such server".into()
    } else {
        error.to_string()
    }
}

/// Whether the script lacks a right, as Redis 6, 7.0 and later versions say it.
fn is_denied_in_script(text: &str) -> bool {
    let texts = ["NOPERM", "The user executing the script", "no permissions"];
    texts.iter().any(|said| text.contains(said))
}

fn is_temporary(text: &str) -> bool {
    ["READONLY", "OOM", "MISCONF", "NOREPLICAS", "LOADING"].iter().any(|code| text.contains(code))
}
