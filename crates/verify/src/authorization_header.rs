//! Parsing of the `Authorization` header.

mod fault;

use std::fmt;

use tencentcloud_core::sign::ALGORITHM;

pub use self::fault::AuthorizationFault;

/// Maximum number of signed headers: far more than any client signs, and few enough
/// that a hostile list is cheap to check.
pub(crate) const MAX_SIGNED_HEADERS: usize = 100;

/// A parsed `Authorization` header of signature v3. Nothing is verified yet.
///
/// ```
/// use tencentcloud_verify::AuthorizationHeader;
///
/// let header = format!(
///     "TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
///      SignedHeaders=content-type;host, Signature={}",
///     "0a".repeat(32),
/// );
/// let authorization = AuthorizationHeader::parse(&header)?;
/// assert_eq!(authorization.service, "ecm");
/// assert_eq!(authorization.signed_names().collect::<Vec<_>>(), ["content-type", "host"]);
/// # Ok::<(), tencentcloud_verify::AuthorizationFault>(())
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct AuthorizationHeader<'a> {
    /// The secret id.
    pub secret_id: &'a str,
    /// The date of the scope, in the form `YYYY-MM-DD`.
    pub date: &'a str,
    /// The service of the scope.
    pub service: &'a str,
    /// The names of the signed headers, joined by semicolons, as received.
    pub signed_headers: &'a str,
    /// The signature.
    pub signature: [u8; 32],
}

impl<'a> AuthorizationHeader<'a> {
    /// Parses a header value.
    ///
    /// White space around a part is ignored, and the space after a comma is
    /// optional, since some clients omit it. Everything else is strict.
    ///
    /// # Errors
    ///
    /// The [`AuthorizationFault`] that names the invalid part.
    pub fn parse(header: &'a str) -> Result<Self, AuthorizationFault> {
        let parts = trim(header)
            .strip_prefix(ALGORITHM)
            .filter(|parts| parts.starts_with(WHITE_SPACE))
            .ok_or(AuthorizationFault::Algorithm)?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) =
                trim(part).split_once('=').ok_or(AuthorizationFault::UnknownPart)?;
            let (name, slot) = match name {
                "Credential" => ("Credential", &mut credential),
                "SignedHeaders" => ("SignedHeaders", &mut signed_headers),
                "Signature" => ("Signature", &mut signature),
                _ => return Err(AuthorizationFault::UnknownPart),
            };
            if slot.replace(value).is_some() {
                return Err(AuthorizationFault::RepeatedPart(name));
            }
        }
        let missing = AuthorizationFault::MissingPart;
        let (secret_id, date, service) = scope(credential.ok_or(missing("Credential"))?)?;
        let signed_headers = signed_headers.ok_or(missing("SignedHeaders"))?;
        check_list(signed_headers)?;
        let signature = signature.ok_or(missing("Signature"))?;
        Ok(Self {
            secret_id,
            date,
            service,
            signed_headers,
            signature: unhex(signature).ok_or(AuthorizationFault::Signature)?,
        })
    }

    /// The names of the signed headers, in the order of the header.
    pub fn signed_names(&self) -> impl Iterator<Item = &'a str> {
        self.signed_headers.split(';')
    }
}

/// Redacts the signature, with which the request can be sent again.
impl fmt::Debug for AuthorizationHeader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationHeader")
            .field("secret_id", &self.secret_id)
            .field("date", &self.date)
            .field("service", &self.service)
            .field("signed_headers", &self.signed_headers)
            .finish_non_exhaustive()
    }
}

const WHITE_SPACE: [char; 2] = [' ', '\t'];

fn trim(part: &str) -> &str {
    part.trim_matches(WHITE_SPACE)
}

/// Id, date and service of a credential. White space around the id is kept: the
/// service does not trim it, and reports such an id as unknown.
fn scope(credential: &str) -> Result<(&str, &str, &str), AuthorizationFault> {
    let mut parts = credential.split('/');
    let mut next = || parts.next().ok_or(AuthorizationFault::Credential);
    let (id, date, service, end) = (next()?, next()?, next()?, next()?);
    if parts.next().is_some() || id.is_empty() || service.is_empty() {
        return Err(AuthorizationFault::Credential);
    }
    if !is_date(date) {
        return Err(AuthorizationFault::Date);
    }
    if end != "tc3_request" {
        return Err(AuthorizationFault::ScopeEnd);
    }
    Ok((id, date, service))
}

