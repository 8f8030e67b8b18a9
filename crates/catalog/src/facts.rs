//! Blocks: the facts of a version of a service, packed.
//!
//! A block is the deflated text of a facts file (`facts/README.md`) in a form with fewer
//! and shorter lines, which `build/packed.rs` writes and [`fact`] reads:
//!
//! ```text
//! service ecm
//! version 2019-07-19
//! product ecm
//! structures Filter Image                        names, sorted
//! codes InternalError InvalidParameter           names, sorted
//! action ImportImage changes 导入镜像            name, class, title
//! rate 20                                        as in the facts file
//! errors 0 1                                     places among the codes
//! <ImageId s!                                    an input: string, required
//! <Filters [0                                    a list of the structure Filter
//! >TaskId s-                                     an output, deprecated
//! structure                                      Filter
//! .Values [s!
//! structure                                      Image
//! ```
//!
//! The types are `s`tring, `i`nteger, `u`nsigned, `f`loat, `b`oolean, binary (`x`), date
//! (`d`), datetime (`t`), `datetime_iso` (`z`), and the places of structures.

use std::{fmt, iter};

use miniz_oxide::inflate::decompress_slice_iter_to_slice;

use crate::Version;

mod check;
mod fact;
mod reader;

/// Inflates and reads a version whose text has this length. What it returns is never
/// freed, and its names borrow from the text.
pub(crate) fn unpack(block: &[u8], length: usize) -> Result<Version, FactsError> {
    reader::read(Box::leak(inflate(block, length)?.into_boxed_str()))
}

/// Inflates and checks a text of this length, and keeps nothing. The build script does it
/// with every block, so that the reader, which trusts the order of names, needs not.
pub(crate) fn check(block: &[u8], length: usize) -> Result<(), FactsError> {
    check::check(&inflate(block, length)?)
}

/// Whether a block passes the check of the build script, for the fuzz target.
#[doc(hidden)]
pub fn check_block(block: &[u8], length: usize) -> bool {
    check(block, length).is_ok()
}

/// Whether a block can be read, for the fuzz target. It is never freed.
#[doc(hidden)]
pub fn read_block(block: &[u8], length: usize) -> bool {
    unpack(block, length).is_ok()
}

/// Inflates a text of this length.
fn inflate(block: &[u8], length: usize) -> Result<String, FactsError> {
    let mut text = vec![0; length];
    let inflated = decompress_slice_iter_to_slice(&mut text, iter::once(block), false, true);
    let text = String::from_utf8(text).ok().filter(|_| inflated == Ok(length));
    text.ok_or(FactsError { line: 0, problem: "not deflated text of this length" })
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
    use crate::{ActionClass, Kind};

    const SMALL: &str = "service s\nversion 2020-01-01\nproduct s\nstructures C D\ncodes E\naction A reads T\nerrors 0\n<B [[0!\n>F b\nstructure\n.G i-\nstructure\n";

    #[test]
    fn error_names_the_line() {
        assert_eq!(check::check(SMALL), Ok(()));
        for (from, to, error) in [
            ("A reads", "A read", "line 6: an unknown class"),
            ("[[0", "[[", "line 8: an unknown type"),
            ("[[0", "[[2", "line 8: an unknown type"),
            ("!", "?", "line 8: an unknown type"),
            ("<B", "<", "line 8: a member without a name"),
            ("action", "acton", "line 6: an unknown fact"),
            (">F b", ">F b\n<H b", "line 10: an input after an output"),
            ("C D", "D C", "line 4: names that are not sorted"),
            ("codes E", "codes E E", "line 5: names that are not sorted"),
            ("structure\n.", "action A reads\nstructure\n.", "line 10: names that are not sorted"),
            ("errors 0", "errors 1", "line 7: not the place of a code"),
            ("action A reads T\n", "", "line 6: no action that it belongs to"),
            ("structure\n.", ".", "line 10: nothing that it belongs to"),
            ("product s\n", "", "line 0: no service, version or product"),
            ("i-\nstructure\n", "i\n", "line 0: other structures than there are names"),
        ] {
            let text = SMALL.replacen(from, to, 1);
            assert_eq!(check::check(&text).unwrap_err().to_string(), error, "{from} -> {to}");
        }
    }

    #[test]
    fn reader_returns_what_the_lines_say() {
        let version = reader::read(SMALL).unwrap();
        let action = version.action("A").unwrap();
        assert_eq!((version.service, version.version, action.title), ("s", "2020-01-01", "T"));
        assert_eq!((action.class, action.error_codes), (ActionClass::Reads, &["E"][..]));
        let structure = Kind::Structure(version.structure("C").unwrap());
        let input = &action.input[0];
        assert!(matches!(input.kind, Kind::List(Kind::List(element)) if **element == structure));
        assert!(input.required && !input.deprecated);
        let member = &version.structure("C").unwrap().members()[0];
        assert_eq!((member.name, member.kind, member.required), ("G", Kind::Integer, false));
        assert!(member.deprecated && action.output[0].name == "F");
    }

    #[test]
    fn reader_reads_what_passes_the_check() {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut passed = 0;
        for _ in 0..5_000 {
            let mut lines: Vec<String> = SMALL.lines().map(str::to_owned).collect();
            for _ in 0..rng.usize(1..4) {
                let (one, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
                match rng.u8(..4) {
                    0 => lines.swap(one, other),
                    1 => lines.insert(one, lines[other].clone()),
                    2 if lines.len() > 1 => drop(lines.remove(one)),
                    _ => {
                        lines[one].pop();
                        lines[one].extend(rng.choice(['0', '1', '2', 's', '!', '[', ' ']));
                    }
                }
            }
            let text = lines.join("\n") + "\n";
            if check::check(&text).is_ok() {
                passed += 1;
                assert!(reader::read(text.leak()).is_ok());
            }
        }
        assert!(passed > 500, "{passed}");
    }

    #[test]
    fn deep_list_does_not_overflow_the_stack() {
        let text = SMALL.replace("[[0", &format!("{}0", "[".repeat(100_000)));
        assert_eq!(check::check(&text), Ok(()));
        assert!(reader::read(text.leak()).is_ok());
    }

    #[test]
    fn damaged_block_is_an_error_or_other_facts() {
        let block = miniz_oxide::deflate::compress_to_vec(SMALL.as_bytes(), 6);
        assert!(unpack(&block, SMALL.len()).is_ok());
        assert!(unpack(&block, SMALL.len() - 1).is_err());
        assert!(unpack(&block, SMALL.len() + 1).is_err());
        for at in 0..block.len() {
            for bit in 0..8 {
                let mut damaged = block.clone();
                damaged[at] ^= 1 << bit;
                let _ = (check(&damaged, SMALL.len()), unpack(&damaged, SMALL.len()));
            }
            assert!(unpack(&block[..at], SMALL.len()).is_err());
        }
    }
}
