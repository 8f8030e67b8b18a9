//! Parsing of an HTTP/1.1 request.

use bytes::Bytes;

use super::RawRequest;

/// The error of bytes that are not a valid request. Respond with HTTP 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The first line is not `METHOD /target HTTP/1.1`, or the target has a `#`.
    #[error("the first line is not an HTTP/1.1 request line")]
    RequestLine,
    /// A header line has no colon, an invalid name or a control character.
    #[error("line {0} is not a valid header")]
    Header(usize),
    /// The bytes end before the empty line after the headers.
    #[error("the empty line after the headers is missing")]
    Unfinished,
    /// The request has a transfer coding. Decode the body first.
    #[error("the transfer coding is not supported")]
    TransferEncoding,
    /// `Content-Length` is not a number or occurs more than once.
    #[error("Content-Length is not a single decimal number")]
    ContentLength,
    /// The length of the body differs from `Content-Length`.
    #[error("the body has {actual} bytes, but Content-Length is {declared}")]
    BodyLength {
        /// The value of `Content-Length`.
        declared: u64,
        /// Number of bytes after the headers.
        actual: u64,
    },
}

pub(super) fn request(raw: &[u8]) -> Result<RawRequest, ParseError> {
    let (line, mut rest) = next_line(raw).ok_or(ParseError::RequestLine)?;
    let (method, target) = request_line(line).ok_or(ParseError::RequestLine)?;
    let mut headers = Vec::new();
    loop {
        let (line, after) = next_line(rest).ok_or(ParseError::Unfinished)?;
        rest = after;
        if line.is_empty() {
            break;
        }
        // The request line is line 1.
        let number = headers.len() + 2;
        headers.push(header(line).ok_or(ParseError::Header(number))?);
    }
    let request = RawRequest {
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body: Bytes::copy_from_slice(rest),
    };
    check_length(&request)?;
    Ok(request)
}

/// The next line without its end, and the bytes after it.
fn next_line(raw: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = raw.iter().position(|&byte| byte == b'\n')?;
    let (line, rest) = (raw.get(..end)?, raw.get(end + 1..)?);
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest))
}

fn request_line(line: &[u8]) -> Option<(&str, &str)> {
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    // A fragment is for the client only, and servers differ in what they do with one.
    let is_allowed = |c: char| !c.is_ascii_control() && c != '#';
    let is_valid = is_token(method)
        && target.starts_with('/')
        && target.chars().all(is_allowed)
        && version == "HTTP/1.1"
        && words.next().is_none();
    is_valid.then_some((method, target))
}

fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let name = std::str::from_utf8(line.get(..colon)?).ok()?;
    let value = line.get(colon + 1..)?;
    let is_allowed = |&byte: &u8| byte == b'\t' || !byte.is_ascii_control();
    (is_token(name) && value.iter().all(is_allowed)).then(|| (name.to_owned(), value.to_vec()))
}

/// A method or header name, see RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_allowed)
}

fn check_length(request: &RawRequest) -> Result<(), ParseError> {
    if request.header_values("transfer-encoding").next().is_some() {
        return Err(ParseError::TransferEncoding);
    }
    let mut lengths = request.header_values("content-length");
    let Some(length) = lengths.next() else {
        return Ok(());
    };
    let declared = std::str::from_utf8(length)
        .ok()
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
        .ok_or(ParseError::ContentLength)?;
    if lengths.next().is_some() {
        return Err(ParseError::ContentLength);
    }
    let actual = request.body.len() as u64;
    if declared != actual {
        return Err(ParseError::BodyLength { declared, actual });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_unchanged() {
        let raw = b"POST /a?b=%7e+?c HTTP/1.1\r\n\
            hOST:  a \r\nX-B:\r\nX-B: \xe8\xbe\xb9\t1\r\nContent-Length: 4\r\n\r\n\r\n{}";
        let request = request(raw).unwrap();
        assert_eq!(request.method(), "POST");
        assert_eq!(request.path(), "/a");
        assert_eq!(request.query(), "b=%7e+?c");
        assert_eq!(request.header("Host"), Ok(Some("a")));
        let values: Vec<_> = request.header_values("x-b").collect();
        assert_eq!(values, [&b""[..], b"\xe8\xbe\xb9\t1"]);
        assert_eq!(request.body(), "\r\n{}");
    }

    #[test]
    fn body_is_the_rest_without_content_length() {
        let request = request(b"POST / HTTP/1.1\nHost: a\n\n{}\n").unwrap();
        assert_eq!(request.header("host"), Ok(Some("a")));
        assert_eq!(request.body(), "{}\n");
    }

    #[test]
    fn ambiguous_requests_are_rejected() {
        for (raw, error) in [
            ("", ParseError::RequestLine),
            ("GET / HTTP/1.1", ParseError::RequestLine),
            ("GET / HTTP/1.0\r\n\r\n", ParseError::RequestLine),
            ("GET  / HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            ("GET / HTTP/1.1 \r\n\r\n", ParseError::RequestLine),
            ("G(T / HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            (" / HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            ("GET a HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            ("GET /\t HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            ("GET /?a=1#b HTTP/1.1\r\n\r\n", ParseError::RequestLine),
            ("GET / HTTP/1.1\r\n", ParseError::Unfinished),
            ("GET / HTTP/1.1\r\nA: b\r\n", ParseError::Unfinished),
            ("GET / HTTP/1.1\r\nA: b\r\nC\r\n\r\n", ParseError::Header(3)),
            ("GET / HTTP/1.1\r\nA : b\r\n\r\n", ParseError::Header(2)),
            ("GET / HTTP/1.1\r\n: b\r\n\r\n", ParseError::Header(2)),
            ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", ParseError::Header(3)),
            ("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n", ParseError::Header(2)),
            ("GET / HTTP/1.1\r\nA: b\0\r\n\r\n", ParseError::Header(2)),
            (
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                ParseError::TransferEncoding,
            ),
        ] {
            assert_eq!(request(raw.as_bytes()).unwrap_err(), error, "{raw:?}");
        }
        assert_eq!(request(b"GET /\xff HTTP/1.1\r\n\r\n").unwrap_err(), ParseError::RequestLine);
    }

    #[test]
    fn request_is_rejected_when_content_length_is_wrong() {
        let with =
            |headers: &str| request(format!("POST / HTTP/1.1\n{headers}\n\n{{}}").as_bytes());
        assert!(with("Content-Length: 2").is_ok());
        for declared in [1, 3, u64::MAX] {
            assert_eq!(
                with(&format!("Content-Length: {declared}")).unwrap_err(),
                ParseError::BodyLength { declared, actual: 2 }
            );
        }
        for header in [
            "Content-Length:",
            "Content-Length: +2",
            "Content-Length: 0x2",
            "Content-Length: 2, 2",
            "Content-Length: 2\nContent-Length: 2",
            "Content-Length: 99999999999999999999",
        ] {
            assert_eq!(with(header).unwrap_err(), ParseError::ContentLength, "{header}");
        }
    }
}
