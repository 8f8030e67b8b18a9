//! The body of a request, and whether it was sent.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use tencentcloud_core::Sent;

/// A body that ureq reads after it has written the head.
pub(crate) struct RequestBody {
    rest: Bytes,
    is_taken: bool,
}

impl RequestBody {
    pub(crate) fn new(body: Bytes) -> Self {
        Self { rest: body, is_taken: false }
    }

    /// Whether the server can hold a whole request.
    pub(crate) fn sent(&self) -> Sent {
        if self.is_taken { Sent::Maybe } else { Sent::Never }
    }
}

impl Read for RequestBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.is_taken = true;
        let amount = self.rest.len().min(buffer.len());
        self.rest.split_to(amount).copy_to_slice(buffer.get_mut(..amount).unwrap_or_default());
        Ok(amount)
    }
}
