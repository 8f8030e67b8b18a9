//! The facts of a service version: text, a line a fact, as `facts/README.md` describes.
//!
//! The same text lies in the repository and, deflated, in the program, so there is one
//! form and one reader.

use std::fmt;

use crate::service::Version;

mod kinds;
mod reader;

/// No version has more than a fifth of it.
const LONGEST_TEXT: usize = 4 * 1024 * 1024;

/// Inflates and reads a version.
pub(crate) fn unpack(block: &[u8]) -> Result<Version, FactsError> {
    read(inflate(block)?)
}

/// Inflates a text.
pub(crate) fn inflate(block: &[u8]) -> Result<String, FactsError> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(block, LONGEST_TEXT);
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or(FactsError { line: 0, problem: "not deflated text" })
}

/// Reads a version. Its text is never freed: all names borrow from it.
pub(crate) fn read(text: String) -> Result<Version, FactsError> {
    reader::read(Box::leak(text.into_boxed_str()))
}

/// A line that is not a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FactsError {
    /// Its number, from 1; 0 for the whole text.
    line: usize,
    problem: &'static str,
}

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::VERSIONS;
    use crate::service::PackedVersion;

    const SMALL: &str = "service s\nversion 2020-01-01\nproduct s\n\naction A\n  class reads\n  in B [[C]] required\n\nstructure C\n  D int64 deprecated\n\ncode E\n";

    #[test]
    fn error_names_the_line() {
        assert!(read(SMALL.to_owned()).is_ok());
        for (from, to, error) in [
            ("class reads", "class read", "line 6: an unknown class"),
            ("[[C]]", "[[C]", "line 7: an unknown type"),
            ("[[C]]", "[[X]]", "line 7: an unknown type"),
            (" required", " requird", "line 7: unknown marks of a member"),
            ("action A", "acton A", "line 5: an unknown fact"),
            (
                "  class",
                "  in F bool\n  out G bool\n  in H bool\n  class",
                "line 8: an input after an output",
            ),
            ("\ncode E", "\ncode E\ncode A", "line 0: names that are not sorted"),
            ("service s\n", "", "line 0: no service, version or product"),
        ] {
            let text = SMALL.replacen(from, to, 1);
            assert_eq!(read(text).unwrap_err().to_string(), error, "{from} -> {to}");
        }
    }

    #[test]
    fn deep_list_does_not_overflow_the_stack() {
        let deep = format!("{}C{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(SMALL.replace("[[C]]", &deep)).is_ok());
    }

    #[test]
    fn damaged_block_is_an_error_or_other_facts() {
        let block = VERSIONS.iter().map(PackedVersion::block).min_by_key(|block| block.len());
        let block = block.unwrap();
        assert!(unpack(block).is_ok());
        for at in 0..block.len() {
            let mut damaged = block.to_vec();
            damaged[at] ^= 0x55;
            let _ = unpack(&damaged);
            let _ = unpack(&block[..at]);
        }
    }
}
