//! HTTP/2 frames (RFC 9113, section 4.1), as far as the faults need them.

use bytes::Bytes;

/// The connection preface of an HTTP/2 client.
pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const HEADER: usize = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Data = 0,
    Headers = 1,
    Reset = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
    Continuation = 9,
}

pub(crate) const NO_FLAG: u8 = 0;
pub(crate) const END_STREAM: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;

pub(crate) fn frame(kind: Kind, flags: u8, stream: u32, payload: &[u8]) -> Bytes {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let head = [&length[1..], &[kind as u8, flags], &stream.to_be_bytes()].concat();
    [&head, payload].concat().into()
}

/// The role of a frame in its request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) begins_request: bool,
    pub(crate) ends_request: bool,
    /// In bytes, including the frame header.
    pub(crate) length: usize,
}

impl Frame {
    /// The first frame in these bytes, if it is complete.
    pub(crate) fn first(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..HEADER)?;
        let length = HEADER + u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let (kind, ends) = (head[3], head[4] & END_STREAM != 0);
        let begins_request = kind == Kind::Headers as u8;
        let ends_request = ends && (begins_request || kind == Kind::Data as u8);
        (bytes.len() >= length).then_some(Self { begins_request, ends_request, length })
    }
}
