//! String literals of programming languages.

use std::fmt::Write;

/// Whether a character is not what a reader of source text sees: control characters, line
/// separators of Unicode, and those that change the direction of text. A literal has it as
/// an escape.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text between double quotes. `escape` writes a hidden character.
fn quoted(text: &str, escape: impl Fn(&mut String, char)) -> String {
    let mut literal = String::with_capacity(text.len().saturating_add(2));
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if is_hidden(c) => escape(&mut literal, c),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A string of Rust.
pub(super) fn rust(text: &str) -> String {
    quoted(text, |literal, c| {
        let _ = write!(literal, "\\u{{{:x}}}", u32::from(c));
    })
}

/// A raw string of Rust, or an escaped one where a raw one cannot hold the text.
pub(super) fn rust_raw(text: &str) -> String {
    let fits = text.chars().all(|c| c == '\n' || c == '\t' || !is_hidden(c));
    // As many as would end it, and one more.
    let hashes = text
        .split('"')
        .skip(1)
        .map(|rest| rest.bytes().take_while(|byte| *byte == b'#').count().saturating_add(1));
    let hashes = hashes.max().unwrap_or(1);
    if !fits || hashes > 255 {
        return rust(text);
    }
    let hashes = "#".repeat(hashes);
    format!("r{hashes}\"{text}\"{hashes}")
}

/// A byte string of Rust.
pub(super) fn rust_bytes(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

/// A string of Python.
pub(super) fn python(text: &str) -> String {
    quoted(text, |literal, c| {
        let _ = write!(literal, "\\u{:04x}", u32::from(c));
    })
}

/// A string of JavaScript, which is one of JSON.
pub(super) fn js(text: &str) -> String {
    python(text)
}

/// A string of Go.
pub(super) fn go(text: &str) -> String {
    python(text)
}

/// A raw string of Go, or an escaped one where a raw one cannot hold the text.
pub(super) fn go_raw(text: &str) -> String {
    let is_raw = |c| c != '`' && (c == '\n' || c == '\t' || !is_hidden(c));
    if text.chars().all(is_raw) { format!("`{text}`") } else { go(text) }
}

/// The compiler takes at most 65,535 bytes in one string, of which a character may need
/// three more than in UTF-8.
const LONGEST_JAVA_STRING: usize = 16_000;

/// A string of Java; a long one is joined where the program runs.
pub(super) fn java(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let parts: Vec<_> = characters
        .chunks(LONGEST_JAVA_STRING)
        .map(|part| java_part(&part.iter().collect::<String>()))
        .collect();
    match &*parts {
        [] => "\"\"".into(),
        [part] => part.clone(),
        parts => format!("String.join(\"\", {})", parts.join(", ")),
    }
}

/// The compiler reads `\u` escapes before it reads strings, so a line feed must not be one.
fn java_part(text: &str) -> String {
    quoted(text, |literal, c| {
        let code = u32::from(c);
        let _ = if code <= 0xff {
            write!(literal, "\\{code:03o}")
        } else {
            write!(literal, "\\u{code:04x}")
        };
    })
}

#[cfg(test)]
mod tests;
