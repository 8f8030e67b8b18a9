//! From the errors of hyper, h2, rustls and sockets to transport errors.
//!
//! A failed connection has a [`ConnectError`], which says which step failed. For a
//! request under way, the causes of hyper's error often say more than the error.

use std::error::Error;
use std::io;
use std::iter::successors;

use tencentcloud_core::{Sent, TransportError, TransportErrorKind};
use tencentcloud_net::ConnectError;

/// The error for a request that cannot be sent.
pub(crate) fn unsupported(reason: &'static str) -> TransportError {
    ConnectError::new(TransportErrorKind::Unsupported, reason).into()
}

/// The error for a request without a response, and whether it may have been sent as far
/// as its sender knows.
pub(crate) fn while_sending(error: &hyper::Error, sent: Sent) -> TransportError {
    let is_unprocessed = causes(error).filter_map(|cause| cause.downcast_ref()).any(is_unprocessed);
    to_transport_error(error, if is_unprocessed { Sent::Never } else { sent })
}

/// Whether an HTTP/2 server said that it did not process the request: it refused the
/// stream, or a GOAWAY named an earlier one as the last (RFC 9113, section 8.7). h2
/// gives the error of a GOAWAY only to streams after that one.
fn is_unprocessed(error: &h2::Error) -> bool {
    let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.is_remote() && (is_refused || error.is_go_away())
}

/// The error for a response with an incomplete body.
pub(crate) fn while_reading(error: &hyper::Error) -> TransportError {
    to_transport_error(error, Sent::Maybe)
}

/// Without a more specific cause, the connection ended.
fn to_transport_error(error: &(dyn Error + 'static), sent: Sent) -> TransportError {
    let kind = kind(error).unwrap_or(TransportErrorKind::Closed);
    let reason = causes(error).last().unwrap_or(error).to_string();
    let error = TransportError::new(kind, sent);
    if kind == TransportErrorKind::Timeout {
        // By a ping of HTTP/2 or TCP; the cause says no more than that it timed out.
        return error.with_source("the other end of the connection is silent");
    }
    error.with_source(reason)
}

/// The kind of the innermost cause that has one.
fn kind(error: &(dyn Error + 'static)) -> Option<TransportErrorKind> {
    error.source().and_then(kind).or_else(|| {
        if let Some(error) = error.downcast_ref::<io::Error>() {
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
        // hyper reports invalid chunks like this.
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => TransportErrorKind::Protocol,
        // Reset, broken pipe, unreachable.
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
        // The runtime dropped the task that drives the connection. hyper's other
        // errors of this class are about CONNECT and bodies that fail.
        Some(TransportErrorKind::Closed)
    } else if error.source().is_none() {
        // An unexpected message, as from a server of another protocol that sends
        // first. hyper has no method for it; its other errors have a cause or one
        // of the methods above.
        Some(TransportErrorKind::Protocol)
    } else {
        None
    }
}

/// The error, its cause, the cause of that, and so on.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error| error.source())
}
