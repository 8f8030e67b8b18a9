//! The canonical request that a client says it has signed, beside that of the server.

use std::iter::zip;

use tencentcloud_core::Language;

use super::{cause::Bilingual, claim::Claim, seconds};
use crate::{
    KeyLookup, RawRequest,
    signing::{same_bytes, tc3_forms},
};

/// How the canonical request that a client says it has signed compares with that of the
/// server: of the forms that are accepted, with the one that it resembles longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// Where they differ first. `None` if they are equal.
    pub difference: Option<Difference>,
    /// Whether the signature of the client is right for its canonical request, so that
    /// nothing else differs.
    pub is_signed: bool,
}

/// A place in a canonical request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The line, from 1. Lines end with LF.
    pub line: usize,
    /// The byte in that line, from 1. Behind the last byte if the line is shorter than
    /// that of the server.
    pub byte: usize,
}

impl Comparison {
    /// The result in words. A cause says what else is wrong.
    pub(super) fn sentence(self, has_cause: bool, language: Language) -> String {
        let rest = match (self.difference, self.is_signed) {
            _ if has_cause => "",
            (None, _) => LATER.in_language(language),
            (Some(_), true) => NOTHING_ELSE.in_language(language),
            (Some(_), false) => MORE.in_language(language),
        };
        match (self.difference, language) {
            (Some(Difference { line, byte }), Language::ZhCn) => {
                format!(
                    "客户端发送的规范请求串从第 {line} 行第 {byte} 个字节起与服务端不同{rest}。"
                )
            }
            (Some(Difference { line, byte }), _) => format!(
                "The canonical request that the client sent differs first in line {line}, byte \
                 {byte}{rest}."
            ),
            (None, Language::ZhCn) => format!("客户端发送的规范请求串正确{rest}。"),
            (None, _) => format!("The canonical request that the client sent is right{rest}."),
        }
    }
}

const LATER: Bilingual = Bilingual {
    en: ": the string to sign or the key differs",
    zh: "：待签名字符串或密钥不同",
};
const NOTHING_ELSE: Bilingual =
    Bilingual { en: ", and nothing else differs", zh: "，除此之外没有不同" };
const MORE: Bilingual = Bilingual {
    en: ", and the signature does not belong to it: something else differs, too",
    zh: "，且签名与它不对应：另外还有不同之处",
};

/// Compares the bytes before redaction. `None` for signature v1, and for a request that
/// cannot be read as far as that.
pub(super) fn compare(
    client: &[u8],
    request: &RawRequest,
    keys: &dyn KeyLookup,
) -> Option<Comparison> {
    let claim = Claim::read(request.header("authorization").ok().flatten()?)?;
    let at = seconds(request.header("x-tc-timestamp").ok().flatten()?)?;
    let key = keys.key(claim.secret_id)?;
    let forms = tc3_forms::signings(request, claim.signed_headers, claim.service, &key, at);
    let mut forms = forms.ok()?.peekable();
    let form = forms.peek()?;
    let to_sign = form.text.write(client);
    let signature = (form.encode)(&form.key.last_hash.hmac(&form.key.signing_key(), &to_sign));
    let difference = forms
        .map(|form| first_difference(client, &form.request.write()))
        .reduce(|one, other| one.and_then(|one| Some(one.max(other?))))?;
    Some(Comparison {
        difference: difference.map(|at| place(client, at)),
        is_signed: same_bytes(signature.as_bytes(), claim.signature.as_bytes()),
    })
}

/// The index of the first byte that differs. `None` if the texts are equal.
fn first_difference(client: &[u8], server: &[u8]) -> Option<usize> {
    let common = zip(client, server).take_while(|(one, other)| one == other).count();
    (common < client.len() || common < server.len()).then_some(common)
}

fn place(text: &[u8], at: usize) -> Difference {
    let lines = text.get(..at).unwrap_or(text).split(|&byte| byte == b'\n');
    let (mut line, mut byte) = (0, 0);
    for before in lines {
        (line, byte) = (line + 1, before.len() + 1);
    }
    Difference { line, byte }
}

#[cfg(test)]
mod tests {
    use tencentcloud_core::{Secret, Timestamp};

    use super::*;
    use crate::{DiffersAt, Explanation, Key, KeyRing, Policy, ServerFacts, verify};

    const KEY: &str = "test-secret-key-000001";
    const AT: Timestamp = Timestamp::saturating(1_700_000_000);
    /// The hash of `{}`.
    const PAYLOAD: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    fn raw(signature: &str) -> RawRequest {
        let raw = format!(
            "POST / HTTP/1.1\nHost: 127.0.0.1:8080\nContent-Type: application/json\n\
             X-TC-Timestamp: {AT}\nAuthorization: TC3-HMAC-SHA256 \
             Credential=test-secret-id-000001/2023-11-14/ecm/tc3_request, \
             SignedHeaders=content-type;host, Signature={signature}\n\n{{}}"
        );
        RawRequest::parse(raw.as_bytes()).unwrap()
    }

