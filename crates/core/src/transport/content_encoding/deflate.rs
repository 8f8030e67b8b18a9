//! The encoding that is called deflate: a zlib stream ([RFC 9110, section
//! 8.4.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2)), or what
//! some servers took the name for, the same without zlib's head and checksum.

use bytes::Bytes;
use flate2::Decompress;

use super::body::{Fault, inflate};

/// One stream, in whichever of the two forms it comes.
pub(super) struct Deflate(State);

enum State {
    Start,
    /// This byte does not tell the form; the next one will.
    Undecided(u8),
    Stream(Decompress),
    End,
}

impl Deflate {
    pub(super) fn new() -> Self {
        Self(State::Start)
    }

    pub(super) fn is_whole(&self) -> bool {
        matches!(self.0, State::Start | State::End)
    }

    pub(super) fn decode(&mut self, input: &mut Bytes, output: &mut [u8]) -> Result<usize, Fault> {
        loop {
            match &mut self.0 {
                State::Start => match **input {
                    [] => return Ok(0),
                    [first] if could_be_zlib(first) => {
                        input.clear();
                        self.0 = State::Undecided(first);
                    }
                    [first, ref rest @ ..] => {
                        let has_head = rest.first().is_some_and(|second| is_zlib(first, *second));
                        self.0 = State::Stream(Decompress::new(has_head));
                    }
                },
                State::Undecided(first) => {
                    if input.is_empty() {
                        return Ok(0);
                    }
                    *input = [&[*first], &**input].concat().into();
                    self.0 = State::Start;
                }
                State::Stream(stream) => {
                    let (amount, is_end) = inflate(stream, input, output)?;
                    if is_end {
                        self.0 = State::End;
                    }
                    if amount > 0 || !is_end {
                        return Ok(amount);
                    }
                }
                State::End if input.is_empty() => return Ok(0),
                State::End => return Err(Fault::Damaged("something follows its end")),
            }
        }
    }
}

/// Compression method 8, with a window of 32 KiB at most. A stream without this
/// head would have to begin with a stored block, not the last, whose padding is
/// not zero: nobody writes that.
fn could_be_zlib(first: u8) -> bool {
    first & 0x0f == 8 && first >> 4 <= 7
}

fn is_zlib(first: u8, second: u8) -> bool {
    could_be_zlib(first) && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zlib_stream_is_known_by_two_bytes_of_which_the_first_may_say_that_it_is_none() {
        for first in 0..=u8::MAX {
            let known = [0x08, 0x18, 0x28, 0x38, 0x48, 0x58, 0x68, 0x78].contains(&first);
            assert_eq!(could_be_zlib(first), known, "{first:#x}");
        }
        for head in [[0x78, 0x01], [0x78, 0x9c], [0x78, 0xda], [0x08, 0x1d]] {
            assert!(is_zlib(head[0], head[1]), "{head:x?}");
        }
        // Not a multiple of 31; one, of another method; one, of a larger window.
        for head in [[0x78, 0x9d], [0x00, 0x1f], [0x88, 0x1c]] {
            assert!(!is_zlib(head[0], head[1]), "{head:x?}");
        }
    }
}
