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

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    /// What `sh` makes of a script.
    fn run(script: &str) -> Vec<u8> {
        let output = Command::new("sh").arg("-c").arg(script).output().unwrap();
        assert!(output.status.success(), "{script}: {output:?}");
        output.stdout
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn words_and_pipes_read_back_as_the_text(
            texts in prop::collection::vec("([a-z'\"\\\\$`!#&;|<>()~*?{}=\n -]|\\PC){0,12}", 1..4)
        ) {
            let words: Vec<_> = texts.iter().map(|text| word(text)).collect();
            let script = format!("printf '%s\\0' {}", words.join(" "));
            let expected: String = texts.iter().flat_map(|text| [text, "\0"]).collect();
            prop_assert_eq!(String::from_utf8(run(&script)).unwrap(), expected, "{}", script);
        }

        #[test]
        fn piped_bytes_arrive(bytes in any::<Vec<u8>>(), text in any::<String>()) {
            prop_assert_eq!(run(&format!("{}cat", piped(&bytes))), bytes);
            prop_assert_eq!(run(&format!("{}cat", piped(text.as_bytes()))), text.as_bytes());
        }
    }

    #[test]
    fn words_without_a_meaning_are_not_quoted() {
        for plain in ["img-pmqg1cw9", "ap-chengdu", "http://127.0.0.1:80", "a_b,c.d/e"] {
            assert_eq!(word(plain), plain);
        }
        for quoted in ["", "~", "a b", "a=b", "#", "!", "*", "边", "a\nb"] {
            assert_eq!(word(quoted), format!("'{quoted}'"));
        }
        assert_eq!(word("it's"), r"'it'\''s'");
        assert_eq!(option("region", "-x"), " --region=-x");
    }

    #[test]
    fn text_that_acts_on_a_terminal_is_piped_as_base64() {
        for text in ["\r", "\t", "\u{3}", "\u{1b}[31m", "\u{7f}", "\u{9b}", "\u{202e}", "\0"] {
            assert!(!is_argument(text), "{text:?}");
            assert!(piped(text.as_bytes()).contains("base64 --decode"), "{text:?}");
        }
        assert_eq!(piped(b"a\n'b'"), "printf %s 'a\n'\\''b'\\''' | ");
        assert!(!is_argument(&"x".repeat(LONGEST_ARGUMENT + 1)));
    }
}
