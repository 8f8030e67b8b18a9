//! Scripts: what a server does to a connection, one operation after the other.

use std::time::Duration;

use bytes::Bytes;

use crate::certificates::Certificate;

/// One operation. The connection closes after the last one.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    /// Reads the head of a CONNECT request.
    ReadConnect,
    /// Reads the head of the next request.
    ReadHead,
    /// Reads the rest of the request whose head was read.
    ReadBody,
    /// Reads any bytes.
    ReadAny,
    /// Completes a TLS handshake. Later operations are inside the session.
    Handshake(Certificate),
    Write(Bytes),
    /// Writes to the socket, below the TLS session.
    WriteBelowTls(Bytes),
    /// Writes one byte at a time, with this pause after each.
    WriteSlowly(Bytes, Duration),
    /// Writes the same bytes up to this many times, with this pause after each.
    /// Stops when the client has disconnected.
    WriteRepeatedly(Bytes, usize, Duration),
    /// Does nothing for this time.
    Wait(Duration),
    /// Sends the TLS `close_notify` alert.
    CloseNotify,
    /// Writes nothing more, and reads until the client disconnects.
    Hold,
    /// Neither writes nor reads until the client disconnects.
    StopReading,
    /// Resets the connection.
    Reset,
    /// Closes the connection.
    Close,
}

use Op::{Close, Hold, ReadBody, ReadHead, Write};

/// The operations on one connection.
pub(crate) type Script = Vec<Op>;

/// A script for each connection, in the order of arrival. The last one serves
/// all later connections.
pub(crate) type Scenario = Vec<Script>;

/// Reads a request, writes these bytes, and stays connected.
pub(crate) fn respond(bytes: impl Into<Bytes>) -> Script {
    vec![ReadHead, ReadBody, Write(bytes.into()), Hold]
}

/// Reads a request, writes these bytes, and closes the connection.
pub(crate) fn respond_and_close(bytes: impl Into<Bytes>) -> Script {
    vec![ReadHead, ReadBody, Write(bytes.into()), Close]
}

/// Reads a request, then runs these operations.
pub(crate) fn after_request(ops: impl IntoIterator<Item = Op>) -> Script {
    [ReadHead, ReadBody].into_iter().chain(ops).collect()
}

/// One scenario in which every connection gets the same script.
pub(crate) fn every_connection(script: Script) -> Vec<Scenario> {
    vec![vec![script]]
}

/// A valid API response body.
pub(crate) fn valid_body() -> String {
    body_with_id(OWN_REQUEST_ID)
}

/// The request id of every valid response.
pub(crate) const OWN_REQUEST_ID: &str = "r-own";

/// The request id of [`foreign_body`].
pub(crate) const FOREIGN_REQUEST_ID: &str = "r-foreign";

/// A response body that belongs to no request. A client that returns it has
/// mixed up responses.
pub(crate) fn foreign_body() -> String {
    body_with_id(FOREIGN_REQUEST_ID)
}

fn body_with_id(id: &str) -> String {
    format!(r#"{{"Response":{{"TotalCount":0,"ImageSet":[],"RequestId":"{id}"}}}}"#)
}

/// A complete response with status 200 and this body.
pub(crate) fn response(body: impl AsRef<[u8]>) -> Bytes {
    response_with("200 OK", "", body)
}

/// A complete response. Each header ends with `\r\n`.
pub(crate) fn response_with(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Bytes {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat().into()
}

/// A complete and valid response.
pub(crate) fn valid_response() -> Bytes {
    response(valid_body())
}
