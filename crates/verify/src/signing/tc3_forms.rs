//! The right way to sign a request by v3, in the forms of the official clients.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use tencentcloud_core::{Timestamp, sign::ALGORITHM};

use super::{Bytes, Canonical, Hash, KeyChain, Lines, RequestLine, Signing, Step, ToSign};
use crate::{AuthorizationFault, Key, RawRequest, hex::hex, host::without_port};

/// The distinct forms of the right signing, the documented one first. Fails if a signed
/// header is missing or repeated.
///
/// Unlike the signer, which sorts the headers that a client is about to send, this
/// follows the order in `SignedHeaders`. The names in the list may have capital letters;
/// here they have none.
pub(crate) fn signings<'a>(
    request: &'a RawRequest,
    signed_headers: &'a str,
    service: &'a str,
    key: &Key,
    at: Timestamp,
) -> Result<impl Iterator<Item = Signing<'a>>, AuthorizationFault> {
    let header = |name: &'a str| {
        let mut values = request.header_values(name);
        match (values.next(), values.next()) {
            (Some(value), None) => Ok((lower_case(name.as_bytes()), value)),
            (None, _) => Err(AuthorizationFault::AbsentHeader(name.to_owned())),
            _ => Err(AuthorizationFault::RepeatedHeader(name.to_owned())),
        }
    };
    let headers: Vec<_> = signed_headers.split(';').map(header).collect::<Result<_, _>>()?;
    let list = lower_case(signed_headers.as_bytes());
    let payload = hex(&Sha256::digest(payload(request)));
    let date = at.date().to_string();
    let secret = key.secret.clone();

    let value =
        |wanted: &[u8]| headers.iter().find(|(name, _)| **name == *wanted).map(|(_, value)| *value);
    let has_capitals =
        |name: &[u8]| value(name).is_some_and(|value| value.iter().any(u8::is_ascii_uppercase));
    let has_port = value(b"host").is_some_and(|host| without_port(host).is_some());
    let both = |differs: bool| [Some(false), differs.then_some(true)].into_iter().flatten();
    let (cased_types, cased_hosts) =
        (both(has_capitals(b"content-type")), both(has_capitals(b"host")));
    let bare_hosts = both(has_port);
    let forms: Vec<_> = cased_types
        .flat_map(|cased_type| cased_hosts.clone().map(move |cased_host| (cased_type, cased_host)))
        .flat_map(|(cased_type, cased_host)| {
            bare_hosts.clone().map(move |bare_host| (cased_type, cased_host, bare_host))
        })
        .collect();

    Ok(forms.into_iter().map(move |(cased_type, cased_host, bare_host)| {
        let line = |(name, value): &(Bytes<'a>, &'a [u8])| {
            let (is_host, is_type) = (**name == *b"host", **name == *b"content-type");
            let shorter = without_port(value).filter(|_| is_host && bare_host);
            let value = shorter.unwrap_or(value);
            let is_cased = (is_host && cased_host) || (is_type && cased_type);
            (name.clone(), if is_cased { value.into() } else { lower_case(value) })
        };
        Signing {
            request: Canonical {
                method: request.method().as_bytes().into(),
                path: b"/".into(),
                query: request.query().as_bytes().into(),
                headers: headers.iter().map(line).collect(),
                colon: ":",
                has_blank_line: true,
                list: list.clone(),
                payload: payload.clone().into_bytes().into(),
                lines: Lines::DOCUMENTED,
            },
            text: ToSign {
                algorithm: Some(ALGORITHM),
                timestamp: at.seconds().to_string().into(),
                date: date.clone().into(),
                service: service.into(),
                terminator: "tc3_request".into(),
                request: RequestLine::Hash(Hash::Sha256),
                lines: Lines::DOCUMENTED,
            },
            key: KeyChain {
                prefix: "TC3",
                secret: secret.clone(),
                steps: vec![
                    Step::new(date.clone().into_bytes()),
                    Step::new(service.as_bytes()),
                    Step::new(b"tc3_request".as_slice()),
                ],
                hash: Hash::Sha256,
                last_hash: Hash::Sha256,
            },
            encode: hex,
            length: usize::MAX,
        }
    }))
}

/// Borrowed if there is nothing to change, since a diagnosis clones a signing often.
fn lower_case(text: &[u8]) -> Bytes<'_> {
    if text.iter().any(u8::is_ascii_uppercase) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        text.into()
    }
}

/// What is signed in the place of a body that is not, if the header
/// `X-TC-Content-SHA256` says so.
pub(crate) const UNSIGNED: &[u8] = b"UNSIGNED-PAYLOAD";

