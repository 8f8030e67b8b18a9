//! Content of files and stdin, limited. Text is UTF-8 without a byte order mark.

use std::io::Read;
use std::path::Path;

/// No request is larger; an endless file must not fill the memory.
pub(crate) const LIMIT: usize = 16 * 1024 * 1024;

/// Reads a file. The error does not show the name, which may be a secret in the
/// wrong place.
#[expect(clippy::disallowed_methods, reason = "the command reads files")]
pub(crate) fn file(path: &Path) -> Result<String, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    read(file)
}

/// Reads a file of any content.
#[expect(clippy::disallowed_methods, reason = "the command reads files")]
pub(crate) fn file_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    read_bytes(file)
}

/// Reads stdin.
pub(crate) fn stdin() -> Result<String, String> {
    read(std::io::stdin().lock())
}

/// Reads any content of stdin.
pub(crate) fn stdin_bytes() -> Result<Vec<u8>, String> {
    read_bytes(std::io::stdin().lock())
}

fn read_bytes(source: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    source.take(limit).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() > LIMIT { Err("it is longer than 16 MiB".into()) } else { Ok(bytes) }
}

fn read(source: impl Read) -> Result<String, String> {
    let bytes = read_bytes(source)?;
    let text = std::str::from_utf8(without_mark(&bytes));
    text.map(str::to_owned).map_err(|_| "it is not UTF-8".into())
}

/// The text after a byte order mark, which some editors write.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_mark_is_skipped_and_the_length_is_limited() {
        assert_eq!(read(&b"\xef\xbb\xbf{}"[..]), Ok("{}".into()));
        assert_eq!(read(&b"\xff\xfe{\0"[..]), Err("it is not UTF-8".into()));
        assert_eq!(read(std::io::repeat(b'x')), Err("it is longer than 16 MiB".into()));
        assert!(read(std::io::repeat(b'x').take(LIMIT as u64)).is_ok());
    }
}
