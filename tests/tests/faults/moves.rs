//! What a server can do to a connection: a script is a list of these.

use std::time::Duration;

use bytes::Bytes;

use crate::certificates::Certificate;

/// One move. A script that has come to its end closes the connection.
#[derive(Debug, Clone)]
pub(crate) enum Move {
    /// Reads the head of a CONNECT.
    Connect,
    /// Reads the head of the next request.
    Head,
    /// Reads the rest of the request whose head was read.
    Body,
    /// Reads something, be it what it may.
    Something,
    /// Shakes hands over TLS; the moves after it are within the session.
    Handshake(Certificate),
    Write(Bytes),
    /// Writes below the TLS session.
    WriteInClear(Bytes),
    /// Writes a byte at a time, with this pause after each.
    Dribble(Bytes, Duration),
    /// Writes the same again and again until the client has gone, so many times
    /// at most, with this pause after each.
    Flood(Bytes, usize, Duration),
    /// Says goodbye in TLS.
    Goodbye,
    /// Says nothing more, and reads until the client has gone.
    Hold,
    /// Says nothing more and reads nothing more, until the client has gone.
    Deaf,
    /// Ends the connection with a reset.
    Reset,
    /// Ends the connection as it should be.
    Close,
}

use Move::{Body, Close, Head, Hold, Write};

/// The moves of one connection.
pub(crate) type Script = Vec<Move>;

/// What a server does to each connection, in the order in which they come. The
/// last script serves all others that come.
pub(crate) type Scene = Vec<Script>;

/// Takes a request, answers it with these bytes, and stays.
pub(crate) fn answer(bytes: impl Into<Bytes>) -> Script {
    vec![Head, Body, Write(bytes.into()), Hold]
}

/// Takes a request, answers it with these bytes, and closes.
pub(crate) fn answer_and_close(bytes: impl Into<Bytes>) -> Script {
    vec![Head, Body, Write(bytes.into()), Close]
}

/// Takes a request and does this.
pub(crate) fn after_request(moves: impl IntoIterator<Item = Move>) -> Script {
    [Head, Body].into_iter().chain(moves).collect()
}

/// One connection after the other, all alike.
pub(crate) fn always(script: Script) -> Vec<Scene> {
    vec![vec![script]]
}

/// An answer of the API as it should be.
pub(crate) fn good_body() -> String {
    body_of(OWN)
}

/// The request id of every right answer.
pub(crate) const OWN: &str = "r-own";

/// An answer that belongs to nobody: whoever gets it read where it should not.
pub(crate) fn foreign_body() -> String {
    body_of("r-foreign")
}

fn body_of(id: &str) -> String {
    format!(r#"{{"Response":{{"TotalCount":0,"ImageSet":[],"RequestId":"{id}"}}}}"#)
}

/// A whole answer of status 200 with this body.
pub(crate) fn reply(body: impl AsRef<[u8]>) -> Bytes {
    reply_with("200 OK", "", body)
}

/// A whole answer; each header ends with `\r\n`.
pub(crate) fn reply_with(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Bytes {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat().into()
}

/// An answer as it should be.
pub(crate) fn good() -> Bytes {
    reply(good_body())
}
