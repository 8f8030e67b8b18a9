//! A request as received.

mod fault;
mod parse;

use std::fmt;

use bytes::Bytes;
use tencentcloud_core::Timestamp;

pub use self::fault::HeaderFault;
pub use self::parse::ParseError;
use crate::form;

/// A request as received: method, target, headers and body.
///
/// Nothing is decoded, sorted or normalized, because the signature covers the exact
/// bytes. Clients may encode the same query differently.
///
/// ```
/// use tencentcloud_verify::RawRequest;
///
/// let request = RawRequest::parse(b"GET /?Name=a+b%2A HTTP/1.1\r\nHOST: localhost:8080\r\n\r\n")?;
/// assert_eq!(request.query(), "Name=a+b%2A");
/// assert_eq!(request.host(), Some("localhost:8080"));
/// # Ok::<(), tencentcloud_verify::ParseError>(())
/// ```
#[derive(Clone)]
pub struct RawRequest {
    method: String,
    target: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Bytes,
}

impl RawRequest {
    /// Parses one HTTP/1.1 request. Without `Content-Length`, everything after the
    /// headers is the body. Lines may end with LF alone, as in a saved file.
    ///
    /// # Errors
    ///
    /// [`ParseError`] for anything that a lenient server and a proxy could read
    /// differently: folded headers, a space before a colon, a second
    /// `Content-Length`, a transfer coding, bytes after the body, `#` in the target.
    pub fn parse(raw: &[u8]) -> Result<Self, ParseError> {
        parse::request(raw)
    }

    /// Converts a request of an HTTP library.
    ///
    /// A request without a `Host` header, as in HTTP/2 or in process, gets the
    /// authority of its URI as `Host`.
    pub fn from_http(request: &http::Request<Bytes>) -> Self {
        let uri = request.uri();
        let mut headers: Vec<_> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
            .collect();
        if let Some(authority) = uri.authority()
            && !request.headers().contains_key(http::header::HOST)
        {
            let authority = authority.as_str();
            let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
            headers.push(("host".to_owned(), host.as_bytes().to_vec()));
        }
        Self {
            method: request.method().as_str().to_owned(),
            target: uri.path_and_query().map_or(String::new(), |target| target.as_str().to_owned()),
            headers,
            body: request.body().clone(),
        }
    }