fn is_date(date: &str) -> bool {
    date.len() == 10
        && date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn check_list(list: &str) -> Result<(), AuthorizationFault> {
    let mut seen = Vec::new();
    for name in list.split(';') {
        let is_allowed = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
        let is_valid = !name.is_empty() && name.bytes().all(is_allowed);
        if !is_valid || seen.contains(&name) || seen.len() == MAX_SIGNED_HEADERS {
            return Err(AuthorizationFault::SignedHeaders);
        }
        seen.push(name);
    }
    for required in ["content-type", "host"] {
        if !seen.contains(&required) {
            return Err(AuthorizationFault::Unsigned(required));
        }
    }
    Ok(())
}

/// Parses 64 lower-case hexadecimal digits.
fn unhex(digits: &str) -> Option<[u8; 32]> {
    fn digit(byte: u8) -> Option<u8> {
        match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        }
    }
    let mut bytes = [0; 32];
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(high)? * 16 + digit(low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNATURE: &str = "00ff5b58c3de377b8243f85330a545d0afc886563c6b5aace94781667c979432";

    /// A valid header with one substring replaced.
    fn header(from: &str, to: &str) -> String {
        let valid = format!(
            "TC3-HMAC-SHA256 Credential=test-id/2023-11-14/ecm/tc3_request, \
             SignedHeaders=content-type;host, Signature={SIGNATURE}"
        );
        assert!(valid.contains(from), "nothing to replace: {from}");
        valid.replace(from, to)
    }

    #[test]
    fn all_parts_are_parsed() {
        let header = header("host", "host;x-tc-action");
        let authorization = AuthorizationHeader::parse(&header).unwrap();
        assert_eq!(authorization.signed_names().last(), Some("x-tc-action"));
        assert_eq!(authorization.secret_id, "test-id");
        assert_eq!(authorization.date, "2023-11-14");
        assert_eq!(authorization.service, "ecm");
        assert_eq!(authorization.signed_headers, "content-type;host;x-tc-action");
        assert_eq!(authorization.signature[..3], [0x00, 0xff, 0x5b]);
        assert_eq!(authorization.signature[31], 0x32);
    }

    #[test]
    fn white_space_and_order_of_parts_are_ignored() {
        let valid = header("", "");
        let expected = format!("{:?}", AuthorizationHeader::parse(&valid).unwrap());
        for same in [
            header(", ", ","),
            header(", ", " ,\t "),
            header("TC3-HMAC-SHA256 ", "  TC3-HMAC-SHA256   "),
            format!(
                "TC3-HMAC-SHA256 Signature={SIGNATURE},SignedHeaders=content-type;host,\
                 Credential=test-id/2023-11-14/ecm/tc3_request  "
            ),
        ] {
            let authorization = AuthorizationHeader::parse(&same).unwrap();
            assert_eq!(format!("{authorization:?}"), expected, "{same}");
            assert_eq!(
                authorization.signature,
                AuthorizationHeader::parse(&valid).unwrap().signature
            );
        }
    }

    #[test]
    fn white_space_around_the_id_is_kept() {
        let header = header("Credential=test-id/", "Credential= test-id /");
        assert_eq!(AuthorizationHeader::parse(&header).unwrap().secret_id, " test-id ");
    }

    #[test]
    fn hundred_signed_headers_are_accepted() {
        let names: Vec<_> = (0..98).map(|n| format!(";x-{n}")).collect();
        let header = header(";host", &format!(";host{}", names.concat()));
        assert_eq!(AuthorizationHeader::parse(&header).unwrap().signed_names().count(), 100);
    }

    #[test]
    fn parse_error_names_the_invalid_part() {
        use AuthorizationFault as Fault;
        let signature = format!(", Signature={SIGNATURE}");
        let many: Vec<_> = (0..99).map(|n| format!(";x-{n}")).collect();
        let many = many.concat();
        for (from, to, fault) in [
            ("TC3-HMAC-SHA256 ", "SKIP", Fault::Algorithm),
            ("TC3-HMAC-SHA256 ", "TC3-HMAC-SHA256", Fault::Algorithm),
            ("TC3-HMAC-SHA256", "tc3-hmac-sha256", Fault::Algorithm),
            (&signature, "", Fault::MissingPart("Signature")),
            ("Signature=", "Signature:", Fault::UnknownPart),
            ("Credential", "credential", Fault::UnknownPart),
            (SIGNATURE, &format!("{SIGNATURE},"), Fault::UnknownPart),
            (&signature, &signature.repeat(2), Fault::RepeatedPart("Signature")),
            ("test-id/", "", Fault::Credential),
            ("test-id/", "/", Fault::Credential),
            ("/ecm", "/", Fault::Credential),
            ("test-id", "test/id", Fault::Credential),
            ("2023-11-14", "20231114", Fault::Date),
            ("2023-11-14", "2023-11-1\u{e9}", Fault::Date),
            ("2023-11-14", "2023-11-1", Fault::Date),
            ("2023-11-14", "2023-11-1x", Fault::Date),
            ("2023-11-14", "2023/11-14", Fault::Credential),
            ("tc3_request", "aws4_request", Fault::ScopeEnd),
            ("tc3_request", "", Fault::ScopeEnd),
            ("content-type;", "", Fault::Unsigned("content-type")),
            (";host", "", Fault::Unsigned("host")),
            (";host", ";Host", Fault::SignedHeaders),
            (";host", ";host;", Fault::SignedHeaders),
            (";host", ";host;host", Fault::SignedHeaders),
            (";host", ";host;x y", Fault::SignedHeaders),
            (";host", &format!(";host{many}"), Fault::SignedHeaders),
            (SIGNATURE, &SIGNATURE[1..], Fault::Signature),
            (SIGNATURE, &format!("{SIGNATURE}0"), Fault::Signature),
            (SIGNATURE, &format!("{SIGNATURE}00"), Fault::Signature),
            ("00ff5b", "00FF5B", Fault::Signature),
            ("00ff5b", "00fg5b", Fault::Signature),
            (SIGNATURE, "", Fault::Signature),
        ] {
            let header = header(from, to);
            assert_eq!(AuthorizationHeader::parse(&header).unwrap_err(), fault, "{header}");
        }
    }

    #[test]
    fn debug_redacts_the_signature() {
        let header = header("", "");
        let shown = format!("{:?}", AuthorizationHeader::parse(&header).unwrap());
        assert!(shown.contains("test-id") && !shown.contains("5b58"), "{shown}");
        assert!(!shown.contains("255"), "{shown}");
    }
}
