//! Signature headers as values of the `http` crate.

use alloc::vec::Vec;

use bytes::Bytes;
use http::HeaderValue;

use super::Authorization;
use super::digits::DecimalBuf;
use crate::Timestamp;

impl Authorization<'_> {
    /// The value of `Authorization`, marked as sensitive, in one allocation.
    /// `None` if the secret id has a character that is not allowed in a header.
    pub fn to_header_value(&self) -> Option<HeaderValue> {
        let bytes = Bytes::from(Vec::from(*self));
        let mut value = HeaderValue::from_maybe_shared(bytes).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// The value of `X-TC-Timestamp`, in one allocation.
impl From<Timestamp> for HeaderValue {
    fn from(at: Timestamp) -> Self {
        let digits = DecimalBuf::new(at.seconds());
        Self::from_bytes(digits.as_bytes()).unwrap_or_else(|_| at.seconds().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;
    use crate::sign::{CanonicalRequest, Payload, SigningKey, sign};

    #[test]
    fn header_values_equal_the_displayed_strings() {
        let at = Timestamp::new(1_700_000_000).unwrap();
        let key = SigningKey::derive(&Secret::new("k"), at.date(), "ecm");
        let request = CanonicalRequest {
            method: "POST",
            query: "",
            content_type: "application/json",
            host: "ecm.tencentcloudapi.com",
            signed_headers: &[],
            payload: Payload::Unsigned,
        };
        let authorization = sign(&request, "id", &key, at).unwrap();
        let value = authorization.to_header_value().unwrap();
        assert!(value.is_sensitive());
        assert_eq!(value.to_str().unwrap(), alloc::format!("{authorization}"));
        assert!(sign(&request, "i\nd", &key, at).is_err());
        assert_eq!(HeaderValue::from(at), "1700000000");
        assert_eq!(HeaderValue::from(Timestamp::saturating(0)), "0");
    }
}
