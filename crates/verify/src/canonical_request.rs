//! The canonical request of signature v3, rebuilt from a received request.

use std::{fmt, iter};

use sha2::{Digest, Sha256};

use crate::{
    AuthorizationFault, AuthorizationHeader, RawRequest, host::without_port, policy::Forms, redact,
};

/// The signed parts of a request, in the order and the bytes in which they were
/// received.
///
/// This is not the type of this name in the signer, which sorts the headers that a
/// client is about to send. This one follows the order in `SignedHeaders`.
pub(crate) struct CanonicalRequest<'a> {
    method: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, &'a [u8])>,
    list: &'a str,
    payload: [u8; 32],
}

/// One of the variants in which clients sign the same headers.
#[derive(Clone, Copy, Default)]
struct Form {
    /// The host without the port.
    bare_host: bool,
    /// The host without lower-casing.
    cased_host: bool,
    /// The content type without lower-casing.
    cased_type: bool,
}

impl<'a> CanonicalRequest<'a> {
    /// Collects the signed parts of `request` according to `authorization`.
    pub(crate) fn rebuild(
        request: &'a RawRequest,
        authorization: &AuthorizationHeader<'a>,
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
            headers: authorization.signed_names().map(header).collect::<Result<_, _>>()?,
            list: authorization.signed_headers,
            payload: Sha256::digest(payload(request)).into(),
        })
    }

    /// The hash of the documented form.
    pub(crate) fn hash(&self) -> [u8; 32] {
        self.hash_of(Form::default())
    }

    /// The hashes of all distinct forms of this request, the documented one first.
    pub(crate) fn hashes(&self, forms: Forms) -> impl Iterator<Item = [u8; 32]> {
        let is_tolerant = forms == Forms::OfClients;
        let has_port = self.value("host").is_some_and(|host| without_port(host).is_some());
        let has_upper_case =
            |name| self.value(name).is_some_and(|value| value.iter().any(u8::is_ascii_uppercase));
        let (cased_host, cased_type) = (has_upper_case("host"), has_upper_case("content-type"));
        let variants =
            move |differs: bool| iter::once(false).chain((is_tolerant && differs).then_some(true));
        variants(cased_type)
            .flat_map(move |cased_type| {
                variants(cased_host).map(move |cased_host| (cased_type, cased_host))
            })
            .flat_map(move |(cased_type, cased_host)| {
                variants(has_port).map(move |bare_host| Form { bare_host, cased_host, cased_type })
            })
            .map(|form| self.hash_of(form))
    }

    fn value(&self, wanted: &str) -> Option<&'a [u8]> {
        self.headers.iter().find(|(name, _)| *name == wanted).map(|&(_, value)| value)
    }

    fn hash_of(&self, form: Form) -> [u8; 32] {
        let mut hasher = Sha256::new();
        self.write(&mut |bytes| hasher.update(bytes), &|name, value| match name {
            "host" => {
                let host = without_port(value).filter(|_| form.bare_host).unwrap_or(value);
                if form.cased_host { host.to_vec() } else { host.to_ascii_lowercase() }
            }
            "content-type" if form.cased_type => value.to_vec(),
            _ => value.to_ascii_lowercase(),
        });
        hasher.finalize().into()
    }

    /// Writes the six parts, joined by line feeds.
    fn write(&self, out: &mut dyn FnMut(&[u8]), value_of: &dyn Fn(&str, &[u8]) -> Vec<u8>) {
        // The signed path is always `/`, even if the request was sent to another.
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

/// The documented form, for people, with secrets redacted.
impl fmt::Display for CanonicalRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| redact::words(name)).collect();
        let values = self.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value);
            redact::value(name, &value).to_ascii_lowercase().into_bytes()
        });
        let values: Vec<_> = values.collect();
        let headers = names.iter().zip(&values);
        let shown = CanonicalRequest {
            method: &redact::words(self.method),
            query: &redact::query(self.query),
            headers: headers.map(|(name, value)| (name.as_str(), value.as_slice())).collect(),
            list: &redact::words(self.list),
            payload: self.payload,
        };
        let mut text = Vec::new();
        shown.write(&mut |bytes| text.extend_from_slice(bytes), &|_, value| value.to_vec());
        f.write_str(&String::from_utf8_lossy(&text))
    }
}

