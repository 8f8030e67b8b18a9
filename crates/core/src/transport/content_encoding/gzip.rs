//! The encoding that is called gzip
//! ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)): members one after the
//! other, each a head, a deflate stream and a checksum.

use bytes::{Buf, Bytes};
use flate2::{Crc, Decompress};

use super::body::{Fault, inflate};

/// Members, as they come.
pub(super) struct Gzip {
    part: Part,
    stream: Decompress,
    /// Of what the stream of this member gave.
    crc: Crc,
}

enum Part {
    Head(Head),
    Stream,
    /// Checksum and length, as far as they came.
    Tail(Gathered<8>),
}

impl Gzip {
    pub(super) fn new() -> Self {
        let part = Part::Head(Head::default());
        Self { part, stream: Decompress::new(false), crc: Crc::new() }
    }

    /// Whether a member could begin here, and so the body could end.
    pub(super) fn is_whole(&self) -> bool {
        matches!(&self.part, Part::Head(head) if head.is_untouched())
    }

    pub(super) fn decode(&mut self, input: &mut Bytes, output: &mut [u8]) -> Result<usize, Fault> {
        loop {
            match &mut self.part {
                Part::Head(head) => {
                    if !head.read(input)? {
                        return Ok(0);
                    }
                    self.stream.reset(false);
                    self.crc.reset();
                    self.part = Part::Stream;
                }
                Part::Stream => {
                    let (amount, is_end) = inflate(&mut self.stream, input, output)?;
                    self.crc.update(output.get(..amount).unwrap_or_default());
                    if is_end {
                        self.part = Part::Tail(Gathered::default());
                    }
                    if amount > 0 || !is_end {
                        return Ok(amount);
                    }
                }
                Part::Tail(tail) => {
                    let Some(tail) = tail.read(input) else {
                        return Ok(0);
                    };
                    let found = [self.crc.sum(), self.crc.amount()].map(u32::to_le_bytes);
                    if tail != found.as_flattened() {
                        return Err(Fault::Damaged("its checksum is wrong"));
                    }
                    self.part = Part::Head(Head::default());
                }
            }
        }
    }
}

/// The head of a member. What it says (a file's name, a time) is of no use here,
/// but one has to know where it ends.
#[derive(Default)]
struct Head {
    field: Field,
    /// Of the fields that may follow, those that will.
    flags: u8,
    /// Of the fields so far; there may be a checksum of them.
    crc: Crc,
}

enum Field {
    Fixed(Gathered<10>),
    ExtraLength(Gathered<2>),
    Extra(usize),
    /// Up to a zero byte: name or comment.
    Text,
    Checksum(Gathered<2>),
}

/// Two bytes of magic, and the one method that there is.
const BEGINNING: [u8; 3] = [0x1f, 0x8b, 8];

const HAS_CHECKSUM: u8 = 2;
const HAS_EXTRA: u8 = 4;
const HAS_NAME: u8 = 8;
const HAS_COMMENT: u8 = 16;
const RESERVED: u8 = 0b1110_0000;

impl Head {
    fn is_untouched(&self) -> bool {
        matches!(&self.field, Field::Fixed(fixed) if fixed.count == 0)
    }

    /// Takes what belongs to the head; whether this was all of it.
    fn read(&mut self, input: &mut Bytes) -> Result<bool, Fault> {
        while !input.is_empty() {
            let before = input.clone();
            let is_covered = !matches!(self.field, Field::Checksum(_));
            let is_over = self.read_field(input)?;
            if is_covered {
                self.crc.update(before.get(..before.len() - input.len()).unwrap_or_default());
            }
            if is_over && !self.next_field() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes what belongs to one field; whether this was all of it.
    fn read_field(&mut self, input: &mut Bytes) -> Result<bool, Fault> {
        match &mut self.field {
            Field::Fixed(fixed) => {
                let whole = fixed.read(input);
                if !fixed.so_far().iter().zip(BEGINNING).all(|(found, due)| *found == due) {
                    return Err(Fault::Damaged("it does not begin as gzip does"));
                }
                let Some([_, _, _, flags, ..]) = whole else {
                    return Ok(false);
                };
                if flags & RESERVED != 0 {
                    return Err(Fault::Damaged("it is gzip of an unknown kind"));
                }
                self.flags = flags;
                Ok(true)
            }
            Field::ExtraLength(length) => {
                let Some(length) = length.read(input) else {
                    return Ok(false);
                };
                self.field = Field::Extra(u16::from_le_bytes(length).into());
                Ok(length == [0, 0])
            }
            Field::Extra(left) => {
                let amount = input.len().min(*left);
                input.advance(amount);
                *left -= amount;
                Ok(*left == 0)
            }
            Field::Text => {
                let end = input.iter().position(|byte| *byte == 0);
                input.advance(end.map_or(input.len(), |end| end + 1));
                Ok(end.is_some())
            }
            Field::Checksum(checksum) => {
                let Some(checksum) = checksum.read(input) else {
                    return Ok(false);
                };
                let [low, high, ..] = self.crc.sum().to_le_bytes();
                if checksum == [low, high] {
                    Ok(true)
                } else {
                    Err(Fault::Damaged("the checksum of its head is wrong"))
                }
            }
        }
    }

    /// Goes to the next field that is there, if one is.
    fn next_field(&mut self) -> bool {
        let order = [HAS_EXTRA, HAS_NAME, HAS_COMMENT, HAS_CHECKSUM];
        let Some(next) = order.into_iter().find(|flag| self.flags & flag != 0) else {
            return false;
        };
        self.flags &= !next;
        self.field = match next {
            HAS_EXTRA => Field::ExtraLength(Gathered::default()),
            HAS_CHECKSUM => Field::Checksum(Gathered::default()),
            _ => Field::Text,
        };
        true
    }
}

impl Default for Field {
    fn default() -> Self {
        Self::Fixed(Gathered::default())
    }
}

/// So many bytes, which may come one by one.
struct Gathered<const N: usize> {
    bytes: [u8; N],
    count: usize,
}

impl<const N: usize> Gathered<N> {
    /// All of them, once they are there.
    fn read(&mut self, input: &mut Bytes) -> Option<[u8; N]> {
        let room = self.bytes.get_mut(self.count..).unwrap_or_default();
        let amount = room.len().min(input.len());
        input.split_to(amount).copy_to_slice(room.get_mut(..amount).unwrap_or_default());
        self.count += amount;
        (self.count == N).then_some(self.bytes)
    }

    fn so_far(&self) -> &[u8] {
        self.bytes.get(..self.count).unwrap_or_default()
    }
}

impl<const N: usize> Default for Gathered<N> {
    fn default() -> Self {
        Self { bytes: [0; N], count: 0 }
    }
}
