//! The steps of a v1 signature as data.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Algorithm, SourceText};
use crate::{Secret, form};

/// The steps of a v1 signature; [`SourceText::sign_with_steps`] makes them.
///
/// `Debug` shows the algorithm only: parameters may be confidential, and `Token` is.
pub struct V1Steps {
    /// The hash function.
    pub algorithm: Algorithm,
    /// Step 1: the parameters that are signed, sorted by name, as names and decoded
    /// values. `Token`, of a temporary credential, is as secret as a key.
    pub parameters: Vec<(String, String)>,
    /// Step 2: method, host, path and parameters, joined without any encoding.
    pub source_text: String,
    /// Step 3: the HMAC of the source text under the secret key.
    pub hmac: Vec<u8>,
    /// Step 4: the HMAC in Base64, the value of the parameter `Signature`.
    pub signature: String,
    /// Step 5: the signature as it is sent, percent-encoded in a query or form.
    pub encoded_signature: String,
}

impl SourceText<'_> {
    /// Signs like [`SourceText::sign`], and returns every step of the signature.
    pub fn sign_with_steps(&self, algorithm: Algorithm, secret: &Secret) -> V1Steps {
        let own = |&(name, value): &(&str, &str)| (name.into(), value.into());
        let hmac = self.with_code(algorithm, secret, <[u8]>::to_vec);
        let signature = STANDARD.encode(&hmac);
        V1Steps {
            algorithm,
            parameters: self.sorted().into_iter().map(own).collect(),
            source_text: self.to_string(),
            encoded_signature: form::percent_encode(&signature).to_string(),
            signature,
            hmac,
        }
    }
}

impl fmt::Debug for V1Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "V1Steps({}, [redacted])", self.algorithm.as_str())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn steps_are_those_of_the_module_example() {
        let parameters =
            [("Version", "2019-07-19"), ("Signature", "x"), ("Action", "DescribeImage")];
        let source =
            SourceText { method: "GET", host: "ecm.tencentcloudapi.com", parameters: &parameters };
        let key = Secret::new("test-secret-key-000001");
        for (algorithm, length) in [(Algorithm::HmacSha1, 20), (Algorithm::HmacSha256, 32)] {
            let steps = source.sign_with_steps(algorithm, &key);
            let names: Vec<&str> = steps.parameters.iter().map(|(name, _)| &**name).collect();
            assert_eq!(names, ["Action", "Version"]);
            assert_eq!(
                steps.source_text,
                "GETecm.tencentcloudapi.com/?Action=DescribeImage&Version=2019-07-19"
            );
            assert_eq!(steps.hmac.len(), length);
            assert_eq!(STANDARD.decode(&steps.signature).unwrap(), steps.hmac);
            assert_eq!(steps.signature, source.sign(algorithm, &key));
            assert_eq!(
                steps.encoded_signature,
                steps.signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
            );
            assert_eq!(
                format!("{steps:?}"),
                format!("V1Steps({}, [redacted])", algorithm.as_str())
            );
        }
    }
}
