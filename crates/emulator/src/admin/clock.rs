//! Reading and changing the clock.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tencentcloud_core::Timestamp;

use super::refusal::Refusal;
use crate::emulator::Emulator;

pub(super) fn read(emulator: &Emulator) -> Value {
    let frozen = emulator.inner().clock.is_frozen();
    json!({"unix": emulator.now().timestamp().seconds(), "frozen": frozen})
}

/// Changes of the clock, in the order in which they take effect.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Stops the clock, or lets it run.
    freeze: Option<bool>,
    /// Unix seconds.
    set: Option<u64>,
    /// Seconds.
    advance: Option<f64>,
}

pub(super) fn change(emulator: &Emulator, body: &[u8]) -> Result<Value, Refusal> {
    let invalid = |reason: String| Refusal::new(StatusCode::BAD_REQUEST, reason);
    let change: Change = super::body(body)?;
    let set = change
        .set
        .map(|second| {
            Timestamp::new(second).ok_or_else(|| invalid("set is after the year 9999".to_owned()))
        })
        .transpose()?;
    let advance = change
        .advance
        .map(|seconds| {
            Duration::try_from_secs_f64(seconds)
                .map_err(|_| invalid("advance is not a valid number of seconds".to_owned()))
        })
        .transpose()?;

    let clock = &emulator.inner().clock;
    if let Some(frozen) = change.freeze {
        clock.freeze(frozen);
    }
    if let Some(to) = set {
        clock.set_unix(to);
    }
    if let Some(by) = advance {
        clock.advance(by);
    }
    Ok(read(emulator))
}
