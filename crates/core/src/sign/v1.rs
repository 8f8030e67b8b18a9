//! Signature v1, `HmacSHA1` and `HmacSHA256`: parameters in a query or a form.
//!
//! This is the older method; prefer signature v3. All parameters, including the
//! common ones, are sorted by name and joined without any encoding. The signature
//! is sent as a further parameter. Values are percent-encoded when they are sent.
//!
//! ```
//! use tencentcloud_core::Secret;
//! use tencentcloud_core::sign::v1::{Algorithm, SourceText};
//!
//! let parameters = [("Version", "2019-07-19"), ("Action", "DescribeImage"), ("Nonce", "11886")];
//! let source = SourceText { method: "GET", host: "ecm.tencentcloudapi.com", parameters: &parameters };
//! assert_eq!(
//!     source.to_string(),
//!     "GETecm.tencentcloudapi.com/?Action=DescribeImage&Nonce=11886&Version=2019-07-19"
//! );
//! let signature = source.sign(Algorithm::HmacSha1, &Secret::new("test-secret-key-000001"));
//! assert_eq!(signature, "nrP+GJVnF374UKbVrMF1dLKDqgw=");
//! ```

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};

use crate::Secret;

mod steps;

pub use self::steps::V1Steps;

/// The hash function of a v1 signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Algorithm {
    /// The default of the service if the request names none.
    #[default]
    HmacSha1,
    /// SHA-256, selected by the parameter `SignatureMethod`.
    HmacSha256,
}

impl Algorithm {
    /// The value of `SignatureMethod`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HmacSha1 => "HmacSHA1",
            Self::HmacSha256 => "HmacSHA256",
        }
    }
}

/// The string to sign of signature v1: method, host, path and all parameters
/// except the signature. `Display` writes it.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The host as sent, including the port if it has one.
    pub host: &'a str,
    /// Names and decoded values, in any order. `Signature` is ignored.
    pub parameters: &'a [(&'a str, &'a str)],
}

impl SourceText<'_> {
    /// The signature in base64, not percent-encoded.
    pub fn sign(&self, algorithm: Algorithm, secret: &Secret) -> String {
        self.with_code(algorithm, secret, |code| STANDARD.encode(code))
    }

    /// Whether `signature` is that of this string. Compares in constant time.
    pub fn verify(&self, algorithm: Algorithm, secret: &Secret, signature: &[u8]) -> bool {
        let key = secret.expose().as_bytes();
        match algorithm {
            Algorithm::HmacSha1 => self.absorb::<Hmac<sha1::Sha1>>(key).verify_slice(signature),
            Algorithm::HmacSha256 => self.absorb::<Hmac<sha2::Sha256>>(key).verify_slice(signature),
        }
        .is_ok()
    }

    fn with_code<T>(
        &self,
        algorithm: Algorithm,
        secret: &Secret,
        then: impl FnOnce(&[u8]) -> T,
    ) -> T {
        let key = secret.expose().as_bytes();
        match algorithm {
            Algorithm::HmacSha1 => then(&self.code::<Hmac<sha1::Sha1>>(key)),
            Algorithm::HmacSha256 => then(&self.code::<Hmac<sha2::Sha256>>(key)),
        }
    }

    fn code<M: Mac + KeyInit>(&self, key: &[u8]) -> hmac::digest::Output<M> {
        self.absorb::<M>(key).finalize().into_bytes()
    }

    fn absorb<M: Mac + KeyInit>(&self, key: &[u8]) -> M {
        let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
            // HMAC is defined for keys of every length.
            unreachable!("HMAC rejected the length of a key")
        };
        self.each_piece(&mut |piece| mac.update(piece.as_bytes()));
        mac
    }

    fn each_piece(&self, put: &mut dyn FnMut(&str)) {
        for piece in [self.method, self.host, "/?"] {
            put(piece);
        }
        let mut separator = "";
        for (name, value) in self.sorted() {
            for piece in [separator, name, "=", value] {
                put(piece);
            }
            separator = "&";
        }
    }

    /// The parameters that are signed, in the order in which they are.
    fn sorted(&self) -> Vec<&(&str, &str)> {
        let mut sorted: Vec<_> =
            self.parameters.iter().filter(|(name, _)| *name != "Signature").collect();
        // By bytes: `A.10` before `A.2`, upper case before lower case.
        sorted.sort_by_key(|(name, _)| *name);
        sorted
    }
}

