//! The two published examples of the document "Signature v3", every step. Their
//! keys are printed with asterisks, and are signed with these very asterisks.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::block::sha256::Sha256;
use super::*;
use crate::{Secret, Timestamp};

const BODY: &str =
    r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;

struct Example {
    secret_id: &'static str,
    secret: &'static str,
    signed_headers: &'static [(&'static str, &'static str)],
    hashed_request: &'static str,
    keys: [&'static str; 3],
    list: &'static str,
    signature: &'static str,
}

const EXAMPLES: [Example; 2] = [
    Example {
        secret_id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
        secret: "Gu5t9xGARNpq86cd98joQYCN3*******",
        signed_headers: &[],
        hashed_request: "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
        keys: [
            "f1cb4d518a0eda9d5cbbfdb7850983f1e603eeae484edea76e4dd8d8deb5556e",
            "e7c609ce81bea53546bed2cc904778bef9ca14082e48e67883443ed64e227cd7",
            "8aa8ab5755582f576e94bcfe383b8e29325b0ca90c3590d569221c6a63a091ed",
        ],
        list: "content-type;host",
        signature: "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c",
    },
    Example {
        secret_id: "AKID********************************",
        secret: "********************************",
        signed_headers: &[("X-TC-Action", "DescribeInstances")],
        hashed_request: "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
        keys: [
            "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0",
            "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f",
            "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af",
        ],
        list: "content-type;host;x-tc-action",
        signature: "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
    },
];

fn hex(bytes: &[u8; 32]) -> String {
    bytes.map(|byte| alloc::format!("{byte:02x}")).concat()
}

impl Example {
    fn request(&self) -> CanonicalRequest<'static> {
        CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json; charset=utf-8",
            host: "cvm.tencentcloudapi.com",
            signed_headers: self.signed_headers,
            payload: Payload::Signed(BODY.as_bytes()),
        }
    }

    fn at() -> Timestamp {
        Timestamp::new(1_551_113_065).unwrap()
    }

    fn key(&self) -> SigningKey {
        SigningKey::derive(&Secret::new(self.secret), Self::at().date(), "cvm")
    }

    fn authorization(&self) -> String {
        let Self { secret_id, list, signature, .. } = self;
        alloc::format!(
            "TC3-HMAC-SHA256 Credential={secret_id}/2019-02-25/cvm/tc3_request, \
             SignedHeaders={list}, Signature={signature}"
        )
    }
}

#[test]
fn every_step_equals_the_published_one() {
    for example in EXAMPLES {
        let request = example.request();
        assert_eq!(hex(&request.hash()), example.hashed_request);
        assert_eq!(hex(&Sha256::digest(request.to_string().as_bytes())), example.hashed_request);

        let (at, key) = (Example::at(), example.key());
        let keys = DerivedKeys::derive(&Secret::new(example.secret), at.date(), "cvm");
        assert_eq!([&keys.date, &keys.service, &keys.signing].map(hex), example.keys);

        let string_to_sign =
            StringToSign { at, scope: key.scope(), hashed_request: request.hash() };
        let shown = ["TC3-HMAC-SHA256", "1551113065", "2019-02-25/cvm/tc3_request"].join("\n");
        assert_eq!(string_to_sign.to_string(), shown + "\n" + example.hashed_request);
        assert_eq!(key.sign(&string_to_sign).to_string(), example.signature);
    }
}

#[test]
fn every_api_returns_the_published_header() {
    for example in EXAMPLES {
        let (request, key, at) = (example.request(), example.key(), Example::at());
        let expected = example.authorization();
        let authorization = sign(&request, example.secret_id, &key, at).unwrap();
        assert_eq!(authorization.to_string(), expected);
        assert_eq!(hex(authorization.signature().as_bytes()), example.signature);
        let bytes = Vec::from(authorization);
        assert_eq!((&*bytes, bytes.capacity()), (expected.as_bytes(), expected.len()));

        let needed = expected.len();
        let mut buffer = [0; 300];
        assert_eq!(authorization.write_into(&mut buffer), Ok(expected.as_bytes()));
        let error = Err(SignError::ShortBuffer { needed });
        assert_eq!(authorization.write_into(&mut buffer[..needed - 1]), error);

        let signer = Signer::new(&request, example.secret_id, key).unwrap();
        assert_eq!(signer.length(), needed);
        let value = signer.sign_into(request.payload, at, &mut buffer).unwrap();
        assert_eq!(value, expected.as_bytes());
    }
}

#[test]
fn error_message_names_the_invalid_part() {
    let [example, ..] = EXAMPLES;
    let (request, key, at) = (example.request(), example.key(), Example::at());
    let tomorrow = Timestamp::saturating(at.seconds() + 86_400);
    let late = sign(&request, "id", &key, tomorrow).unwrap_err();
    assert_eq!(late.to_string(), "the signing key was derived for another date");
    let request = CanonicalRequest { host: "a\nb", ..request };
    let broken = sign(&request, "id", &key, at).unwrap_err();
    assert_eq!(broken.to_string(), "a signed part of the request contains a line break");
    assert_eq!(Signer::new(&request, "id", key).err(), Some(broken));
    let scope = "the secret id or the service is not valid in a credential scope";
    assert_eq!(SignError::Scope.to_string(), scope);
    let name = "the name of a signed header is not valid or is a duplicate";
    assert_eq!(SignError::HeaderName.to_string(), name);
    let short = SignError::ShortBuffer { needed: 7 };
    assert_eq!(short.to_string(), "the buffer is too short: the value has 7 bytes");
}

#[test]
fn debug_redacts_keys_and_bodies() {
    let [example, ..] = EXAMPLES;
    let key = example.key();
    let keys = DerivedKeys::derive(&Secret::new(example.secret), key.date(), "cvm");
    assert_eq!(alloc::format!("{keys:?}"), "DerivedKeys([redacted])");
    let request = example.request();
    let shown = alloc::format!("{:?} {:?}", request.payload, Payload::Unsigned);
    assert_eq!(shown, "Signed(86 bytes) Unsigned");
    let signer = Signer::new(&request, "id", key).unwrap();
    assert_eq!(
        alloc::format!("{signer:?}"),
        "Signer { key: SigningKey(2019-02-25/cvm/tc3_request, [redacted]), .. }"
    );
}
