//! The signed message and its number of SHA-256 blocks.

use bytes::Bytes;
use serde::Serialize;
use tencentcloud_core::Timestamp;
use tencentcloud_core::sign::{CanonicalRequest, Payload};

pub(super) const SERVICE: &str = "ecm";
pub(super) const VERSION: &str = "2019-07-19";
pub(super) const ACTION: &str = "ImportImage";
pub(super) const HOST: &str = "ecm.tencentcloudapi.com";
pub(super) const CONTENT_TYPE: &str = "application/json";
pub(super) const AT: Timestamp = Timestamp::saturating(1_700_000_000);

/// Placeholders with the length of real keys.
pub(super) const SECRET_ID: &str = "test-secret-id-00000000000000000001";
pub(super) const SECRET_KEY: &str = "test-secret-key-0000000000000001";

/// A request body of a given length, as JSON and as a value that serializes to it.
pub(super) struct Message {
    pub(super) body: Bytes,
    pub(super) input: Input,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Input {
    data: String,
}

impl Message {
    pub(super) fn of(length: usize) -> Self {
        let around = r#"{"Data":""}"#.len();
        let input = Input { data: "x".repeat(length - around) };
        let body = format!(r#"{{"Data":"{}"}}"#, input.data).into();
        Self { body, input }
    }

    /// The canonical request of our client.
    pub(super) fn canonical(&self) -> CanonicalRequest<'_> {
        CanonicalRequest {
            method: "POST",
            query: "",
            content_type: CONTENT_TYPE,
            host: HOST,
            signed_headers: &[],
            payload: Payload::Signed(&self.body),
        }
    }

    /// Blocks with a cached key: payload, canonical request, and three for the HMAC (two
    /// of the string to sign, one of the outer hash).
    pub(super) fn blocks_cached(&self) -> usize {
        self.blocks_of(self.canonical().to_string().len()) + 3
    }

    /// Blocks with a new key: two more for its pads, and three HMACs of four blocks to
    /// derive it.
    pub(super) fn blocks_fresh(&self) -> usize {
        self.blocks_cached() + 2 + 3 * 4
    }

    /// Blocks of this body and of a canonical request of some length.
    pub(super) fn blocks_of(&self, canonical: usize) -> usize {
        blocks(self.body.len()) + blocks(canonical)
    }
}

/// Blocks of a message. The padding has at least nine bytes.
fn blocks(length: usize) -> usize {
    (length + 9).div_ceil(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_serializes_to_the_body() {
        let message = Message::of(100);
        assert_eq!(message.body.len(), 100);
        assert_eq!(serde_json::to_vec(&message.input).unwrap(), message.body);
    }

    #[test]
    fn block_count_includes_the_padding() {
        assert_eq!([0, 55, 56, 119, 120].map(blocks), [1, 1, 2, 2, 3]);
        // 150 bytes of canonical request.
        assert_eq!(Message::of(100).blocks_cached(), 2 + 3 + 3);
        assert_eq!(Message::of(100).blocks_fresh(), 2 + 3 + 5 + 12);
    }
}