impl fmt::Display for SourceText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        self.each_piece(&mut |piece| {
            if result.is_ok() {
                result = f.write_str(piece);
            }
        });
        result
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::string::ToString;

    use super::*;

    const PARAMETERS: [(&str, &str); 6] = [
        ("F.10", "a=b&c"),
        ("a", "z"),
        ("Signature", "not signed"),
        ("F.2", "边 缘+~*"),
        ("Empty", ""),
        ("A", "1"),
    ];

    fn source(method: &'static str) -> SourceText<'static> {
        SourceText { method, host: "h:1", parameters: &PARAMETERS }
    }

    #[test]
    fn algorithm_has_the_name_of_the_service() {
        assert_eq!(Algorithm::default().as_str(), "HmacSHA1");
        assert_eq!(Algorithm::HmacSha256.as_str(), "HmacSHA256");
    }

    #[test]
    fn parameters_are_sorted_by_bytes_and_not_encoded() {
        assert_eq!(source("POST").to_string(), "POSTh:1/?A=1&Empty=&F.10=a=b&c&F.2=边 缘+~*&a=z");
    }

    /// The server signs what arrives, so both are signed, in the order of sending.
    #[test]
    fn name_that_occurs_twice_is_signed_twice_in_order() {
        let parameters = [("B", "2"), ("A", "1"), ("A", "0")];
        let source = SourceText { method: "GET", host: "h", parameters: &parameters };
        assert_eq!(source.to_string(), "GETh/?A=1&A=0&B=2");
        let values: Vec<String> = (100..200).map(|value| value.to_string()).collect();
        let many: Vec<_> = values.iter().map(|value| ("A", value.as_str())).collect();
        let source = SourceText { method: "GET", host: "h", parameters: &many };
        assert_eq!(
            source.to_string().replacen("GETh/?", "&", 1),
            "&A=".to_owned() + &values.join("&A=")
        );
    }

    /// HMAC is defined for an empty key; the values are those of Python's `hmac`.
    #[test]
    fn empty_key_signs() {
        let parameters = [("B", "2"), ("A", "1"), ("A", "0")];
        let source = SourceText { method: "GET", host: "h", parameters: &parameters };
        for (algorithm, signature) in [
            (Algorithm::HmacSha1, "OAkfRYffu5mggTneuBwYEJkyg7s="),
            (Algorithm::HmacSha256, "jHyxO/mPoj1BCkZsh26WeNRpDOZuX9tzp75h7/xf4Qc="),
        ] {
            assert_eq!(source.sign(algorithm, &Secret::new("")), signature);
            let signature = STANDARD.decode(signature).unwrap();
            assert!(source.verify(algorithm, &Secret::new(""), &signature));
            assert!(!source.verify(algorithm, &Secret::new("k"), &signature));
        }
    }

    #[test]
    fn verify_fails_when_method_key_or_signature_differs() {
        let secret = Secret::new("test-secret-key-000001");
        for algorithm in [Algorithm::HmacSha1, Algorithm::HmacSha256] {
            let signature = STANDARD.decode(source("GET").sign(algorithm, &secret)).unwrap();
            assert!(source("GET").verify(algorithm, &secret, &signature));
            assert!(!source("POST").verify(algorithm, &secret, &signature));
            assert!(!source("GET").verify(algorithm, &Secret::new("another"), &signature));
            assert!(!source("GET").verify(algorithm, &secret, &signature[1..]));
        }
    }
}
