//! Words of a POSIX shell, and how bytes reach the stdin of a command.
//!
//! What a user typed is data in one place: between single quotes, where no character has a
//! meaning but the quote. A control character could still act on the terminal into which
//! the line is pasted, and one that reverses the direction of text hides what the line
//! does, so text with such characters is sent as Base64.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::literal::is_hidden;

/// The longest argument that every system can start a command with, as Linux limits it to
/// 128 KiB, less a margin.
const LONGEST_ARGUMENT: usize = 100_000;

/// The text as one word: as it is if no character has a meaning, else in single quotes.
pub(super) fn word(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:,".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    quoted(text)
}

/// The text in single quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Whether the text may stand on a command line: it can be typed and is not too long.
pub(super) fn is_argument(text: &str) -> bool {
    text.len() <= LONGEST_ARGUMENT && is_typed(text)
}

/// Whether a terminal shows the text and takes it for nothing else. A line feed does no harm
/// between quotes; a tab would complete a name.
pub(super) fn is_typed(text: &str) -> bool {
    text.chars().all(|c| c == '\n' || !is_hidden(c))
}

/// The beginning of a line that pipes the bytes into the command after it: `printf` is a
/// part of the shell, so its arguments may be long.
pub(super) fn piped(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if is_typed(text) => format!("printf %s {} | ", quoted(text)),
        _ => format!("printf %s {} | base64 --decode | ", quoted(&STANDARD.encode(bytes))),
    }
}

/// `--name value`, or `--name=value` if the value begins with a dash.
pub(super) fn option(name: &str, value: &str) -> String {
    let separator = if value.starts_with('-') { '=' } else { ' ' };
    format!(" --{name}{separator}{}", word(value))
}
