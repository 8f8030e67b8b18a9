//! A request as it arrived.

mod fault;
mod parse;

use std::fmt;

use bytes::Bytes;

pub use self::fault::HeaderFault;
pub use self::parse::ParseError;

/// A request as it arrived: method, target and headers byte for byte.
///
/// Nothing is decoded, sorted or normalised, because the signature covers the
/// bytes that were sent. Two clients may write the same query in two ways, and
/// both are right.
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
    /// Reads one HTTP/1.1 request. The body is as long as `Content-Length`
    /// says, or else all that follows the headers.
    ///
    /// Strict where a lenient reader and a lenient proxy could read different
    /// requests: no folded headers, no blank before a colon, no second
    /// `Content-Length`, no transfer coding, nothing after the body. Lines may
    /// end in LF alone, as they do in a file that a person has saved.
    pub fn parse(raw: &[u8]) -> Result<Self, ParseError> {
        parse::request(raw)
    }

    /// Takes over a request from an HTTP library, which has read its head.
    ///
    /// A request without a `Host` header, as they are in HTTP/2 and in process,
    /// gets the authority of its URI in that place.
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
            let text = authority.as_str();
            let host = text.rsplit_once('@').map_or(text, |(_, host)| host);
            headers.push(("host".to_owned(), host.as_bytes().to_vec()));
        }
        Self {
            method: request.method().as_str().to_owned(),
            target: uri.path_and_query().map_or(String::new(), |target| target.as_str().to_owned()),
            headers,
            body: request.body().clone(),
        }
    }

    /// The method, in the case in which it was sent.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The target before the first `?`.
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(&*self.target, |(path, _)| path)
    }

    /// The exact text after the first `?`; empty if there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The value of a header without the blanks around it, or `None` if it was
    /// not sent. The case of `name` does not matter.
    ///
    /// A header that was sent twice has no value that two servers agree on, and
    /// one that is not UTF-8 has none that could be compared with text. Neither
    /// is absent, so both are errors.
    pub fn header(&self, name: &str) -> Result<Option<&str>, HeaderFault> {
        let mut values = self.header_values(name);
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(HeaderFault::Repeated);
        }
        std::str::from_utf8(value).map(Some).map_err(|_| HeaderFault::NotText)
    }

    /// The `Host` header, if it was sent once and is text.
    pub fn host(&self) -> Option<&str> {
        self.header("host").ok().flatten()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The text that holds parameters as pairs (see
    /// [`form::decode`](crate::form::decode)): the query of a GET, or the body
    /// of a POST of the type `application/x-www-form-urlencoded`.
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

    /// All values of a header, in their order, without the blanks around them.
    pub(crate) fn header_values(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.headers
            .iter()
            .filter(move |(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim_ascii())
    }
}

/// Names and sizes only: values hold tokens and signatures, bodies may hold
/// anything.
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
    fn what_a_library_read_is_taken_over_as_it_is() {
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
    fn the_authority_stands_in_for_an_absent_host() {
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
    fn a_value_that_cannot_be_read_is_not_an_absent_one() {
        let raw = b"GET / HTTP/1.1\r\nX-A: \xff\r\nX-B: 1\r\nx-b: 1\r\nHost: a\r\nHost: b\r\n\r\n";
        let raw = RawRequest::parse(raw).unwrap();
        assert_eq!(raw.header("x-a"), Err(HeaderFault::NotText));
        assert_eq!(raw.header_values("x-a").next(), Some(&b"\xff"[..]));
        assert_eq!(raw.header("X-B"), Err(HeaderFault::Repeated));
        assert_eq!(raw.header("x-c"), Ok(None));
        assert_eq!(raw.host(), None);
    }

    #[test]
    fn debug_shows_no_value() {
        let raw = RawRequest::parse(
            b"POST /?Signature=canary HTTP/1.1\r\nX-TC-Token: canary\r\n\r\ncanary",
        )
        .unwrap();
        let shown = format!("{raw:?} {raw:#?}");
        assert!(shown.contains("X-TC-Token"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}
