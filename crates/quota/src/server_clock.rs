//! The clock of the server, seen from here.

use std::time::Duration;

/// How much a known offset loses of its worth in a second: clocks drift.
const DRIFT: f64 = 100e-6;

/// A sample that differs by more than this and both round trips shows that a clock was set.
const JUMP_MICROS: i128 = 5_000;

/// The difference between the clock of the server, in microseconds, and the time that has
/// passed here. The reply with the shortest round trip shows it best.
#[derive(Debug, Default)]
pub(crate) struct ServerClock {
    best: Option<Sample>,
}

#[derive(Debug, Clone, Copy)]
struct Sample {
    offset_micros: i128,
    round_trip: Duration,
    at: Duration,
}

impl ServerClock {
    /// Takes in the server's time of a reply to a request.
    pub(crate) fn observe(&mut self, server_micros: u64, sent: Duration, received: Duration) {
        let round_trip = received.saturating_sub(sent);
        let middle = micros(sent + round_trip / 2);
        let sample =
            Sample { offset_micros: i128::from(server_micros) - middle, round_trip, at: received };
        let is_better = self.best.is_none_or(|best| {
            let aged = best.round_trip + received.saturating_sub(best.at).mul_f64(DRIFT);
            let trips = micros(best.round_trip + round_trip) / 2;
            let apart = (best.offset_micros - sample.offset_micros).abs();
            round_trip <= aged || apart > trips + JUMP_MICROS
        });
        if is_better {
            self.best = Some(sample);
        }
    }

    /// The shortest round trip of late.
    pub(crate) fn round_trip(&self) -> Duration {
        self.best.map(|best| best.round_trip).unwrap_or_default()
    }

    /// When it is, or was, that time here.
    pub(crate) fn local(&self, server_micros: u64) -> Duration {
        let offset = self.best.map(|best| best.offset_micros).unwrap_or_default();
        let micros = (i128::from(server_micros) - offset).max(0);
        Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX))
    }

    /// What time it is there at this time here.
    pub(crate) fn server_micros(&self, local: Duration) -> u64 {
        let offset = self.best.map(|best| best.offset_micros).unwrap_or_default();
        u64::try_from(micros(local) + offset).unwrap_or_default()
    }

    /// Forgets the clock, since another server may respond now.
    pub(crate) fn forget(&mut self) {
        self.best = None;
    }
}

fn micros(duration: Duration) -> i128 {
    i128::try_from(duration.as_micros()).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn shortest_round_trip_shows_the_offset_best() {
        let mut clock = ServerClock::default();
        clock.observe(5_000_000, ms(0), ms(40));
        assert_eq!(clock.local(5_000_000), ms(20));
        clock.observe(5_100_000, ms(115), ms(117));
        assert_eq!((clock.local(5_100_000), clock.round_trip()), (ms(116), ms(2)));
        // The way there was longer than the way back.
        clock.observe(5_238_000, ms(215), ms(255));
        assert_eq!(clock.local(5_100_000), ms(116));
        assert_eq!(clock.server_micros(ms(116)), 5_100_000);
    }

    #[test]
    fn clock_that_was_set_is_followed_at_once() {
        let mut clock = ServerClock::default();
        clock.observe(5_000_000, ms(0), ms(2));
        clock.observe(2_000_000, ms(100), ms(130));
        assert_eq!(clock.local(2_000_000), ms(115));
    }

    #[test]
    fn old_sample_gives_way_to_a_longer_round_trip() {
        let mut clock = ServerClock::default();
        clock.observe(5_000_000, ms(0), ms(2));
        clock.observe(105_005_000, ms(100_000), ms(100_010));
        assert_eq!(clock.round_trip(), ms(10));
    }
}
