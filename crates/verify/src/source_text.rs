//! The string to sign of signature v1, rebuilt from a received request.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use tencentcloud_core::Secret;

use crate::{host::without_port, policy::Forms, redact};

/// Method, host, path and all decoded parameters except the signature, sorted by the
/// bytes of their names.
pub(crate) struct SourceText<'a> {
    pub(crate) method: &'a str,
    pub(crate) host: &'a [u8],
    pub(crate) parameters: &'a BTreeMap<String, String>,
}

/// The hash function that `SignatureMethod` selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha1,
    Sha256,
}

impl Hash {
    /// SHA-256 for `HmacSHA256`, SHA-1 for anything else.
    pub(crate) fn named(method: Option<&str>) -> Self {
        if method == Some("HmacSHA256") { Self::Sha256 } else { Self::Sha1 }
    }
}

impl SourceText<'_> {
    /// Whether `signature` is that of one of the accepted forms. Compares in
    /// constant time.
    pub(crate) fn is_signed(
        &self,
        forms: Forms,
        hash: Hash,
        secret: &Secret,
        signature: &[u8],
    ) -> bool {
        let key = secret.expose().as_bytes();
        let is_tolerant = forms == Forms::OfClients;
        let bare_host = without_port(self.host).filter(|_| is_tolerant);
        let has_underscores = self.parameters.keys().any(|name| name.contains('_'));
        let hosts = [Some(self.host), bare_host].into_iter().flatten();
        let dots = [Some(false), (is_tolerant && has_underscores).then_some(true)];
        let dots = dots.into_iter().flatten();
        hosts.flat_map(|host| dots.clone().map(move |dotted| (host, dotted))).any(
            |(host, dotted)| match hash {
                Hash::Sha1 => self.verify::<Hmac<Sha1>>(host, dotted, key, signature),
                Hash::Sha256 => self.verify::<Hmac<Sha256>>(host, dotted, key, signature),
            },
        )
    }

    fn verify<M: Mac + KeyInit>(
        &self,
        host: &[u8],
        dotted: bool,
        key: &[u8],
        signature: &[u8],
    ) -> bool {
        <M as KeyInit>::new_from_slice(key).is_ok_and(|mut mac| {
            self.write(host, dotted, &mut |bytes| mac.update(bytes));
            mac.verify_slice(signature).is_ok()
        })
    }

    /// Writes the string with this host. If `dotted`, every `_` in a name is
    /// replaced by `.` before sorting, as in the SDKs for Python and Java.
    fn write(&self, host: &[u8], dotted: bool, out: &mut dyn FnMut(&[u8])) {
        for part in [self.method.as_bytes(), host, b"/?"] {
            out(part);
        }
        let mut parameters: Vec<(Cow<'_, str>, &str)> = self
            .parameters
            .iter()
            .filter(|(name, _)| *name != "Signature")
            .map(|(name, value)| {
                let name = if dotted { name.replace('_', ".").into() } else { name.into() };
                (name, value.as_str())
            })
            .collect();
        parameters.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut separator = "";
        for (name, value) in &parameters {
            for part in [separator, name, "=", value] {
                out(part.as_bytes());
            }
            separator = "&";
        }
    }
}

