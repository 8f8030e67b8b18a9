//! Detection of the signature method.

use crate::{RawRequest, form};

/// The signature method of a request.
///
/// ```
/// use tencentcloud_verify::{RawRequest, Scheme};
///
/// let scheme = |raw: &str| RawRequest::parse(raw.as_bytes()).map(|raw| Scheme::of(&raw));
/// let v1 = scheme("GET /?Action=DescribeImage&SecretId=a HTTP/1.1\n\n")?;
/// let skip = scheme("POST / HTTP/1.1\nAuthorization: SKIP\n\n")?;
/// assert_eq!((v1, skip), (Scheme::V1, Scheme::Skip));
/// # Ok::<(), tencentcloud_verify::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// `TC3-HMAC-SHA256` in the header `Authorization`. Common parameters are headers.
    /// A request without any signature belongs here, too.
    Tc3,
    /// `HmacSHA1` or `HmacSHA256`. Signature and common parameters are in the query of
    /// a GET or the form of a POST.
    V1,
    /// `Authorization: SKIP`: not signed. A few actions allow it.
    Skip,
}

impl Scheme {
    /// Detects the signature method of a request.
    ///
    /// The header `Authorization` takes precedence. Without it, a query or form with
    /// any of the parameters `Action`, `SecretId` and `Signature` is [`Scheme::V1`].
    pub fn of(request: &RawRequest) -> Self {
        let mut headers = request.header_values("authorization");
        match (headers.next(), headers.next()) {
            (Some(b"SKIP"), None) => Self::Skip,
            (None, _) if request.form().is_some_and(has_common_parameters) => Self::V1,
            _ => Self::Tc3,
        }
    }
}

fn has_common_parameters(encoded: &[u8]) -> bool {
    const NAMES: [&[u8]; 3] = [b"Action=", b"SecretId=", b"Signature="];
    form::pairs(encoded).any(|pair| NAMES.iter().any(|name| pair.starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_takes_precedence_over_parameters() {
        let form = "Content-Type: application/x-www-form-urlencoded";
        for (line, headers, body, scheme) in [
            ("GET /", "A: b", "", Scheme::Tc3),
            ("GET /", "Authorization: TC3-HMAC-SHA256", "", Scheme::Tc3),
            ("GET /?Signature=a", "Authorization: SKIP", "", Scheme::Skip),
            ("GET /?Signature=a", "Authorization: skip", "", Scheme::Tc3),
            ("GET /?Signature=a", "Authorization: SKIP\nAuthorization: SKIP", "", Scheme::Tc3),
            ("GET /?Signature=a", "Authorization:", "", Scheme::Tc3),
            ("GET /?Signature=a", "A: b", "", Scheme::V1),
            ("GET /?a=b&&SecretId=a", "A: b", "", Scheme::V1),
            ("GET /?Action=a", form, "", Scheme::V1),
            ("GET /?a=Action=", "A: b", "Signature=a", Scheme::Tc3),
            ("PUT /?Signature=a", form, "Signature=a", Scheme::Tc3),
            ("POST /?Signature=a", form, "", Scheme::Tc3),
            ("POST /", form, "a=b&Signature=a", Scheme::V1),
            ("POST /", "content-type:Application/x-WWW-form-urlencoded ;a", "Action=", Scheme::V1),
            ("POST /", "Content-Type: application/json", "Signature=a", Scheme::Tc3),
            ("POST /", "A: b", "Signature=a", Scheme::Tc3),
        ] {
            let raw = format!("{line} HTTP/1.1\n{headers}\n\n{body}");
            let request = RawRequest::parse(raw.as_bytes()).unwrap();
            assert_eq!(Scheme::of(&request), scheme, "{raw}");
        }
    }
}
