//! A request that the recording has no answer for.

use std::error::Error;
use std::fmt;

use serde_json::Value;

use super::request_key::RequestKey;

/// A request that nothing in the recording is equal to, or nothing any more.
/// Record anew if the program has changed; otherwise it does not do what it did.
///
/// It is the source of the [`TransportError`](tencentcloud_core::TransportError)
/// that [`Replay`](crate::Replay) fails with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmatched {
    /// Method, host, action, version and region of the request.
    pub sent: String,
    /// Which exchange of the recording comes nearest, counted from 1. None if
    /// the recording is empty.
    pub nearest: Option<usize>,
    /// How the nearest differs. Nothing, if all that are equal have been
    /// answered already.
    pub differences: Vec<Difference>,
    /// How many exchanges of the recording are equal and used up.
    pub used: usize,
}

/// One place where a request is not what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// `action`, `version`, `host`, `method`, `region`, `body`, or the path of
    /// a parameter such as `Filters.0.Name`.
    pub place: String,
    /// What the recording has there.
    pub recorded: String,
    /// What was sent.
    pub sent: String,
}

impl Unmatched {
    pub(super) fn new<'a>(
        sent: &RequestKey,
        recorded: impl Iterator<Item = &'a RequestKey>,
    ) -> Self {
        let recorded: Vec<_> = recorded.collect();
        let nearest = recorded.iter().enumerate().min_by_key(|(_, asked)| asked.distance(sent));
        Self {
            sent: sent.to_string(),
            nearest: nearest.map(|(index, _)| index + 1),
            differences: nearest.map_or_else(Vec::new, |(_, asked)| asked.differences(sent)),
            used: recorded.iter().filter(|asked| **asked == sent).count(),
        }
    }
}

impl Difference {
    pub(super) fn of(place: String, recorded: Option<&Value>, sent: Option<&Value>) -> Self {
        let text = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
        Self { place, recorded: text(recorded), sent: text(sent) }
    }
}

impl Error for Unmatched {}

impl fmt::Display for Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not in the recording", self.sent)?;
        if self.used > 0 {
            return write!(f, " once more: all {} have been answered", self.used);
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

/// A line that lists everything is read by nobody.
const SHOWN: usize = 5;

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recorded, sent) = (cut(&self.recorded), cut(&self.sent));
        write!(f, "{}: {recorded} was recorded, {sent} was sent", self.place)
    }
}

fn cut(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
