//! The string to sign of signature v3, rebuilt from a received request.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tencentcloud_core::Timestamp;

use crate::canonical_request::hex;

/// Algorithm, timestamp, scope and the hash of the canonical request, on four
/// lines. `Display` writes it.
pub(crate) struct StringToSign<'a> {
    pub(crate) at: Timestamp,
    pub(crate) service: &'a str,
    pub(crate) hashed_request: [u8; 32],
}

impl StringToSign<'_> {
    /// Whether `signature` is that of this string. Compares in constant time.
    pub(crate) fn is_signed(&self, signing_key: &[u8; 32], signature: &[u8; 32]) -> bool {
        <Hmac<Sha256> as KeyInit>::new_from_slice(signing_key).is_ok_and(|mut mac| {
            mac.update(self.to_string().as_bytes());
            mac.verify_slice(signature).is_ok()
        })
    }
}

impl fmt::Display for StringToSign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, date, hash) = (self.at.seconds(), self.at.date(), hex(&self.hashed_request));
        write!(f, "TC3-HMAC-SHA256\n{seconds}\n{date}/{}/tc3_request\n{hash}", self.service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scope_has_the_date_of_the_timestamp() {
        let at = Timestamp::new(1_700_006_400).unwrap();
        let mut hashed_request = [0x0a; 32];
        hashed_request[31] = 0xf0;
        let string_to_sign = StringToSign { at, service: "ecm", hashed_request };
        assert_eq!(
            string_to_sign.to_string(),
            format!(
                "TC3-HMAC-SHA256\n1700006400\n2023-11-15/ecm/tc3_request\n{}f0",
                "0a".repeat(31)
            )
        );
    }
}