/// The documented form, for people, with secrets redacted. The secret id stays: it is
/// known, or there would be no key to compare with.
impl fmt::Display for SourceText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let redacted = |(name, value): (&String, &String)| match name.as_str() {
            "SecretId" => (name.clone(), value.clone()),
            _ => (redact::words(name), redact::value(name, value).into_owned()),
        };
        let parameters = self.parameters.iter().map(redacted).collect();
        let method = redact::words(self.method);
        let host = redact::words(&String::from_utf8_lossy(self.host));
        let redacted =
            SourceText { method: &method, host: host.as_bytes(), parameters: &parameters };
        let mut bytes = Vec::new();
        redacted.write(redacted.host, false, &mut |part| bytes.extend_from_slice(part));
        f.write_str(&String::from_utf8_lossy(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "test-secret-key-000001";

    fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// Whether the HMAC of `signed` is accepted with the forms of clients.
    fn passes(source: &SourceText<'_>, hash: Hash, signed: &str) -> bool {
        passes_as(source, Forms::OfClients, hash, signed)
    }

    fn passes_as(source: &SourceText<'_>, forms: Forms, hash: Hash, signed: &str) -> bool {
        fn code<M: Mac + KeyInit>(text: &str) -> Vec<u8> {
            let mut mac = <M as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        }
        let signature = match hash {
            Hash::Sha1 => code::<Hmac<Sha1>>(signed),
            Hash::Sha256 => code::<Hmac<Sha256>>(signed),
        };
        source.is_signed(forms, hash, &Secret::new(SECRET), &signature)
    }

    #[test]
    fn parameters_are_sorted_by_bytes_and_not_encoded() {
        let parameters = parameters(&[
            ("F.10", "a=b&c"),
            ("a", "z"),
            ("Signature", "not signed"),
            ("F.2", "边 缘+~*"),
            ("Empty", ""),
            ("A", "1"),
        ]);
        let source = SourceText { method: "POST", host: b"h", parameters: &parameters };
        let shown = "POSTh/?A=1&Empty=&F.10=a=b&c&F.2=边 缘+~*&a=z";
        assert_eq!(source.to_string(), shown);
        for hash in [Hash::Sha1, Hash::Sha256] {
            assert!(passes(&source, hash, shown));
            assert!(!passes(&source, hash, &shown.replace("POST", "GET")));
        }
    }

    /// The second example of the document "Signature" (v1).
    #[test]
    fn published_signature_is_accepted() {
        let parameters = parameters(&[
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
        let host = b"cvm.tencentcloudapi.com";
        let source = SourceText { method: "GET", host, parameters: &parameters };
        let secret = Secret::new("********************************");
        // `7RAM2xfNMO9EiVTNmPg06MRnCvQ=`
        let signature = [
            0xed, 0x10, 0x0c, 0xdb, 0x17, 0xcd, 0x30, 0xef, 0x44, 0x89, 0x54, 0xcd, 0x98, 0xf8,
            0x34, 0xe8, 0xc4, 0x67, 0x0a, 0xf4,
        ];
        let is_signed =
            |hash, signature: &[u8]| source.is_signed(Forms::Documented, hash, &secret, signature);
        assert!(is_signed(Hash::Sha1, &signature));
        assert!(!is_signed(Hash::Sha256, &signature));
        assert!(!is_signed(Hash::Sha1, &signature[..19]));
        assert!(!is_signed(Hash::Sha1, &[]));
    }

    #[test]
    fn port_and_underscores_add_forms() {
        let parameters = parameters(&[("app_id", "1"), ("app.a", "2"), ("appa", "3")]);
        let source = SourceText { method: "GET", host: b"h:1", parameters: &parameters };
        for (signed, fine) in [
            ("GETh:1/?app.a=2&app_id=1&appa=3", true),
            ("GETh/?app.a=2&app_id=1&appa=3", true),
            ("GETh:1/?app.a=2&app.id=1&appa=3", true),
            ("GETh/?app.a=2&app.id=1&appa=3", true),
            ("GETh:2/?app.a=2&app_id=1&appa=3", false),
            ("GET/?app.a=2&app_id=1&appa=3", false),
            ("GETh/?app_a=2&app_id=1&appa=3", false),
        ] {
            assert_eq!(passes(&source, Hash::Sha1, signed), fine, "{signed}");
            let is_documented = signed == "GETh:1/?app.a=2&app_id=1&appa=3";
            let documented = passes_as(&source, Forms::Documented, Hash::Sha1, signed);
            assert_eq!(documented, is_documented, "{signed}");
        }
    }

    #[test]
    fn form_replaces_all_underscores_or_none() {
        let parameters = parameters(&[("F_0_N", "1"), ("G_0.N", "2"), ("a_b", "3")]);
        let source = SourceText { method: "GET", host: b"h", parameters: &parameters };
        for (signed, fine) in [
            ("GETh/?F_0_N=1&G_0.N=2&a_b=3", true),
            ("GETh/?F.0.N=1&G.0.N=2&a.b=3", true),
            ("GETh/?F.0.N=1&G.0.N=2&a_b=3", false),
            ("GETh/?F.0_N=1&G.0.N=2&a.b=3", false),
            ("GETh/?F_0_N=1&G.0.N=2&a_b=3", false),
        ] {
            assert_eq!(passes(&source, Hash::Sha256, signed), fine, "{signed}");
        }
    }

    /// `_` sorts after the letters `A` to `Z`, and `.` before them.
    #[test]
    fn names_are_sorted_after_underscores_are_replaced() {
        let parameters = parameters(&[("a_b", "1"), ("aZ", "2")]);
        let source = SourceText { method: "GET", host: b"h", parameters: &parameters };
        assert!(passes(&source, Hash::Sha256, "GETh/?aZ=2&a_b=1"));
        assert!(passes(&source, Hash::Sha256, "GETh/?a.b=1&aZ=2"));
        assert!(!passes(&source, Hash::Sha256, "GETh/?aZ=2&a.b=1"));
    }

    #[test]
    fn token_is_signed_and_redacted() {
        let parameters = parameters(&[("Token", "canary"), ("Signature", "canary")]);
        let source = SourceText { method: "GET", host: b"h\xff", parameters: &parameters };
        assert_eq!(source.to_string(), "GETh\u{fffd}/?Token=[redacted]");
        let source = SourceText { host: b"h", ..source };
        assert!(passes(&source, Hash::Sha1, "GETh/?Token=canary"));
        assert!(!passes(&source, Hash::Sha1, "GETh/?Token=[redacted]"));
    }

    #[test]
    fn secrets_are_redacted_in_every_part_but_the_known_id() {
        let parameters = parameters(&[
            ("SecretId", "test-secret-id-000001"),
            (SECRET, "1"),
            ("a", "x test-secret-key-000001&b"),
            ("secretid", SECRET),
        ]);
        let host = format!("{SECRET}.x");
        let source = SourceText { method: SECRET, host: host.as_bytes(), parameters: &parameters };
        assert_eq!(
            source.to_string(),
            "[redacted][redacted].x/?SecretId=test-secret-id-000001&[redacted]=[redacted]&a=x [redacted]\
             &b&secretid=[redacted]"
        );
    }

    #[test]
    fn sha256_is_used_only_for_its_exact_name() {
        assert_eq!(Hash::named(Some("HmacSHA256")), Hash::Sha256);
        for other in [None, Some("HmacSHA1"), Some("hmacsha256"), Some("")] {
            assert_eq!(Hash::named(other), Hash::Sha1, "{other:?}");
        }
    }
}
