//! Answers that the server compressed, read as if it had not.
//!
//! For those who write a transport: [`accept`] goes over a request before it
//! leaves, [`decode`] over its answer before it is handed out. What a signature
//! covers is not touched.
//!
//! ```
//! use http::{HeaderMap, Response};
//! use tencentcloud_core::{ResponseBody, Limits, content_encoding};
//!
//! let mut headers = HeaderMap::new();
//! content_encoding::accept(&mut headers);
//! assert_eq!(headers["accept-encoding"], "gzip, deflate");
//!
//! let answer = Response::builder().header("content-encoding", "gzip");
//! let answer = answer.body(ResponseBody::from(&b"\x1f\x8b\x08 and so on"[..]))?;
//! let answer = content_encoding::decode(answer, Limits::default().body);
//! assert!(!answer.headers().contains_key("content-encoding"));
//! # Ok::<(), http::Error>(())
//! ```

use alloc::borrow::ToOwned;
use alloc::string::String;

use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Response};

use super::ResponseBody;

mod body;
mod deflate;
mod gzip;
#[cfg(test)]
mod tests;

use self::body::{Decoded, Decoder};
use self::deflate::Deflate;
use self::gzip::Gzip;

/// Asks for what [`decode`] understands, unless the request asks for something
/// already: then its author decides.
pub fn accept(headers: &mut HeaderMap) {
    let ours = HeaderValue::from_static("gzip, deflate");
    headers.entry(ACCEPT_ENCODING).or_insert(ours);
}

/// The same answer with its body decoded, chunk by chunk as it is read.
///
/// Where the answer says `gzip` (or `x-gzip`) or `deflate`, Content-Encoding and
/// Content-Length are taken off. An answer that says nothing or `identity` is
/// handed back as it is. A body in any other encoding, or in several, ends in an
/// error of kind [`Protocol`](super::TransportErrorKind::Protocol), and so does
/// one that is damaged; one that ends too early is
/// [`Closed`](super::TransportErrorKind::Closed). No body is no body in any
/// encoding.
///
/// More than `limit` bytes of encoded body are
/// [`TooLarge`](super::TransportErrorKind::TooLarge), whatever they decode to;
/// whoever collects the body counts what they decode to. Chunks are small, so
/// nothing large has been held by then.
pub fn decode(answer: Response<ResponseBody>, limit: usize) -> Response<ResponseBody> {
    let decoder = match Coding::of(answer.headers()) {
        Coding::None => return answer,
        Coding::Gzip => Decoder::Gzip(Gzip::new()),
        Coding::Deflate => Decoder::Deflate(Deflate::new()),
        Coding::Unknown(names) => Decoder::Unknown(names),
    };
    let (mut head, body) = answer.into_parts();
    if !matches!(decoder, Decoder::Unknown(_)) {
        head.headers.remove(CONTENT_ENCODING);
        head.headers.remove(CONTENT_LENGTH);
    }
    Response::from_parts(head, ResponseBody::new(Decoded::new(body, decoder, limit)))
}

/// What was done to a body before it was sent.
enum Coding {
    None,
    Gzip,
    Deflate,
    Unknown(String),
}

impl Coding {
    /// The header is a list, in which empty places do not count.
    fn of(headers: &HeaderMap) -> Self {
        let mut names = headers
            .get_all(CONTENT_ENCODING)
            .iter()
            .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
            .map(<[u8]>::trim_ascii)
            .filter(|name| !name.is_empty());
        let Some(name) = names.next() else {
            return Self::None;
        };
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        if names.next().is_some() {
            Self::Unknown("several, one on the other".to_owned())
        } else if is("gzip") || is("x-gzip") {
            Self::Gzip
        } else if is("deflate") {
            Self::Deflate
        } else if is("identity") {
            Self::None
        } else {
            // It goes into a log line.
            Self::Unknown(name.escape_ascii().map(char::from).take(40).collect())
        }
    }
}
