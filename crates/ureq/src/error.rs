//! From the errors of ureq, rustls and sockets to transport errors.

use std::error::Error;
use std::io;

use tencentcloud_core::{BoxError, Sent, TransportError, TransportErrorKind};
use tencentcloud_net::ConnectError;

use crate::patience::SILENCE;

/// A timeout in this step, before a byte of the request was sent.
pub(crate) fn timeout(step: &'static str) -> ConnectError {
    ConnectError::new(TransportErrorKind::Timeout, step)
}

/// An error that ureq passes on to [`from_ureq`] unchanged.
pub(crate) fn carry(error: impl Into<BoxError>) -> ureq::Error {
    ureq::Error::Other(error.into())
}

/// The transport error for an error of ureq. `step` is the reason of a timeout.
pub(crate) fn from_ureq(error: ureq::Error, sent: Sent, step: &'static str) -> TransportError {
    use TransportErrorKind as Kind;

    let (kind, reason) = match error {
        ureq::Error::Other(error) => match error.downcast::<ConnectError>() {
            Ok(error) => return (*error).into(),
            Err(error) => {
                let kind = error.downcast_ref().map_or(Kind::Other, io_kind);
                (kind, error.to_string())
            }
        },
        ureq::Error::Io(error) => (io_kind(&error), error.to_string()),
        ureq::Error::Timeout(SILENCE) => {
            (Kind::Timeout, "the kept connection was silent".to_owned())
        }
        ureq::Error::Timeout(_) => (Kind::Timeout, step.to_owned()),
        // ureq refuses to write the request.
        ureq::Error::Protocol(error) if sent == Sent::Never => {
            (Kind::Unsupported, error.to_string())
        }
        ureq::Error::Protocol(error) => (Kind::Protocol, error.to_string()),
        ureq::Error::LargeResponseHeader(..) => (Kind::Protocol, "head is too long".to_owned()),
        // Undocumented: the connection ended in the frame of a chunk.
        ureq::Error::BodyStalled => (Kind::Closed, "in a chunk".to_owned()),
        ureq::Error::Http(error) => (Kind::Unsupported, error.to_string()),
        ureq::Error::BadUri(_) => (Kind::Unsupported, "invalid URI".to_owned()),
        error => (Kind::Other, error.to_string()),
    };
    TransportError::new(kind, sent).with_source(reason)
}

/// The kind of an error on an established connection. Timeouts have errors of
/// their own, so all but TLS errors mean that the connection is gone.
fn io_kind(error: &io::Error) -> TransportErrorKind {
    let inner = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    if inner.is_some_and(<dyn Error>::is::<rustls::Error>) {
        return TransportErrorKind::Tls;
    }
    TransportErrorKind::Closed
}
