//! Writes whose outcome is unknown.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::Error;
use crate::Timestamp;

/// One request that was sent, and how it failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The second it was signed with.
    pub signed_at: Timestamp,
    /// From the first step of the call to the signature.
    pub after: Duration,
    /// From the signature to the failure.
    pub took: Duration,
    /// The host it was sent to, with a port if the endpoint has one.
    pub host: Box<str>,
    /// Why it failed. [`Error::sent`] and [`Error::may_have_taken_effect`] say
    /// what that means for the service.
    pub error: Error,
}

/// A call of an action that is not idempotent, whose outcome is unknown.
///
/// Check whether the service carried it out before you call again; the attempts
/// say from which time on to look.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ambiguity {
    /// All requests that were sent, in order; never empty.
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
        f.write_str("outcome unknown, the service may have carried it out")?;
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