/// The bytes whose hash is the payload hash.
pub(crate) fn payload(request: &RawRequest) -> &[u8] {
    const UNSIGNED: &[u8] = b"UNSIGNED-PAYLOAD";
    if request.header_values("x-tc-content-sha256").next() == Some(UNSIGNED) {
        UNSIGNED
    } else if request.method() == "GET" {
        b""
    } else {
        request.body()
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| DIGITS.get(usize::from(nibble)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rebuild(raw: &str, list: &str, check: impl FnOnce(CanonicalRequest<'_>)) {
        let request = RawRequest::parse(raw.as_bytes()).unwrap();
        let header = header(list);
        check(
            CanonicalRequest::rebuild(&request, &AuthorizationHeader::parse(&header).unwrap())
                .unwrap(),
        );
    }

    fn header(list: &str) -> String {
        format!(
            "TC3-HMAC-SHA256 Credential=i/2023-11-14/ecm/tc3_request,\
             SignedHeaders={list},Signature={}",
            "0".repeat(64)
        )
    }

    fn sha256(text: &str) -> [u8; 32] {
        Sha256::digest(text).into()
    }

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn headers_follow_the_list_with_trimmed_lower_case_values() {
        let raw = "POST /ignored?b=%7E&a HTTP/1.1\nX-Tc-Action:\t ImportImage \n\
                   HOST: ECM.example\nContent-Type: application/json\n\n";
        rebuild(raw, "x-tc-action;host;content-type", |canonical| {
            let text = format!(
                "POST\n/\nb=%7E&a\nx-tc-action:importimage\nhost:ecm.example\n\
                 content-type:application/json\n\nx-tc-action;host;content-type\n{EMPTY}"
            );
            assert_eq!(canonical.to_string(), text);
            let hashes: Vec<_> = canonical.hashes(Forms::OfClients).collect();
            assert_eq!(hashes, [sha256(&text), sha256(&text.replace("ecm.e", "ECM.e"))]);
        });
    }

    #[test]
    fn port_and_upper_case_add_forms() {
        let raw = "POST / HTTP/1.1\nHost: LocalHost:80\nContent-Type: Multipart/X; b=aB\n\n";
        rebuild(raw, "content-type;host", |canonical| {
            let text = |content_type, host| {
                format!(
                    "POST\n/\n\ncontent-type:{content_type}\nhost:{host}\n\n\
                     content-type;host\n{EMPTY}"
                )
            };
            let (lower, cased) = ("multipart/x; b=ab", "Multipart/X; b=aB");
            let expected = [
                text(lower, "localhost:80"),
                text(lower, "localhost"),
                text(lower, "LocalHost:80"),
                text(lower, "LocalHost"),
                text(cased, "localhost:80"),
                text(cased, "localhost"),
                text(cased, "LocalHost:80"),
                text(cased, "LocalHost"),
            ];
            assert_eq!(
                canonical.hashes(Forms::OfClients).collect::<Vec<_>>(),
                expected.each_ref().map(|text| sha256(text))
            );
            let documented: Vec<_> = canonical.hashes(Forms::Documented).collect();
            assert_eq!(documented, [sha256(&expected[0])]);
            assert_eq!(canonical.to_string(), expected[0]);
            assert_eq!(canonical.hash(), sha256(&expected[0]));
        });
    }

    #[test]
    fn payload_is_the_body_or_empty_or_a_constant() {
        let head = "Host: a\nContent-Type: b\n";
        let unsigned = "X-TC-Content-SHA256: UNSIGNED-PAYLOAD\n";
        let body = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        let fixed = hex(&sha256("UNSIGNED-PAYLOAD"));
        for (method, more, hash) in [
            ("POST", "", body),
            ("GET", "", EMPTY),
            ("POST", unsigned, &*fixed),
            ("GET", unsigned, &*fixed),
            // Some clients send the actual hash in this header. It has no effect.
            ("POST", "X-TC-Content-SHA256: 44136f\n", body),
            ("POST", "X-TC-Content-SHA256: unsigned-payload\n", body),
        ] {
            let raw = format!("{method} / HTTP/1.1\n{head}{more}\n{{}}");
            rebuild(&raw, "content-type;host", |canonical| {
                let text = canonical.to_string();
                assert_eq!(text.lines().last(), Some(hash), "{method} {more}");
            });
        }
    }

    #[test]
    fn header_bytes_that_are_not_utf_8_are_hashed_unchanged() {
        let request =
            RawRequest::parse(b"GET / HTTP/1.1\nHost: \xff\nContent-Type: A\xfe\n\n").unwrap();
        let header = header("content-type;host");
        let canonical =
            CanonicalRequest::rebuild(&request, &AuthorizationHeader::parse(&header).unwrap())
                .unwrap();
        let mut text = b"GET\n/\n\ncontent-type:a\xfe\nhost:\xff\n\ncontent-type;host\n".to_vec();
        text.extend_from_slice(EMPTY.as_bytes());
        assert_eq!(canonical.hash(), <[u8; 32]>::from(Sha256::digest(&text)));
        assert!(canonical.to_string().contains("host:\u{fffd}"));
    }

    #[test]
    fn signed_token_is_hashed_and_redacted() {
        let raw = "GET / HTTP/1.1\nHost: a\nContent-Type: b\nX-TC-Token: Canary\n\n";
        rebuild(raw, "content-type;host;x-tc-token", |canonical| {
            let shown = canonical.to_string();
            assert!(shown.contains("\nx-tc-token:[redacted]\n"), "{shown}");
            assert_eq!(canonical.hash(), sha256(&shown.replace("[redacted]", "canary")));
        });
    }

    #[test]
    fn secrets_are_redacted_in_every_part() {
        const KEY: &str = "test-secret-key-000001";
        let raw = format!(
            "{KEY} /?{KEY}=x%20{KEY} HTTP/1.1\nHost: {KEY}.x\nContent-Type: a; k={KEY}\n\
             {KEY}: Bearer {KEY}\n\n"
        );
        rebuild(&raw, &format!("content-type;host;{KEY}"), |canonical| {
            let shown = canonical.to_string();
            let expected = format!(
                "[redacted]\n/\n[redacted]=[redacted]\ncontent-type:a; [redacted]\n\
                 host:[redacted].x\n[redacted]:[redacted]\n\ncontent-type;host;[redacted]\n{EMPTY}"
            );
            assert_eq!(shown, expected);
        });
    }

    #[test]
    fn rebuild_fails_unless_a_signed_header_occurs_once() {
        let raw = b"GET / HTTP/1.1\nHost: a\nContent-Type: b\nX-A: 1\nx-a: 1\n\n";
        let request = RawRequest::parse(raw).unwrap();
        for (list, fault) in [
            ("content-type;host;x-b", AuthorizationFault::AbsentHeader("x-b".to_owned())),
            ("content-type;host;x-a", AuthorizationFault::RepeatedHeader("x-a".to_owned())),
        ] {
            let header = header(list);
            let authorization = AuthorizationHeader::parse(&header).unwrap();
            assert_eq!(CanonicalRequest::rebuild(&request, &authorization).err(), Some(fault));
        }
    }
}
