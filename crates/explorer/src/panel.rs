//! What the panel of the built-in emulator shows.

mod journal;

use std::time::Duration;

use tencentcloud_client::SystemClock;
use tencentcloud_core::{Clock, Timestamp};

use crate::api::{ClockRequest, ClockState, EmulatorState, ImageRow, SourceImageRow};
use crate::explorer::Inner;

/// Seconds by which a clock may differ from that of this machine and still be the real one.
const REAL: u64 = 1;

impl Inner {
    pub(crate) fn emulator_state(&self) -> EmulatorState {
        let Self { emulator, emulator_url: url, .. } = self;
        let credential = emulator.credential();
        let (id, key) = (credential.secret_id(), credential.secret_key().expose());
        let images = emulator.images().into_iter().map(|image| ImageRow {
            id: image.image_id,
            source: image.source_region,
            state: image.state.to_owned(),
            account: image.account,
            seconds_left: image.seconds_left,
        });
        let sources = emulator.source_images();
        let sources = sources.iter().map(|image| SourceImageRow {
            id: image.image_id().to_owned(),
            region: image.region().to_owned(),
            name: image.image_name().to_owned(),
        });
        EmulatorState {
            url: url.clone(),
            key_id: id.to_owned(),
            // The pair was made for this run, and is accepted by this emulator only.
            export_lines: format!(
                "export TENCENTCLOUD_SECRET_ID={id}\nexport TENCENTCLOUD_SECRET_KEY={key}\n\
                 # tc3 ecm DescribeImage --endpoint {url}\n"
            ),
            started: self.started,
            clock: self.clock_state(),
            images: images.collect(),
            quota: emulator.image_quota(),
            source_images: sources.collect(),
        }
    }

    fn clock_state(&self) -> ClockState {
        let clock = self.emulator.clock();
        let (unix, frozen) = (clock.now().unix.seconds(), clock.is_frozen());
        let real = SystemClock.now().unix.seconds();
        ClockState { unix, frozen, real: !frozen && unix.abs_diff(real) <= REAL }
    }

    /// Changes the clock, in the order of the members.
    pub(crate) fn change_clock(&self, request: &ClockRequest) -> Result<(), String> {
        let set = request.set.map(|second| {
            Timestamp::new(second).ok_or_else(|| "set is after the year 9999".to_owned())
        });
        let set = set.transpose()?;
        let by = request.advance.map(|seconds| {
            let by = Duration::try_from_secs_f64(seconds.abs());
            by.map_err(|_| "advance is not a valid number of seconds".to_owned())
        });
        let by = by.transpose()?;
        if request.real == Some(true) {
            self.set_real_time();
        }
        let clock = self.emulator.clock();
        if let Some(frozen) = request.freeze {
            clock.freeze(frozen);
        }
        if let Some(set) = set {
            clock.set_unix(set);
        }
        match (by, request.advance) {
            (Some(by), Some(seconds)) if seconds < 0.0 => {
                let now = clock.unix().saturating_sub(by);
                clock.set_unix(Timestamp::saturating(now.as_secs()));
            }
            (Some(by), _) => clock.advance(by),
            _ => {}
        }
        Ok(())
    }

    /// Lets the clock run with the time of this machine.
    pub(crate) fn set_real_time(&self) {
        let clock = self.emulator.clock();
        clock.set_unix(SystemClock.now().unix);
        clock.freeze(false);
    }
}

#[cfg(test)]
mod tests;
