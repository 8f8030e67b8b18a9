//! The words of a shell command line, as a POSIX shell and bash separate them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::CapturedError;

/// What is done with a variable (`$NAME`, `${NAME}`), whose value is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variables {
    /// It is an error.
    Refused,
    /// The word has a NUL in its place, which no argument of a program has.
    AsNul,
}

/// The words of a command. What a shell would replace or would not pass to the command (a
/// pipe, a substitution) is an error: the value is not known here, or the text is more than
/// one command. Lines of comments may follow.
pub(crate) fn words(command: &[u8], variables: Variables) -> Result<Vec<Vec<u8>>, CapturedError> {
    if command.contains(&0) {
        return Err(CapturedError::Command("it has a NUL"));
    }
    let mut words = Vec::new();
    let mut rest = command;
    loop {
        rest = skip_blank(rest);
        if rest.trim_ascii().is_empty() {
            return Ok(words);
        }
        if let [b'\n', ..] | [b'\r', b'\n', ..] = rest {
            let rest = without_comments(rest);
            if rest.is_empty() || is_output(rest) {
                return Ok(words);
            }
            return Err(CapturedError::Command("it has more than one line"));
        }
        let (word, after) = word(rest, variables).map_err(CapturedError::Command)?;
        words.push(word);
        rest = after;
    }
}

/// Whether a line begins what curl or `tc3` prints, and no command.
fn is_output(text: &[u8]) -> bool {
    const STARTS: [&[u8]; 8] =
        [b"{", b"HTTP/", b"* ", b"> ", b"< ", b"Note: ", b"curl: ", b"% Total"];
    STARTS.iter().any(|start| text.starts_with(start))
}

/// What `printf %s TEXT | ` or `printf %s TEXT | base64 --decode | ` pipes into the command
/// that follows, and that command. `None` for any other text.
pub(crate) fn piped(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let rest = skip_blank(text.strip_prefix(b"printf %s ")?);
    let (content, rest) = word(rest, Variables::Refused).ok()?;
    let rest = after_pipe(rest)?;
    match rest.strip_prefix(b"base64 --decode") {
        None => Some((content, rest)),
        Some(rest) => Some((STANDARD.decode(content).ok()?, after_pipe(rest)?)),
    }
}

fn after_pipe(text: &[u8]) -> Option<&[u8]> {
    skip_blank(text).strip_prefix(b"|").map(skip_blank)
}

/// The text after empty lines and lines of comments.
pub(crate) fn without_comments(text: &[u8]) -> &[u8] {
    let mut rest = text.trim_ascii_start();
    while rest.first() == Some(&b'#') {
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        rest = rest.get(end..).unwrap_or_default().trim_ascii_start();
    }
    rest
}

/// Skips spaces and continued line ends.
fn skip_blank(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b' ' | b'\t', rest @ ..]
            | [b'\\', b'\n', rest @ ..]
            | [b'\\', b'\r', b'\n', rest @ ..] => rest,
            _ => return text,
        };
    }
}

/// The text after what was read.
type Rest<'a> = Result<&'a [u8], &'static str>;

/// The first word, and the text after it.
fn word(mut text: &[u8], variables: Variables) -> Result<(Vec<u8>, &[u8]), &'static str> {
    let mut word = Vec::new();
    // An empty word in quotes is one.
    let start = text.len();
    loop {
        text = match text {
            [] | [b' ' | b'\t' | b'\n', ..] | [b'\r', b'\n', ..] => return Ok((word, text)),
            [b'\\', b'\n', rest @ ..] | [b'\\', b'\r', b'\n', rest @ ..] => rest,
            [b'\'', rest @ ..] => single_quoted(rest, &mut word)?,
            [b'"', rest @ ..] => double_quoted(rest, variables, &mut word)?,
            [b'$', b'\'', rest @ ..] => escaped(rest, &mut word)?,
            [b'#', ..] if text.len() == start => return Err("it has a comment"),
            [b'{', b'}', rest @ ..] => {
                word.extend(b"{}");
                rest
            }
            [b'{' | b'}', ..] => return Err("a brace is not quoted"),
            [b'|' | b'&' | b';' | b'<' | b'>' | b'(' | b')', ..] => return Err(UNQUOTED),
            [b'\\', byte, rest @ ..] => {
                word.push(*byte);
                rest
            }
            [byte, rest @ ..] => plain(*byte, rest, variables, &mut word)?,
        };
    }
}

const UNCLOSED: &str = "a quotation mark is not closed";
const UNQUOTED: &str = "one of | & ; < > ( ) is not quoted; quote the URL, and leave out what \
                        follows the command";

