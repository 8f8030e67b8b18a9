//! A write of which nobody knows whether it was carried out.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::Error;
use crate::Timestamp;

/// One request that was sent, and what came of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The second it was signed with.
    pub signed_at: Timestamp,
    /// From the first step of the call to its signing.
    pub after: Duration,
    /// From its signing to its failure.
    pub took: Duration,
    /// The host it went to, with a port if one was named.
    pub host: Box<str>,
    /// Why it failed. [`Error::sent`] and [`Error::may_have_taken_effect`] say
    /// what that means for the service.
    pub error: Error,
}

/// A call of an action that changes something ended without the service saying
/// whether it was carried out. Look whether it was, before it is called
/// again; the attempts say when to look from.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ambiguity {
    /// Everything that was sent, in order; never empty.
    pub attempts: Vec<Attempt>,
}

impl Ambiguity {
    /// How the call ended: the failure of the last attempt.
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
        f.write_str("the service may have carried it out all the same")?;
        match self.attempts.len() {
            0 | 1 => Ok(()),
            attempts => {
                let doubtful = self.latest_first().filter(|e| e.may_have_taken_effect()).count();
                write!(f, " ({attempts} attempts, {doubtful} in doubt)")
            }
        }
    }
}

impl core::error::Error for Ambiguity {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.last().map(|error| error as _)
    }
}