    /// The method, as received.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path: the target before the first `?`.
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(&*self.target, |(path, _)| path)
    }

    /// The query string after the first `?`, as received. Empty if there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of a header without surrounding white space. `None` if the request
    /// does not have it. The case of `name` is ignored.
    ///
    /// # Errors
    ///
    /// [`HeaderFault`] if the header occurs more than once, since servers differ in
    /// which value they use, or if the value is not UTF-8.
    pub fn header(&self, name: &str) -> Result<Option<&str>, HeaderFault> {
        let mut values = self.header_values(name);
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(HeaderFault::Repeated);
        }
        std::str::from_utf8(value).map(Some).map_err(|_| HeaderFault::NotUtf8)
    }

    /// The `Host` header, if it occurs once and is UTF-8.
    pub fn host(&self) -> Option<&str> {
        self.header("host").ok().flatten()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The encoded parameters of signature v1, for
    /// [`form::decode`](crate::form::decode): the query of a GET, or the body of a POST
    /// with the type `application/x-www-form-urlencoded`.
    pub fn form(&self) -> Option<&[u8]> {
        match self.method() {
            "GET" => Some(self.query().as_bytes()),
            "POST" => {
                let content_type = self.header("content-type").ok().flatten()?;
                let essence = content_type.split(';').next()?.trim();
                essence
                    .eq_ignore_ascii_case("application/x-www-form-urlencoded")
                    .then_some(&*self.body)
            }
            _ => None,
        }
    }

    /// All headers as received, with the white space around values.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The time that the request says it was signed at: `X-TC-Timestamp`, or the parameter
    /// `Timestamp` of signature v1. A time in milliseconds, which clients send by mistake, is
    /// cut to its second. `None` if there is none, or no number.
    ///
    /// ```
    /// use tencentcloud_verify::RawRequest;
    ///
    /// let request = RawRequest::parse(b"GET / HTTP/1.1\nX-TC-Timestamp: 1700000000123\n\n")?;
    /// assert_eq!(request.signed_at().map(|at| at.seconds()), Some(1_700_000_000));
    /// # Ok::<(), tencentcloud_verify::ParseError>(())
    /// ```
    pub fn signed_at(&self) -> Option<Timestamp> {
        if let Some(digits) = self.header("x-tc-timestamp").ok().flatten() {
            return seconds(digits);
        }
        let pairs = form::decode(self.form()?).ok()?;
        seconds(&pairs.iter().find(|(name, _)| name == "Timestamp")?.1)
    }

    /// All values of a header in their order, without surrounding white space.
    pub(crate) fn header_values(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.headers
            .iter()
            .filter(move |(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_ascii())
    }
}

/// The second of a timestamp in seconds or, if it is too large for that, in milliseconds.
pub(crate) fn seconds(digits: &str) -> Option<Timestamp> {
    let number: u64 = digits.parse().ok()?;
    // The year 5138 in seconds, 1973 in milliseconds.
    let is_milliseconds = number >= 100_000_000_000;
    Timestamp::new(if is_milliseconds { number / 1_000 } else { number })
}

/// Shows only names and sizes, since values contain tokens and signatures.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| &**name).collect();
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("query_bytes", &self.query().len())
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_request_is_converted_unchanged() {
        let request = http::Request::post("/?b=%7E&a=+")
            .header("Host", "localhost:8080")
            .header("X-TC-Action", " ImportImage")
            .header("X-A", "1")
            .header("x-a", "2")
            .body(Bytes::from_static(b"{}"))
            .unwrap();
        let raw = RawRequest::from_http(&request);
        assert_eq!(raw.method(), "POST");
        assert_eq!(raw.path(), "/");
        assert_eq!(raw.query(), "b=%7E&a=+");
        assert_eq!(raw.host(), Some("localhost:8080"));
        assert_eq!(raw.header("X-Tc-Action"), Ok(Some("ImportImage")));
        assert_eq!(raw.header_values("X-A").collect::<Vec<_>>(), [b"1", b"2"]);
        assert_eq!(raw.body(), "{}");
    }

    #[test]
    fn authority_is_the_host_when_the_header_is_missing() {
        let request = |builder: http::request::Builder| {
            RawRequest::from_http(&builder.body(Bytes::new()).unwrap())
        };
        let uri = "http://user@ecm.tencentcloudapi.com:8080/?a=1";
        let raw = request(http::Request::get(uri));
        assert_eq!(raw.host(), Some("ecm.tencentcloudapi.com:8080"));
        assert_eq!((raw.path(), raw.query()), ("/", "a=1"));
        let raw = request(http::Request::get(uri).header("host", "other"));
        assert_eq!(raw.header_values("host").count(), 1);
        assert_eq!(raw.host(), Some("other"));
        assert_eq!(request(http::Request::get("/")).host(), None);
    }

    #[test]
    fn header_is_an_error_when_repeated_or_not_utf_8() {
        let raw = b"GET / HTTP/1.1\r\nX-A: \xff\r\nX-B: 1\r\nx-b: 1\r\nHost: a\r\nHost: b\r\n\r\n";
        let raw = RawRequest::parse(raw).unwrap();
        assert_eq!(raw.header("x-a"), Err(HeaderFault::NotUtf8));
        assert_eq!(raw.header_values("x-a").next(), Some(&b"\xff"[..]));
        assert_eq!(raw.header("X-B"), Err(HeaderFault::Repeated));
        assert_eq!(raw.header("x-c"), Ok(None));
        assert_eq!(raw.host(), None);
    }

    #[test]
    fn debug_redacts_values() {
        let raw = RawRequest::parse(
            b"POST /?Signature=canary HTTP/1.1\r\nX-TC-Token: canary\r\n\r\ncanary",
        )
        .unwrap();
        let shown = format!("{raw:?} {raw:#?}");
        assert!(shown.contains("X-TC-Token"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
