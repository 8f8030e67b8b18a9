//! A request without an equal exchange in the recording.

use std::error::Error;
use std::fmt;

use super::difference::Difference;
use super::request_key::RequestKey;

/// A request without an equal, unused exchange in the recording. Record again if
/// the program has changed on purpose; otherwise the program is at fault.
///
/// [`Replay::unmatched`](crate::Replay::unmatched) lists them. The error of the
/// request has the same message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmatched {
    /// Method, host, action, version and region of the request.
    pub sent: String,
    /// The number of the nearest exchange, counted from 1. None if the recording
    /// is empty.
    pub nearest: Option<usize>,
    /// The differences from the nearest exchange. Empty if all equal exchanges
    /// are used.
    pub differences: Vec<Difference>,
    /// The number of equal exchanges, all of them used.
    pub used: usize,
}

impl Unmatched {
    pub(super) fn new<'a>(
        sent: &RequestKey,
        recorded: impl Iterator<Item = &'a RequestKey>,
    ) -> Self {
        let recorded: Vec<_> = recorded.collect();
        let nearest = recorded.iter().enumerate().min_by_key(|(_, key)| key.distance(sent));
        Self {
            sent: sent.to_string(),
            nearest: nearest.map(|(index, _)| index + 1),
            differences: nearest.map_or_else(Vec::new, |(_, key)| key.differences(sent)),
            used: recorded.iter().filter(|key| **key == sent).count(),
        }
    }
}

impl Error for Unmatched {}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not in the recording", self.sent)?;
        if self.used > 0 {
            return write!(f, " again: all {} equal exchanges are used", self.used);
        }
        let Some(nearest) = self.nearest else {
            return f.write_str(", which is empty");
        };
        write!(f, "; nearest is exchange {nearest}, but")?;
        for (index, difference) in self.differences.iter().take(SHOWN).enumerate() {
            write!(f, "{} {difference}", if index == 0 { "" } else { ";" })?;
        }
        match self.differences.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more differences"),
        }
    }
}

/// Keeps the message readable; the field has all differences.
const SHOWN: usize = 5;