/// The bytes whose hash is the payload hash.
pub(crate) fn payload(request: &RawRequest) -> &[u8] {
    if request.header_values("x-tc-content-sha256").next() == Some(UNSIGNED) {
        UNSIGNED
    } else if request.method() == "GET" {
        b""
    } else {
        request.body()
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::Secret;

    use super::*;

    /// The right signings of a raw request, the documented form first.
    fn rebuild(raw: &[u8], list: &str, check: impl FnOnce(Vec<Signing<'_>>)) {
        let request = RawRequest::parse(raw).unwrap();
        let key = Key::new(Secret::new("test-secret-key-000001"), "1");
        let at = Timestamp::saturating(1_700_000_000);
        check(signings(&request, list, "ecm", &key, at).unwrap().collect());
    }

    fn texts(signings: &[Signing<'_>]) -> Vec<String> {
        let text = |signing: &Signing<'_>| String::from_utf8(signing.request.write()).unwrap();
        signings.iter().map(text).collect()
    }

    fn shown(signings: &[Signing<'_>]) -> String {
        signings[0].shown().canonical_request.unwrap()
    }

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn headers_follow_the_list_with_trimmed_lower_case_values() {
        let raw = "POST /ignored?b=%7E&a HTTP/1.1\nX-Tc-Action:\t ImportImage \n\
                   HOST: ECM.example\nContent-Type: application/json\n\n";
        rebuild(raw.as_bytes(), "x-tc-action;host;content-type", |signings| {
            let text = format!(
                "POST\n/\nb=%7E&a\nx-tc-action:importimage\nhost:ecm.example\n\
                 content-type:application/json\n\nx-tc-action;host;content-type\n{EMPTY}"
            );
            assert_eq!(shown(&signings), text);
            assert_eq!(texts(&signings), [text.clone(), text.replace("ecm.e", "ECM.e")]);
        });
    }

    #[test]
    fn port_and_upper_case_add_forms() {
        let raw = "POST / HTTP/1.1\nHost: LocalHost:80\nContent-Type: Multipart/X; b=aB\n\n";
        rebuild(raw.as_bytes(), "content-type;host", |signings| {
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
            assert_eq!(texts(&signings), expected);
            assert_eq!(shown(&signings), expected[0]);
        });
    }

    #[test]
    fn payload_is_the_body_or_empty_or_a_constant() {
        let head = "Host: a\nContent-Type: b\n";
        let unsigned = "X-TC-Content-SHA256: UNSIGNED-PAYLOAD\n";
        let body = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        let fixed = Hash::Sha256.hex(b"UNSIGNED-PAYLOAD");
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
            rebuild(raw.as_bytes(), "content-type;host", |signings| {
                let text = shown(&signings);
                assert_eq!(text.lines().last(), Some(hash), "{method} {more}");
            });
        }
    }

    #[test]
    fn header_bytes_that_are_not_utf_8_are_hashed_unchanged() {
        let raw = b"GET / HTTP/1.1\nHost: \xff\nContent-Type: A\xfe\n\n";
        rebuild(raw, "content-type;host", |signings| {
            let mut text =
                b"GET\n/\n\ncontent-type:a\xfe\nhost:\xff\n\ncontent-type;host\n".to_vec();
            text.extend_from_slice(EMPTY.as_bytes());
            assert_eq!(signings[0].request.write(), text);
            assert!(shown(&signings).contains("host:\u{fffd}"));
        });
    }

    #[test]
    fn signed_token_is_hashed_and_redacted() {
        let raw = "GET / HTTP/1.1\nHost: a\nContent-Type: b\nX-TC-Token: Canary\n\n";
        rebuild(raw.as_bytes(), "content-type;host;x-tc-token", |signings| {
            let shown = shown(&signings);
            assert!(shown.contains("\nx-tc-token:[redacted]\n"), "{shown}");
            assert_eq!(texts(&signings)[0], shown.replace("[redacted]", "canary"));
        });
    }

    #[test]
    fn secrets_are_redacted_in_every_part() {
        const KEY: &str = "test-secret-key-000001";
        let raw = format!(
            "{KEY} /?{KEY}=x%20{KEY} HTTP/1.1\nHost: {KEY}.x\nContent-Type: a; k={KEY}\n\
             {KEY}: Bearer {KEY}\n\n"
        );
        rebuild(raw.as_bytes(), &format!("content-type;host;{KEY}"), |signings| {
            let shown = shown(&signings);
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
            let key = Key::new(Secret::new("test-secret-key-000001"), "1");
            let at = Timestamp::saturating(1_700_000_000);
            assert_eq!(signings(&request, list, "ecm", &key, at).err(), Some(fault));
        }
    }
}