    fn canonical(path: &str, host: &str, payload: &str) -> String {
        format!(
            "POST\n{path}\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{payload}"
        )
    }

    fn keys(secret: &str) -> KeyRing {
        let key = Key::new(Secret::new(secret), "1");
        KeyRing::from_iter([("test-secret-id-000001", key)])
    }

    /// The explanation of a request whose signature is that of the first text, for a client
    /// that says it has signed the second.
    fn explain(signed: &str, sent: &str, secret: &str) -> Explanation {
        let request = raw(&"0".repeat(64));
        let claim = Claim::read(request.header("authorization").unwrap().unwrap()).unwrap();
        let key = keys(secret).key("test-secret-id-000001").unwrap();
        let forms = tc3_forms::signings(&request, claim.signed_headers, claim.service, &key, AT);
        let form = forms.unwrap().next().unwrap();
        let to_sign = form.text.write(signed.as_bytes());
        let signature = (form.encode)(&form.key.last_hash.hmac(&form.key.signing_key(), &to_sign));
        let (request, keys) = (raw(&signature), keys(KEY));
        let result = verify(&request, &keys, AT, &|_| "ecm".to_owned(), &Policy::default());
        Explanation::new(&result, &request, &keys, &ServerFacts::default()).compare(
            sent.as_bytes(),
            &request,
            &keys,
        )
    }

    #[test]
    fn unknown_mistake_is_placed_by_the_text_of_the_client() {
        const OTHER: &str = "test-secret-key-000002";
        // No cause signs such a path.
        let wrong = canonical("/no/such/path", "127.0.0.1:8080", PAYLOAD);
        let (documented, bare) =
            (canonical("/", "127.0.0.1:8080", PAYLOAD), canonical("/", "127.0.0.1", PAYLOAD));
        let of_bare_host = canonical("/", "127.0.0.1", "00");
        for (signed, sent, secret, differs_at, says) in [
            (&wrong, &wrong, KEY, DiffersAt::CanonicalRequest, "line 2, byte 2, and nothing else"),
            (&wrong, &wrong, OTHER, DiffersAt::CanonicalRequest, "byte 2, and the signature does"),
            (&documented, &documented, OTHER, DiffersAt::Signature, "is right: the string to"),
            // An accepted form is not a difference.
            (&bare, &bare, OTHER, DiffersAt::Signature, "is right: the string to"),
            (&of_bare_host, &of_bare_host, KEY, DiffersAt::CanonicalRequest, "line 8, byte 1,"),
        ] {
            let explanation = explain(signed, sent, secret);
            assert_eq!(explanation.causes(), ["unknown"], "{sent}");
            assert_eq!(explanation.differs_at(), Some(differs_at), "{sent}");
            let message = explanation.message(Language::EnUs);
            assert!(message.contains(says), "{message}");
            assert_ne!(explanation.message(Language::ZhCn), message);
            assert!(explanation.to_json(Language::EnUs).contains(differs_at.as_str()));
        }
    }

    #[test]
    fn cause_decides_where_it_is_known() {
        let documented = canonical("/", "127.0.0.1:8080", PAYLOAD);
        let signed = canonical("/", "127.0.0.1:8080", "");
        let explanation = explain(&signed, &documented, KEY);
        assert_eq!(explanation.causes(), ["payload-empty"]);
        assert_eq!(explanation.differs_at(), Some(DiffersAt::CanonicalRequest));
        let message = explanation.message(Language::EnUs);
        assert!(message.ends_with(" The canonical request that the client sent is right."));
    }

    #[test]
    fn right_request_is_not_compared() {
        let documented = canonical("/", "127.0.0.1:8080", PAYLOAD);
        let explanation = explain(&documented, "", KEY);
        assert_eq!((explanation.comparison, explanation.differs_at()), (None, None));
    }

    #[test]
    fn place_is_counted_in_lines_and_bytes() {
        for (client, server, expected) in [
            ("", "", None),
            ("a\nb", "a\nb", None),
            ("", "a", Some((1, 1))),
            ("a\r\nb", "a\nb", Some((1, 2))),
            ("a\nb", "a\nc", Some((2, 1))),
            ("a\nb\n", "a\nb", Some((2, 2))),
            ("a\n", "a\nb", Some((2, 1))),
            ("边a", "边b", Some((1, 4))),
        ] {
            let found = first_difference(client.as_bytes(), server.as_bytes());
            let found = found.map(|at| place(client.as_bytes(), at));
            assert_eq!(found.map(|place| (place.line, place.byte)), expected, "{client:?}");
        }
    }
}
