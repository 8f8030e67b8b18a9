//! The clock, from outside.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tencentcloud_core::{Clock as _, Timestamp};

use super::Refused;
use crate::emulator::Emulator;

pub(super) fn read(emulator: &Emulator) -> Value {
    let clock = &emulator.inner().clock;
    json!({"unix": clock.now().unix.seconds(), "frozen": clock.is_frozen()})
}

/// What to do with the clock. Several at once go in this order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Stop it, or let it run.
    freeze: Option<bool>,
    /// Set it to this second.
    set: Option<u64>,
    /// Move it forward by so many seconds.
    advance: Option<f64>,
}

pub(super) fn change(emulator: &Emulator, body: &[u8]) -> Result<Value, Refused> {
    let bad = |why: String| Refused(StatusCode::BAD_REQUEST, why);
    let change: Change = serde_json::from_slice(body).map_err(|error| bad(error.to_string()))?;
    let set = change
        .set
        .map(|second| {
            Timestamp::new(second).ok_or_else(|| bad("set is after the year 9999".to_owned()))
        })
        .transpose()?;
    let advance = change
        .advance
        .map(|seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|_| bad("advance is a number of seconds, not less than 0".to_owned()))
        })
        .transpose()?;

    let clock = &emulator.inner().clock;
    if let Some(frozen) = change.freeze {
        clock.freeze(frozen);
    }
    if let Some(to) = set {
        clock.set(to);
    }
    if let Some(by) = advance {
        clock.advance(by);
    }
    Ok(read(emulator))
}
