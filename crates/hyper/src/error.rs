//! What an error of the libraries below means to a client.
//!
//! Whoever makes a connection knows which step failed and says so in a
//! [`ConnectError`]. Once a request is on its way, hyper reports, with the
//! causes of its error often telling more than the error itself.

use std::error::Error;
use std::io;
use std::iter::successors;

use hyper_util::client::legacy;
use tencentcloud_core::{Sent, TransportError, TransportErrorKind};

use crate::body::Gate;
use crate::dial::Target;

/// A connection that was not made. Its text is complete, so that it can be the
/// innermost cause, which is the one that a log line shows.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{text}")]
pub(crate) struct ConnectError {
    kind: TransportErrorKind,
    text: String,
}

impl ConnectError {
    pub(crate) fn new(kind: TransportErrorKind, text: String) -> Self {
        Self { kind, text }
    }

    /// A step failed on the way to `target`; unless an earlier step, which knows
    /// better, has said so already.
    pub(crate) fn at(
        step: TransportErrorKind,
        target: &Target,
        error: &(dyn Error + 'static),
    ) -> Self {
        if let Some(earlier) = causes(error).find_map(|cause| cause.downcast_ref::<Self>()) {
            return earlier.clone();
        }
        // The system has time limits of its own.
        let kind = if causes(error).any(is_timeout) { TransportErrorKind::Timeout } else { step };
        let reason = causes(error).last().unwrap_or(error);
        Self::new(kind, format!("{target}: {reason}"))
    }
}

/// No head of an answer arrived.
pub(crate) fn sending(error: legacy::Error, gate: &Gate) -> TransportError {
    // The request waits for its connection; without one it cannot have left.
    let sent = if error.is_connect() { Sent::Never } else { gate.withdraw() };
    TransportError::new(kind(&error), sent).with_source(error)
}

/// The head of an answer arrived, but not the whole body.
pub(crate) fn reading(error: hyper::Error) -> TransportError {
    TransportError::new(kind(&error), Sent::Maybe).with_source(error)
}

/// What went wrong. If nothing tells, the connection ended for a reason that
/// hyper did not pass on.
fn kind(error: &(dyn Error + 'static)) -> TransportErrorKind {
    told_kind(error).unwrap_or(TransportErrorKind::Closed)
}

/// The kind that the innermost telling cause stands for.
fn told_kind(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    error.source().and_then(told_kind).or_else(|| {
        if let Some(error) = error.downcast_ref::<ConnectError>() {
            Some(error.kind)
        } else if let Some(error) = error.downcast_ref::<io::Error>() {
            Some(io_kind(error))
        } else if let Some(error) = error.downcast_ref::<h2::Error>() {
            Some(h2_kind(error))
        } else {
            error.downcast_ref().and_then(hyper_kind)
        }
    })
}

fn io_kind(error: &io::Error) -> TransportErrorKind {
    let inner = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    if inner.is_some_and(<dyn Error>::is::<rustls::Error>) {
        return TransportErrorKind::Tls;
    }
    match error.kind() {
        io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        // How hyper reports chunks that are none.
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => TransportErrorKind::Protocol,
        // Reset, broken pipe, unreachable all of a sudden: the connection is gone.
        _ => TransportErrorKind::Closed,
    }
}

fn h2_kind(error: &h2::Error) -> TransportErrorKind {
    match error.get_io() {
        Some(error) => io_kind(error),
        None if error.is_library() => TransportErrorKind::Protocol,
        None => TransportErrorKind::Closed,
    }
}

fn hyper_kind(error: &hyper::Error) -> Option<TransportErrorKind> {
    if error.is_timeout() {
        Some(TransportErrorKind::Timeout)
    } else if error.is_parse() {
        Some(TransportErrorKind::Protocol)
    } else if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        Some(TransportErrorKind::Closed)
    } else if error.is_user() {
        Some(TransportErrorKind::Other)
    } else if error.source().is_none() {
        // Speech out of turn, as from a server of another protocol that greets
        // first. hyper has no question for it, but all others of its errors have
        // a cause or an answer above.
        Some(TransportErrorKind::Protocol)
    } else {
        None
    }
}

fn is_timeout(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// The error, its cause, the cause of that, and so on.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error| error.source())
}
