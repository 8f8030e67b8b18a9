//! A saved HTTP/1.1 request.

use super::{CapturedError, Form};
use crate::{ParseError, RawRequest};

/// Parses a request as it is saved: an editor adds a line end behind the body, and a copied
/// GET lacks the empty line at its end.
pub(super) fn read(input: &[u8]) -> Result<RawRequest, CapturedError> {
    parse(input)
        .or_else(|error| match error {
            ParseError::Unfinished => {
                let end: &[u8] = if input.ends_with(b"\n") { b"\n" } else { b"\n\n" };
                parse(&[input, end].concat())
            }
            other => Err(other),
        })
        .map_err(|error| match error {
            ParseError::BodyLength { declared, actual } if actual < declared => {
                CapturedError::BodyNotAtHand(Form::Saved)
            }
            other => CapturedError::NoRequest(other),
        })
}

/// Parses a request. `Content-Length` decides whether line ends behind the body belong to it;
/// without it, they do.
fn parse(input: &[u8]) -> Result<RawRequest, ParseError> {
    RawRequest::parse(input).or_else(|error| {
        let ParseError::BodyLength { declared, actual } = error else { return Err(error) };
        let excess = actual.checked_sub(declared).and_then(|excess| usize::try_from(excess).ok());
        let end = excess.and_then(|excess| input.len().checked_sub(excess)).ok_or(error)?;
        match input.split_at_checked(end) {
            Some((request, rest)) if rest.iter().all(|byte| b"\r\n".contains(byte)) => {
                RawRequest::parse(request)
            }
            _ => Err(error),
        }
    })
}
