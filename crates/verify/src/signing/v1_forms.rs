//! The right way to sign a request by v1, in the forms of the official clients.

use std::borrow::Cow;

use super::{Hash, SigningV1, base64};
use crate::{Key, host::Host};

/// The distinct forms of the right signing, the documented one first: host with and
/// without port, names with `_` and, as in the SDKs for Python and Java, with `.` instead
/// before they are sorted.
pub(crate) fn signings<'a>(
    method: &'a str,
    host: &'a str,
    sent: &'a [(String, String)],
    key: &Key,
) -> impl Iterator<Item = SigningV1<'a>> {
    let hosts = [Some(host), Host::new(host).without_port()].into_iter().flatten();
    let has_underscores = sent.iter().any(|(name, _)| name.contains('_'));
    let dots = [Some(false), has_underscores.then_some(true)].into_iter().flatten();
    let algorithm = sent.iter().find(|(name, _)| name == "SignatureMethod");
    let hash = match algorithm {
        Some((_, name)) if name == "HmacSHA256" => Hash::Sha256,
        // Whatever else it says.
        _ => Hash::Sha1,
    };
    let secret = key.secret.clone();
    hosts.flat_map(move |host| dots.clone().map(move |is_dotted| (host, is_dotted))).map(
        move |(host, is_dotted)| {
            let pairs = sent.iter().filter(|(name, _)| name != "Signature");
            let mut parameters: Vec<(Cow<'_, str>, Cow<'_, str>)> = pairs
                .map(|(name, value)| {
                    let name = if is_dotted { name.replace('_', ".").into() } else { name.into() };
                    (name, value.into())
                })
                .collect();
            parameters.sort_by(|(one, _), (other, _)| one.cmp(other));
            SigningV1 {
                method: method.into(),
                host: host.into(),
                path: "/".into(),
                mark: "?",
                parameters,
                prefix: "",
                secret: secret.clone(),
                hash,
                encode: base64,
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use tencentcloud_core::Secret;

    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    fn key() -> Key {
        Key::new(Secret::new("test-secret-key-000001"), "1")
    }

    fn texts(method: &str, host: &str, sent: &[(String, String)]) -> Vec<String> {
        signings(method, host, sent, &key()).map(|signing| signing.write()).collect()
    }

    #[test]
    fn parameters_are_sorted_by_bytes_and_not_encoded() {
        let sent = pairs(&[
            ("F.10", "a=b&c"),
            ("a", "z"),
            ("Signature", "not signed"),
            ("F.2", "边 缘+~*"),
            ("Empty", ""),
            ("A", "1"),
        ]);
        let text = "POSTh/?A=1&Empty=&F.10=a=b&c&F.2=边 缘+~*&a=z";
        assert_eq!(texts("POST", "h", &sent), [text]);
    }

    /// The second example of the document "Signature" (v1).
    #[test]
    fn published_signature_is_right() {
        let sent = pairs(&[
            ("Action", "DescribeInstances"),
            ("InstanceIds.0", "ins-09dx96dg"),
            ("Limit", "20"),
            ("Nonce", "11886"),
            ("Offset", "0"),
            ("Region", "ap-guangzhou"),
            ("SecretId", "AKID********************************"),
            ("Timestamp", "1465185768"),
            ("Version", "2017-03-12"),
        ]);
        let key = Key::new(Secret::new("********************************"), "1");
        let signing = signings("GET", "cvm.tencentcloudapi.com", &sent, &key).next().unwrap();
        let bytes = [
            0xed, 0x10, 0x0c, 0xdb, 0x17, 0xcd, 0x30, 0xef, 0x44, 0x89, 0x54, 0xcd, 0x98, 0xf8,
            0x34, 0xe8, 0xc4, 0x67, 0x0a, 0xf4,
        ];
        assert_eq!(signing.sign(), STANDARD.encode(bytes));
    }

    /// `_` sorts after the letters `A` to `Z`, and `.` before them.
    #[test]
    fn port_and_underscores_add_forms() {
        let sent = pairs(&[("F_0_N", "1"), ("FZ", "2")]);
        assert_eq!(
            texts("GET", "h:1", &sent),
            [
                "GETh:1/?FZ=2&F_0_N=1",
                "GETh:1/?F.0.N=1&FZ=2",
                "GETh/?FZ=2&F_0_N=1",
                "GETh/?F.0.N=1&FZ=2",
            ]
        );
        assert_eq!(texts("GET", "h", &pairs(&[("a.b", "1")])), ["GETh/?a.b=1"]);
    }

    #[test]
    fn secrets_are_redacted_in_every_part_but_the_known_id() {
        const SECRET: &str = "test-secret-key-000001";
        let sent = pairs(&[
            ("SecretId", "test-secret-id-000001"),
            (SECRET, "1"),
            ("Token", "canary"),
            ("a", "x test-secret-key-000001&b"),
            ("secretid", SECRET),
        ]);
        let host = format!("{SECRET}.x");
        let signing = signings(SECRET, &host, &sent, &key()).next().unwrap();
        assert_eq!(
            signing.shown().string_to_sign,
            "[redacted][redacted].x/?SecretId=test-secret-id-000001&Token=[redacted]&\
             a=x [redacted]&b&secretid=[redacted]&[redacted]=[redacted]"
        );
    }

    #[test]
    fn sha256_is_used_only_for_its_exact_name() {
        for (method, hash) in [
            ("HmacSHA256", Hash::Sha256),
            ("HmacSHA1", Hash::Sha1),
            ("hmacsha256", Hash::Sha1),
            ("", Hash::Sha1),
        ] {
            let sent = pairs(&[("SignatureMethod", method)]);
            assert_eq!(signings("GET", "h", &sent, &key()).next().unwrap().hash, hash);
        }
    }
}
