//! The output of `curl --trace-ascii -` and `curl --trace -`.
//!
//! Both have blocks such as
//!
//! ```text
//! => Send data, 12 bytes (0xc)
//! 0000: {"Limit": 5}
//! ```
//!
//! A line has at most 64 bytes as text, or 16 as hexadecimal digits with the text behind
//! them. The text begins a new line behind CR LF as well; that there was one shows in the
//! offset of the next line. (`dump` in curl's `src/tool_cb_dbg.c`.)

use super::{Captured, CapturedError, Form, Sent, Uncertain};
use crate::ParseError;

/// The request in a trace; `None` if it has none.
pub(super) fn read(input: &[u8]) -> Option<Result<Captured, CapturedError>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in input.split(|&byte| byte == b'\n') {
        let line = without_line_end(line);
        if let Some(block) = Block::begin(without_prefix(line)) {
            blocks.push(block);
            is_open = true;
        } else if let Some((offset, content)) = dumped(line).filter(|_| is_open) {
            if let Some(block) = blocks.last_mut() {
                block.lines.push((offset, content));
            }
        } else {
            is_open = false;
        }
    }
    let is_hexadecimal = blocks.first()?.is_hexadecimal();
    Some(request(&blocks, if is_hexadecimal { Form::Trace } else { Form::TraceAscii }))
}

fn request(blocks: &[Block<'_>], form: Form) -> Result<Captured, CapturedError> {
    let mut requests: Vec<Sent> = Vec::new();
    for block in blocks {
        let bytes = match form {
            Form::Trace => block.bytes(),
            _ => block.text(),
        };
        match (block.is_data, requests.last_mut()) {
            (true, Some(sent)) => {
                sent.body.extend(bytes.ok_or(CapturedError::BodyNotAtHand(form))?);
            }
            (true, None) => {}
            (false, last) => {
                let bytes = bytes.ok_or(CapturedError::NoRequest(ParseError::Unfinished))?;
                match last.filter(|sent| !sent.head.ends_with(b"\r\n\r\n")) {
                    // What the socket did not take at once.
                    Some(sent) => sent.head.extend(bytes),
                    None => requests.push(Sent { head: bytes, body: Vec::new() }),
                }
            }
        }
    }
    let sent = Sent::only(requests)?;
    // A header has no line feed, and any other character than ASCII has several bytes.
    let has_dots = sent.body.contains(&DOT) || sent.head.windows(2).any(|pair| pair == b"..");
    let has_dots = has_dots && form == Form::TraceAscii;
    let request = sent.parse().map_err(|error| match error {
        ParseError::BodyLength { .. } => CapturedError::BodyNotAtHand(form),
        other => CapturedError::NoRequest(other),
    })?;
    let uncertain = has_dots.then_some(Uncertain::Dots);
    Ok(Captured { request, form, uncertain, stale_length: None })
}

/// Printed for each byte that is not printable ASCII.
const DOT: u8 = b'.';

/// Sent bytes: where a line begins, and what it shows.
struct Block<'a> {
    is_data: bool,
    size: usize,
    lines: Vec<(usize, &'a [u8])>,
}

impl<'a> Block<'a> {
    /// Reads the first line of a block.
    fn begin(line: &[u8]) -> Option<Self> {
        let header = line.strip_prefix(b"=> Send header, ").map(|rest| (false, rest));
        let data = || line.strip_prefix(b"=> Send data, ").map(|rest| (true, rest));
        let (is_data, rest) = header.or_else(data)?;
        let digits = rest.split(|&byte| byte == b' ').next()?;
        let size = std::str::from_utf8(digits).ok()?.parse().ok()?;
        Some(Self { is_data, size, lines: Vec::new() })
    }

    /// Whether the first line shows hexadecimal digits. No request line looks like that.
    fn is_hexadecimal(&self) -> bool {
        self.lines.first().is_some_and(|(_, line)| {
            line.get(..HEXADECIMAL).is_some_and(|digits| pairs(digits).all(|pair| pair.is_some()))
        })
    }

    /// The bytes of text lines; `None` if the lines do not have all of them.
    fn text(&self) -> Option<Vec<u8>> {
        self.join(|bytes, line, length| {
            bytes.extend(line);
            match length.checked_sub(line.len())? {
                0 => {}
                2 => bytes.extend(b"\r\n"),
                _ => return None,
            }
            Some(())
        })
    }

    /// The bytes of hexadecimal lines; `None` if the lines do not have all of them.
    fn bytes(&self) -> Option<Vec<u8>> {
        self.join(|bytes, line, length| {
            for pair in pairs(line.get(..HEXADECIMAL).unwrap_or(line)).take(length) {
                bytes.push(pair?);
            }
            Some(())
        })
    }

    /// Appends each line with the number of bytes up to the next one.
    fn join(
        &self,
        append: impl Fn(&mut Vec<u8>, &'a [u8], usize) -> Option<()>,
    ) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let starts = self.lines.iter().skip(1).map(|(offset, _)| *offset);
        for ((offset, line), next) in self.lines.iter().zip(starts.chain([self.size])) {
            if *offset != bytes.len() {
                return None;
            }
            append(&mut bytes, line, next.checked_sub(*offset)?)?;
        }
        (bytes.len() == self.size).then_some(bytes)
    }
}

/// The columns of sixteen bytes, `7b 22 … `.
const HEXADECIMAL: usize = 16 * 3;

/// Each byte of `7b 22 `; `None` for one that is not hexadecimal.
fn pairs(digits: &[u8]) -> impl Iterator<Item = Option<u8>> {
    digits.chunks(3).map(|chunk| match chunk {
        [high, low] | [high, low, b' '] => {
            let digit =
                |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            Some(digit(*high)? << 4 | digit(*low)?)
        }
        _ => None,
    })
}

/// The offset of a line such as `0040: content`, and its content.
fn dumped(line: &[u8]) -> Option<(usize, &[u8])> {
    let colon = line.iter().take(17).position(|&byte| byte == b':').filter(|&colon| colon >= 4)?;
    let (digits, content) = line.split_at_checked(colon)?;
    // Not `from_str_radix` alone, which takes a sign.
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    let offset = usize::from_str_radix(digits, 16).ok()?;
    // An editor removes the space of an empty line.
    let content = content.strip_prefix(b": ").or_else(|| content.strip_prefix(b":"))?;
    Some((offset, content))
}

/// A line without a CR at its end.
pub(super) fn without_line_end(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A line without what `--trace-time` and `--trace-ids` put before it:
/// `12:00:00.000000 [0-0] => Send header, …`.
pub(super) fn without_prefix(line: &[u8]) -> &[u8] {
    let time = line.split_at_checked(b"12:00:00.000000 ".len()).filter(|(time, _)| {
        time.iter().all(|byte| byte.is_ascii_digit() || b":. ".contains(byte))
            && time.contains(&DOT)
    });
    let line = time.map_or(line, |(_, rest)| rest);
    let ids = line.strip_prefix(b"[").and_then(|rest| {
        let end = rest.iter().position(|&byte| byte == b']')?;
        rest.get(end + 1..)?.strip_prefix(b" ")
    });
    ids.unwrap_or(line)
}
