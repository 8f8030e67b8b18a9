//! From what ureq, rustls and the sockets say to what a client can act on.

use std::error::Error;
use std::fmt::Display;
use std::io;

use tencentcloud_core::{BoxError, Sent, TransportError, TransportErrorKind};

/// A failure before a byte of the request could leave.
pub(crate) fn never(kind: TransportErrorKind, source: impl Into<BoxError>) -> TransportError {
    TransportError::new(kind, Sent::Never).with_source(source)
}

/// The time ran out before a byte of the request could leave.
pub(crate) fn late(phase: &'static str) -> TransportError {
    never(TransportErrorKind::Timeout, phase)
}

/// An error of the system, with the host or address that it is about in its text.
pub(crate) fn at(place: impl Display, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{place}: {error}"))
}

/// An error for ureq to carry, as it is, through its layers to [`from_ureq`].
pub(crate) fn carried(error: impl Into<BoxError>) -> ureq::Error {
    ureq::Error::Other(error.into())
}

/// What an error of ureq means. `sent` is what is known of the request, `phase`
/// what was going on, in case it took too long.
pub(crate) fn from_ureq(error: ureq::Error, sent: Sent, phase: &'static str) -> TransportError {
    use TransportErrorKind as Kind;

    let (kind, source): (Kind, BoxError) = match error {
        // Ours, from the connector: it knows best.
        ureq::Error::Other(error) => match error.downcast::<TransportError>() {
            Ok(error) => return *error,
            Err(error) => match error.downcast::<io::Error>() {
                Ok(error) => (io_kind(&error), error),
                Err(error) => (Kind::Other, error),
            },
        },
        ureq::Error::Io(error) => (io_kind(&error), error.into()),
        ureq::Error::Timeout(_) => (Kind::Timeout, phase.into()),
        // A request that ureq will not write; nothing has left.
        ureq::Error::Protocol(error) if sent == Sent::Never => (Kind::Unsupported, error.into()),
        ureq::Error::Protocol(error) => (Kind::Protocol, error.into()),
        ureq::Error::LargeResponseHeader(..) => (Kind::Protocol, "its head is too long".into()),
        // Hidden there, but it happens: the end, in the middle of a chunk's frame.
        ureq::Error::BodyStalled => (Kind::Closed, "in the middle of a chunk".into()),
        ureq::Error::Http(error) => (Kind::Unsupported, error.into()),
        ureq::Error::BadUri(_) => (Kind::Unsupported, "its URI is not one of HTTP".into()),
        error => (Kind::Other, error.into()),
    };
    TransportError::new(kind, sent).with_source(source)
}

/// What an error of an established connection means.
fn io_kind(error: &io::Error) -> TransportErrorKind {
    let inner = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    if inner.is_some_and(<dyn Error>::is::<rustls::Error>) {
        return TransportErrorKind::Tls;
    }
    // Reset, broken pipe, unreachable all of a sudden: the connection is gone.
    // (Limits come as errors of their own.)
    TransportErrorKind::Closed
}
