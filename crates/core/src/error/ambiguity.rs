//! Writes whose outcome is unknown.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::Error;
use crate::Timestamp;

/// A failed attempt: one signed request.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The second it was signed with.
    pub signed_at: Timestamp,
    /// From the first step of the call to the signature.
    pub after: Duration,
    /// From the signature to the failure.
    pub took: Duration,
    /// The host of the request, with the port if the endpoint has one.
    pub host: Box<str>,
    /// Why it failed. [`Error::may_have_taken_effect`] says whether the service may
    /// have executed this attempt.
    pub error: Error,
}

/// A write whose outcome is unknown. A write is any action that is not
/// [`Effect::Read`](crate::Effect::Read), even one with a client token.
///
/// Check whether the service executed it before you call again;
/// [`Attempt::signed_at`] says from which time on to look.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ambiguity {
    /// All attempts, in order; never empty.
    pub attempts: Vec<Attempt>,
}

impl Ambiguity {
    /// The failure of the last attempt.
    pub fn last(&self) -> Option<&Error> {
        self.attempts.last().map(|attempt| &attempt.error)
    }

    /// The errors of the attempts, the latest first.
    pub(super) fn latest_first(&self) -> impl Iterator<Item = &Error> {
        self.attempts.iter().rev().map(|attempt| &attempt.error)
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(last) = self.last() {
            write!(f, "{last}; ")?;
        }
        f.write_str("outcome unknown: the service may have executed the action")?;
        match self.attempts.len() {
            0 | 1 => Ok(()),
            attempts => {
                let unknown = self.latest_first().filter(|e| e.may_have_taken_effect()).count();
                write!(f, " ({attempts} attempts, {unknown} of unknown outcome)")
            }
        }
    }
}

/// `Display` gives the failure of the last attempt, so there is no source.
impl core::error::Error for Ambiguity {}
