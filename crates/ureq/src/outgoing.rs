//! A request on its way out, and how far it came.

use std::io::{self, Read};

use bytes::{Buf, Bytes};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::request::Parts;
use http::{HeaderValue, Method, Version};
#[cfg(feature = "gzip")]
use tencentcloud_core::content_encoding;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::connect::Target;
use crate::error;
use crate::tcp::BUFFER;

/// The longest request target or header: ureq writes a line into its buffer in
/// one piece. The service takes no more than half of that.
const LONGEST_LINE: usize = BUFFER - 1024;

/// Sees to it that ureq will write this head, with the length of the body in it.
pub(crate) fn prepare(head: &mut Parts, body: &Bytes) -> Result<(), TransportError> {
    let refused = |why| Err(error::never(TransportErrorKind::Unsupported, why));
    Target::of(&head.uri)?;
    if head.headers.get_all(HOST).iter().count() > 1 {
        return refused("it has more than one Host header");
    }
    for name in [HOST, AUTHORIZATION] {
        if head.headers.get(&name).is_some_and(|value| value.to_str().is_err()) {
            return refused("its Host or Authorization header is not plain text");
        }
    }
    // ureq would make an Authorization header of it.
    if head.uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return refused("its URI holds a user name");
    }
    let target = head.uri.path_and_query().map_or(0, |target| target.as_str().len());
    if target > LONGEST_LINE || head.headers.values().any(|value| value.len() > LONGEST_LINE) {
        return refused("its URI or a header is too long");
    }
    #[cfg(feature = "gzip")]
    content_encoding::accept(&mut head.headers);
    // The only version that is spoken here.
    head.version = Version::HTTP_11;
    // With its length in the head, a server that lacks the body lacks it visibly.
    head.headers.remove(TRANSFER_ENCODING);
    if body.is_empty() && !matches!(head.method, Method::POST | Method::PUT | Method::PATCH) {
        head.headers.remove(CONTENT_LENGTH);
    } else {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    Ok(())
}

/// The body of a request, which knows whether it was asked for.
pub(crate) struct Upload {
    rest: Bytes,
    asked_for: bool,
}

impl Upload {
    pub(crate) fn new(body: Bytes) -> Self {
        Self { rest: body, asked_for: false }
    }

    /// Whether the server can hold a whole request, as far as this tells.
    pub(crate) fn sent(&self) -> Sent {
        if self.asked_for { Sent::Maybe } else { Sent::Never }
    }
}

/// ureq reads here after it has written the head.
impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.asked_for = true;
        let amount = self.rest.len().min(buffer.len());
        self.rest.split_to(amount).copy_to_slice(buffer.get_mut(..amount).unwrap_or_default());
        Ok(amount)
    }
}
