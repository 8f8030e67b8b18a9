//! The canonical request, rebuilt from what arrived.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{AuthorizationFault, Claim, RawRequest, host::Host};

/// What the signature covers, in the order and the bytes in which it arrived.
///
/// Deliberately not the signer's type of this name: that one sorts, trims and
/// lower-cases what a client is about to send, this one follows what a client
/// says it has signed.
pub(crate) struct CanonicalRequest<'a> {
    method: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    list: &'a str,
    payload: [u8; 32],
}

/// One of the forms that clients sign of the same headers.
#[derive(Clone, Copy, Default)]
struct Form {
    /// The host without its port.
    bare_host: bool,
    /// The content type with its upper-case letters.
    cased_type: bool,
}

impl<'a> CanonicalRequest<'a> {
    /// Collects what `claim` says is signed.
    pub(crate) fn rebuild(
        request: &'a RawRequest,
        claim: &Claim<'a>,
    ) -> Result<Self, AuthorizationFault> {
        let header = |name: &'a str| {
            let mut values = request.header_values(name);
            match (values.next(), values.next()) {
                (Some(value), None) => Ok((name, value)),
                (None, _) => Err(AuthorizationFault::AbsentHeader(name.to_owned())),
                _ => Err(AuthorizationFault::RepeatedHeader(name.to_owned())),
            }
        };
        Ok(Self {
            method: request.method(),
            query: request.query(),
            headers: claim.signed_names().map(header).collect::<Result<_, _>>()?,
            list: claim.signed_headers,
            payload: Sha256::digest(payload(request)).into(),
        })
    }

    /// The hash of the documented form.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash_of(Form::default())
    }

    /// The hashes of all forms that differ in this request, the documented one first.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = [u8; 32]> {
        let has_port = self.value("host").is_some_and(|host| bare(host).is_some());
        let has_upper_case = self
            .value("content-type")
            .is_some_and(|value| value.iter().any(u8::is_ascii_uppercase));
        [(false, false), (true, false), (false, true), (true, true)]
            .into_iter()
            .filter(move |&(bare_host, cased_type)| {
                (has_port || !bare_host) && (has_upper_case || !cased_type)
            })
            .map(|(bare_host, cased_type)| {
                self.hash_of(Form {
                    bare_host,
                    cased_type,
                })
            })
    }

    fn value(&self, wanted: &str) -> Option<&'a [u8]> {
        self.headers
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|&(_, value)| value)
    }

    fn hash_of(&self, form: Form) -> [u8; 32] {
        let mut hasher = Sha256::new();
        self.write(
            &mut |bytes| hasher.update(bytes),
            &|name, value| match name {
                "host" if form.bare_host => bare(value).unwrap_or(value).to_ascii_lowercase(),
                "content-type" if form.cased_type => value.to_vec(),
                _ => value.to_ascii_lowercase(),
            },
        );
        hasher.finalize().into()
    }

    /// The six parts, joined by line feeds.
    fn write(&self, out: &mut dyn FnMut(&[u8]), value_of: &dyn Fn(&str, &[u8]) -> Vec<u8>) {
        // The path is `/` in all of API 3.0, wherever a request was sent.
        for part in [self.method, "\n/\n", self.query, "\n"] {
            out(part.as_bytes());
        }
        for &(name, value) in &self.headers {
            out(name.as_bytes());
            out(b":");
            out(&value_of(name, value));
            out(b"\n");
        }
        for part in ["\n", self.list, "\n", &hex(&self.payload)] {
            out(part.as_bytes());
        }
    }
}

/// For people: the documented form, without the values that must not be shown.
impl fmt::Display for CanonicalRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Vec::new();
        self.write(
            &mut |bytes| text.extend_from_slice(bytes),
            &|name, value| match name {
                "authorization" | "x-tc-token" => b"[redacted]".to_vec(),
                _ => value.to_ascii_lowercase(),
            },
        );
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

/// What is hashed as the payload.
fn payload(request: &RawRequest) -> &[u8] {
    const UNSIGNED: &[u8] = b"UNSIGNED-PAYLOAD";
    if request.header_values("x-tc-content-sha256").next() == Some(UNSIGNED) {
        UNSIGNED
    } else if request.method() == "GET" {
        b""
    } else {
        request.body()
    }
}

fn bare(host: &[u8]) -> Option<&[u8]> {
    let text = std::str::from_utf8(host).ok()?;
    Host::new(text).without_port().map(str::as_bytes)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| DIGITS.get(usize::from(nibble)))
        .collect()
}
