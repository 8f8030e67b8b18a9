//! Compressed response bodies (feature `gzip`).
//!
//! A transport calls [`accept`] on a request before it sends it and [`decode`] on
//! the response before it returns it. `Accept-Encoding` is not signed.
//!
//! ```
//! use http::{HeaderMap, Response};
//! use tencentcloud_core::{Limits, ResponseBody};
//! use tencentcloud_net::content_encoding;
//!
//! let mut headers = HeaderMap::new();
//! content_encoding::accept(&mut headers);
//! assert_eq!(headers["accept-encoding"], "gzip, deflate");
//!
//! let response = Response::builder().header("content-encoding", "gzip");
//! let response = response.body(ResponseBody::from(&b"\x1f\x8b\x08 and so on"[..]))?;
//! let response = content_encoding::decode(response, Limits::default().body);
//! assert!(!response.headers().contains_key("content-encoding"));
//! # Ok::<(), http::Error>(())
//! ```

mod body;
mod decoder;
#[cfg(test)]
mod tests;

use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Response};
use tencentcloud_core::ResponseBody;

use self::body::DecodedBody;
use self::decoder::Decoder;

/// Sets `Accept-Encoding` to what [`decode`] understands, unless the request has
/// that header.
pub fn accept(headers: &mut HeaderMap) {
    let supported = HeaderValue::from_static("gzip, deflate");
    headers.entry(ACCEPT_ENCODING).or_insert(supported);
}

/// The response with its body decoded, chunk by chunk as it is read.
///
/// For `gzip` (or `x-gzip`) and `deflate`, the headers `Content-Encoding` and
/// `Content-Length` are removed. A response without an encoding, or with
/// `identity`, is returned unchanged. An empty body is empty in any encoding.
///
/// One step decodes less than 96 KiB: flate2's buffer, its window and a little
/// more. The decoded bytes are limited when the body is collected.
///
/// # Errors
///
/// Reading the body fails with one of these kinds:
///
/// - [`TooLarge`](tencentcloud_core::TransportErrorKind::TooLarge): more than
///   `limit` encoded bytes, whatever they decode to;
/// - [`Protocol`](tencentcloud_core::TransportErrorKind::Protocol): damaged data,
///   another encoding, or more than one;
/// - [`Closed`](tencentcloud_core::TransportErrorKind::Closed): truncated data.
pub fn decode(response: Response<ResponseBody>, limit: usize) -> Response<ResponseBody> {
    let Some(decoder) = decoder(response.headers()) else { return response };
    let (mut head, body) = response.into_parts();
    if !matches!(decoder, Decoder::Unsupported(_)) {
        head.headers.remove(CONTENT_ENCODING);
        head.headers.remove(CONTENT_LENGTH);
    }
    Response::from_parts(head, ResponseBody::new(DecodedBody::new(body, decoder, limit)))
}

/// The decoder for the value of `Content-Encoding`; `None` without an encoding. The
/// header is a list, of which empty elements do not count.
fn decoder(headers: &HeaderMap) -> Option<Decoder> {
    let mut names = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|name| !name.is_empty());
    let name = names.next()?;
    if names.next().is_some() {
        return Some(Decoder::Unsupported("more than one".to_owned()));
    }
    match name.to_ascii_lowercase().as_slice() {
        b"gzip" | b"x-gzip" => Some(Decoder::gzip()),
        b"deflate" => Some(Decoder::DeflateStart(Vec::new())),
        b"identity" => None,
        // It goes into a log line, whole, so that core can redact it.
        _ if name.len() <= 40 => Some(Decoder::Unsupported(name.escape_ascii().to_string())),
        _ => Some(Decoder::Unsupported("a name of more than 40 bytes".to_owned())),
    }
}
