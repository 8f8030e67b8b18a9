//! What an `Authorization` header claims, read as far as it can be.

use tencentcloud_core::sign::ALGORITHM;

use crate::authorization_header::MAX_SIGNED_HEADERS;

/// The parts of an `Authorization` header. Unlike
/// [`AuthorizationHeader`](crate::AuthorizationHeader) it takes any signature, list,
/// service and terminator, because these are where mistakes show.
#[derive(Clone, Copy)]
pub(crate) struct Claim<'a> {
    pub(crate) secret_id: &'a str,
    pub(crate) date: &'a str,
    pub(crate) service: &'a str,
    pub(crate) terminator: &'a str,
    pub(crate) signed_headers: &'a str,
    pub(crate) signature: &'a str,
}

impl<'a> Claim<'a> {
    /// `None` if a part is missing, repeated or unknown, or if the credential does not
    /// have four parts.
    pub(crate) fn read(header: &'a str) -> Option<Self> {
        let parts = header.trim_matches([' ', '\t']).strip_prefix(ALGORITHM)?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = part.trim_matches([' ', '\t']).split_once('=')?;
            let slot = match name {
                "Credential" => &mut credential,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => return None,
            };
            if slot.replace(value).is_some() {
                return None;
            }
        }
        let mut scope = credential?.split('/');
        let (secret_id, date, service) = (scope.next()?, scope.next()?, scope.next()?);
        let terminator = scope.next()?;
        scope.next().is_none().then_some(())?;
        // A hostile list must be cheap.
        let names = signed_headers?.split(';');
        (names.count() <= MAX_SIGNED_HEADERS).then_some(())?;
        Some(Self {
            secret_id,
            date,
            service,
            terminator,
            signed_headers: signed_headers?,
            signature: signature?,
        })
    }

    pub(crate) fn signed_names(self) -> impl Iterator<Item = &'a str> {
        self.signed_headers.split(';')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusual_parts_are_read_as_they_stand() {
        let claim = Claim::read(
            "TC3-HMAC-SHA256 Credential=id/2023-11-14//aws4_request,\
             SignedHeaders=Host;Content-Type, Signature=ab+/==",
        );
        let claim = claim.unwrap();
        assert_eq!((claim.service, claim.terminator), ("", "aws4_request"));
        assert_eq!(claim.signed_headers, "Host;Content-Type");
        assert_eq!(claim.signature, "ab+/==");
    }

    #[test]
    fn other_headers_are_not_read() {
        for header in [
            "",
            "SKIP",
            "TC3-HMAC-SHA256",
            "TC3-HMAC-SHA256 Credential=id/d/s/t, SignedHeaders=host",
            "TC3-HMAC-SHA256 Credential=id/d/s, SignedHeaders=host, Signature=0",
            "TC3-HMAC-SHA256 Credential=id/d/s/t/u, SignedHeaders=host, Signature=0",
            "TC3-HMAC-SHA256 Credential=id/d/s/t, Signature=0, Signature=0",
            "AWS4-HMAC-SHA256 Credential=id/d/s/t, SignedHeaders=host, Signature=0",
        ] {
            assert!(Claim::read(header).is_none(), "{header}");
        }
    }
}