/// `'…'`: every byte up to the next quote.
fn single_quoted<'a>(text: &'a [u8], word: &mut Vec<u8>) -> Rest<'a> {
    let end = text.iter().position(|&byte| byte == b'\'').ok_or(UNCLOSED)?;
    let (inner, rest) = text.split_at_checked(end).ok_or(UNCLOSED)?;
    word.extend(inner);
    Ok(rest.get(1..).unwrap_or_default())
}

/// `"…"`: a backslash quotes four characters and a line end.
fn double_quoted<'a>(mut text: &'a [u8], variables: Variables, word: &mut Vec<u8>) -> Rest<'a> {
    loop {
        text = match text {
            [] => return Err(UNCLOSED),
            [b'"', rest @ ..] => return Ok(rest),
            [b'\\', b'\n', rest @ ..] => rest,
            [b'\\', byte @ (b'$' | b'`' | b'"' | b'\\'), rest @ ..] => {
                word.push(*byte);
                rest
            }
            [byte, rest @ ..] => plain(*byte, rest, variables, word)?,
        };
    }
}

/// Appends a byte that a shell leaves as it is, or the mark of a variable.
fn plain<'a>(byte: u8, rest: &'a [u8], variables: Variables, word: &mut Vec<u8>) -> Rest<'a> {
    if byte == b'$'
        && variables == Variables::AsNul
        && let Some(rest) = after_variable(rest)
    {
        word.push(0);
        return Ok(rest);
    }
    check_expansion(byte, rest)?;
    word.push(byte);
    Ok(rest)
}

/// The text after the name of a variable, with or without braces.
fn after_variable(text: &[u8]) -> Option<&[u8]> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let name = |text: &[u8]| text.iter().take_while(|byte| is_name(byte)).count();
    let (length, rest) = match text {
        [b'{', rest @ ..] => {
            let length = name(rest);
            (length, rest.get(length..)?.strip_prefix(b"}")?)
        }
        _ => (name(text), text.get(name(text)..)?),
    };
    (length > 0).then_some(rest)
}

/// Fails if the byte begins something that a shell replaces.
fn check_expansion(byte: u8, rest: &[u8]) -> Result<(), &'static str> {
    let is_expansion = match (byte, rest.first()) {
        (b'`', _) => true,
        (b'$', Some(next)) => next.is_ascii_alphanumeric() || b"_{(*@#?!$-".contains(next),
        _ => false,
    };
    if is_expansion {
        Err("it has a variable or a command to replace; write its value")
    } else {
        Ok(())
    }
}

/// `$'…'`: the escapes of C, and characters by their number.
fn escaped<'a>(mut text: &'a [u8], word: &mut Vec<u8>) -> Rest<'a> {
    loop {
        text = match text {
            [] => return Err(UNCLOSED),
            [b'\'', rest @ ..] => return Ok(rest),
            [b'\\', rest @ ..] => escape(rest, word)?,
            [byte, rest @ ..] => {
                word.push(*byte);
                rest
            }
        };
    }
}

/// Appends one escape. Returns the text after it.
fn escape<'a>(text: &'a [u8], word: &mut Vec<u8>) -> Rest<'a> {
    let Some((&kind, rest)) = text.split_first() else { return Err(UNCLOSED) };
    let byte = match kind {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'a' => 0x07,
        b'b' => 0x08,
        b'e' | b'E' => 0x1b,
        b'f' => 0x0c,
        b'v' => 0x0b,
        b'\\' | b'\'' | b'"' | b'?' => kind,
        b'0'..=b'7' => return by_number(text, 8, 3, word),
        b'x' => return by_number(rest, 16, 2, word),
        b'u' => return by_number(rest, 16, 4, word),
        b'U' => return by_number(rest, 16, 8, word),
        // A control character; nobody means one here.
        b'c' => return Err(ESCAPE),
        // Any other backslash is kept.
        other => {
            word.extend([b'\\', other]);
            return Ok(rest);
        }
    };
    word.push(byte);
    Ok(rest)
}

const ESCAPE: &str = "an escape in $'…' is not valid";

/// Appends the byte (two or three digits) or the character (more) with this number.
fn by_number<'a>(text: &'a [u8], radix: u32, most: usize, word: &mut Vec<u8>) -> Rest<'a> {
    let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
    let count = text.iter().take(most).take_while(is_digit).count();
    let (digits, rest) = text.split_at_checked(count).ok_or(ESCAPE)?;
    let number = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| u32::from_str_radix(digits, radix).ok())
        // No argument of a program has a NUL.
        .filter(|&number| number != 0)
        .ok_or(ESCAPE)?;
    if most <= 3 {
        // Three octal digits may be more than a byte; bash takes the lowest eight bits.
        word.extend(number.to_le_bytes().first());
    } else {
        let character = char::from_u32(number).ok_or(ESCAPE)?;
        word.extend(character.encode_utf8(&mut [0; 4]).bytes());
    }
    Ok(rest)
}
