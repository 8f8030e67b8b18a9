//! One difference between two requests.

use std::fmt;

use serde_json::Value;

/// A place where a request differs from the recorded one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// `action`, `version`, `host`, `method`, `region`, `body`, or the path of
    /// a parameter such as `Filters.0.Name`.
    pub place: String,
    /// The recorded value.
    pub recorded: String,
    /// The sent value.
    pub sent: String,
}

impl Difference {
    /// A difference between two strings; an empty one is absent.
    pub(super) fn of_strings(place: &str, recorded: &str, sent: &str) -> Self {
        let shown = |value: &str| if value.is_empty() { NOTHING } else { value }.to_owned();
        Self { place: place.to_owned(), recorded: shown(recorded), sent: shown(sent) }
    }

    /// A difference between two JSON values.
    pub(super) fn of_json(place: String, recorded: Option<&Value>, sent: Option<&Value>) -> Self {
        let shown = |value: Option<&Value>| value.map_or(NOTHING.to_owned(), Value::to_string);
        Self { place, recorded: shown(recorded), sent: shown(sent) }
    }
}

const NOTHING: &str = "nothing";

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recorded, sent) = (shortened(&self.recorded), shortened(&self.sent));
        write!(f, "{}: {recorded} was recorded, {sent} was sent", self.place)
    }
}

fn shortened(value: &str) -> String {
    const LONGEST: usize = 60;
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}
