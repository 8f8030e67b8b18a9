//! The `Authorization` header: what a request claims about itself.

use std::fmt;

use tencentcloud_core::sign::ALGORITHM;

/// How many headers a signature may name. Far above what any client signs, and
/// low enough that a hostile list costs nothing.
const MAX_SIGNED_HEADERS: usize = 100;

/// The parts of an `Authorization` header, as they stand in it.
///
/// ```
/// use tencentcloud_verify::Claim;
///
/// let header = format!(
///     "TC3-HMAC-SHA256 Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
///      SignedHeaders=content-type;host, Signature={}",
///     "0a".repeat(32),
/// );
/// let claim = Claim::parse(&header)?;
/// assert_eq!(claim.service, "ecm");
/// assert_eq!(claim.signed_names().collect::<Vec<_>>(), ["content-type", "host"]);
/// # Ok::<(), tencentcloud_verify::AuthorizationFault>(())
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Claim<'a> {
    /// Who says to have signed.
    pub secret_id: &'a str,
    /// The date of the scope, `YYYY-MM-DD` in form.
    pub date: &'a str,
    /// The service of the scope.
    pub service: &'a str,
    /// The signed headers, joined by semicolons, as listed.
    pub signed_headers: &'a str,
    /// The signature.
    pub signature: [u8; 32],
}

impl<'a> Claim<'a> {
    /// Takes a header value apart.
    ///
    /// Blanks around a part do not matter, nor whether one follows a comma
    /// (some published clients write none); everything else is strict.
    pub fn parse(header: &'a str) -> Result<Self, AuthorizationFault> {
        let parts = trim(header)
            .strip_prefix(ALGORITHM)
            .filter(|parts| parts.starts_with(BLANK))
            .ok_or(AuthorizationFault::Algorithm)?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = trim(part)
                .split_once('=')
                .ok_or(AuthorizationFault::UnknownPart)?;
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
        let absent = AuthorizationFault::MissingPart;
        let (secret_id, date, service) = scope(credential.ok_or(absent("Credential"))?)?;
        let signed_headers = signed_headers.ok_or(absent("SignedHeaders"))?;
        check_list(signed_headers)?;
        let signature = signature.ok_or(absent("Signature"))?;
        Ok(Self {
            secret_id,
            date,
            service,
            signed_headers,
            signature: unhex(signature).ok_or(AuthorizationFault::Signature)?,
        })
    }

    /// The names of the signed headers, in the order in which they are listed.
    pub fn signed_names(&self) -> impl Iterator<Item = &'a str> {
        self.signed_headers.split(';')
    }
}

/// Without the signature: whoever has it can send the request again.
impl fmt::Debug for Claim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim")
            .field("secret_id", &self.secret_id)
            .field("date", &self.date)
            .field("service", &self.service)
            .field("signed_headers", &self.signed_headers)
            .finish_non_exhaustive()
    }
}

const BLANK: [char; 2] = [' ', '\t'];

fn trim(text: &str) -> &str {
    text.trim_matches(BLANK)
}

/// Id, date and service of a credential. Blanks around the id are kept: the
/// service does not find such an id, and people should see that here.
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

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn check_list(list: &str) -> Result<(), AuthorizationFault> {
    let mut seen = Vec::new();
    for name in list.split(';') {
        let plain = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
        let well_formed = !name.is_empty() && name.bytes().all(plain);
        if !well_formed || seen.contains(&name) || seen.len() == MAX_SIGNED_HEADERS {
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

/// 64 lower-case hexadecimal digits as 32 bytes.
fn unhex(text: &str) -> Option<[u8; 32]> {
    fn digit(byte: u8) -> Option<u8> {
        match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        }
    }
    let mut bytes = [0; 32];
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}

/// What is wrong with an `Authorization` header, or with how it fits the
/// request. The client that made the header has to be corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationFault {
    /// It does not begin with `TC3-HMAC-SHA256` and a blank.
    #[error("it does not begin with `TC3-HMAC-SHA256`")]
    Algorithm,
    /// One of its three parts is absent.
    #[error("`{0}` is absent")]
    MissingPart(&'static str),
    /// One of its three parts is there twice.
    #[error("`{0}` is given more than once")]
    RepeatedPart(&'static str),
    /// It has a part that is none of the three.
    #[error("it has a part other than `Credential`, `SignedHeaders` and `Signature`")]
    UnknownPart,
    /// The credential is not four parts between slashes.
    #[error("`Credential` is not `id/date/service/tc3_request`")]
    Credential,
    /// The date of the credential is not of the form `YYYY-MM-DD`.
    #[error("`Date` in Credential is not of the form `YYYY-MM-DD`")]
    Date,
    /// The credential does not end in `tc3_request`.
    #[error("`Credential` does not end in `tc3_request`")]
    ScopeEnd,
    /// The signed headers are not lower-case names, each once, between
    /// semicolons, or are more than a hundred.
    #[error("`SignedHeaders` is not a list of different lower-case names joined by `;`")]
    SignedHeaders,
    /// A header that must be signed is not in the list.
    #[error("`SignedHeaders` lacks `{0}`")]
    Unsigned(&'static str),
    /// The signature is not 64 lower-case hexadecimal digits.
    #[error("`Signature` is not 64 lower-case hexadecimal digits")]
    Signature,
    /// A signed header is not in the request.
    #[error("the request lacks the signed header `{0}`")]
    AbsentHeader(String),
    /// A header that the signature depends on is in the request more than once.
    /// How to join the values is not documented, so every reading is a guess.
    #[error("the request has the header `{0}` more than once")]
    RepeatedHeader(String),
    /// The scope names another service than the request goes to.
    #[error("`Service` in Credential is `{claimed}`, where `{product}` is due")]
    Service {
        /// What the scope says.
        claimed: String,
        /// The product that the request goes to.
        product: String,
    },
}
