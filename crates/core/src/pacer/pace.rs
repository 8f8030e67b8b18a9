//! How fast: the documented rate, or what is left of it.

use core::time::Duration;

/// The distance of `rate` + 1 slots is longer than the second in which the
/// service counts by this: what a timer or the network may be late by.
const SPAN_NANOS: u64 = 1_030_000_000;

/// One request per second, in the unit of this module.
const ONE: u64 = 1_000_000;

/// Until the refused pace is reached again after a pause, in milliseconds. The
/// curve is flat there.
const PLATEAU: u128 = 12_000;
/// On the curve after this many plateaus even the smallest step has become
/// the documented rate: (5 - 1)³ sixty-fourths of it.
const RECOVERED: u128 = 5;
const STEP: u64 = 64;
const FLOOR: u64 = 32;
/// By how much one signal lowers at most, before the eighth.
const STEEPEST: u64 = 3;

/// Rates in millionths of a request per second: whole numbers, so that a seed
/// gives the same everywhere.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    documented: u64,
    present: u64,
    /// The pace to come back to, which was refused.
    refused: u64,
    /// From that pace down to where it went.
    step: u64,
}

impl Pace {
    pub(super) fn documented(rate: u32) -> Self {
        let documented = u64::from(rate.max(1)) * ONE;
        Self { documented, present: documented, refused: documented, step: 0 }
    }

    /// From one slot to the next.
    pub(super) fn interval(&self) -> Duration {
        Duration::from_nanos((SPAN_NANOS * ONE).div_ceil(self.present))
    }

    /// A request was refused, after `admitted` others within one window.
    ///
    /// A process that has run for long was refused at its pace. One that starts
    /// next to others, at the documented rate, is refused after a few requests:
    /// they are its share, and coming down to it in steps would cost a refusal
    /// each.
    pub(super) fn slow(&mut self, admitted: usize) {
        let admitted = (admitted as u64).saturating_mul(ONE);
        let floor = self.documented / FLOOR;
        self.refused = admitted.clamp(self.present / STEEPEST, self.present).max(floor);
        self.present = (self.refused - self.refused / 8).max(floor);
        self.step = (self.refused - self.present).max(self.documented / STEP);
    }

    /// A request was admitted, at this time after the pause.
    pub(super) fn recover(&mut self, elapsed: Duration) {
        let elapsed = elapsed.as_millis().min(RECOVERED * PLATEAU);
        let part = |distance: u128| {
            let part = u128::from(self.step) * distance.pow(3) / PLATEAU.pow(3);
            u64::try_from(part).unwrap_or(u64::MAX)
        };
        let curve = match elapsed.checked_sub(PLATEAU) {
            None => self.refused.saturating_sub(part(PLATEAU - elapsed)),
            Some(beyond) => self.refused.saturating_add(part(beyond)),
        };
        self.present = curve.clamp(self.present, self.documented);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn one_more_than_the_rate_is_more_than_a_second_at_every_rate() {
        for rate in (1..=1_000).chain([4_096, 65_537, 1_000_000, 1_000_000_001, u32::MAX]) {
            let span = Pace::documented(rate).interval() * rate;
            assert!(span >= ms(1_030), "{rate} a second: {span:?}");
            // Rounding up is all that is lost beside the 3 %.
            assert!(span < ms(1_030) + Duration::from_nanos(u64::from(rate)), "{rate}: {span:?}");
        }
        assert_eq!(Pace::documented(0).interval(), ms(1_030));
        assert_eq!(Pace::documented(20).interval(), Duration::from_micros(51_500));
    }

    #[test]
    fn one_signal_lowers_to_what_was_admitted_less_an_eighth() {
        let cases = [
            (usize::MAX, 20_000_000, 17_500_000),
            (20, 20_000_000, 17_500_000),
            (16, 16_000_000, 14_000_000),
            (8, 8_000_000, 7_000_000),
            (6, 6_666_666, 5_833_333),
            (0, 6_666_666, 5_833_333),
        ];
        for (admitted, refused, present) in cases {
            let mut pace = Pace::documented(20);
            pace.slow(admitted);
            assert_eq!((pace.refused, pace.present), (refused, present), "{admitted}");
        }
    }

    #[test]
    fn many_signals_lower_to_a_thirty_second() {
        for rate in [1, 2, 20, 1_000, u32::MAX] {
            let mut pace = Pace::documented(rate);
            let floor = u64::from(rate) * ONE / 32;
            for _ in 0..10 {
                pace.slow(0);
                assert!(pace.present >= floor);
            }
            assert_eq!((pace.refused, pace.present), (floor, floor));
            assert_eq!(pace.step, u64::from(rate) * ONE / 64);
        }
    }

    #[test]
    fn the_curve_is_flat_where_it_was_refused_and_steep_at_both_ends() {
        let curve = [
            (0, 14_000_000),
            (3_000, 15_156_250),
            (6_000, 15_750_000),
            (9_000, 15_968_750),
            (12_000, 16_000_000),
            (15_000, 16_031_250),
            (18_000, 16_250_000),
            (24_000, 18_000_000),
            (27_000, 19_906_250),
            (28_000, 20_000_000),
            (u64::MAX, 20_000_000),
        ];
        let mut pace = Pace::documented(20);
        pace.slow(16);
        for (elapsed, present) in curve {
            pace.recover(ms(elapsed));
            assert_eq!(pace.present, present, "after {elapsed} ms");
        }
    }

    #[test]
    fn a_minute_after_the_pause_it_is_the_documented_rate_from_wherever() {
        for rate in [1, 2, 20, 1_000, u32::MAX] {
            for signals in 0..10 {
                for admitted in [0, 1, 10, usize::MAX] {
                    let mut pace = Pace::documented(rate);
                    for _ in 0..signals {
                        pace.slow(admitted);
                    }
                    pace.recover(Duration::from_mins(1));
                    let documented = u64::from(rate) * ONE;
                    assert_eq!(pace.present, documented, "{rate}, {signals}, {admitted}");
                }
            }
        }
    }

    #[test]
    fn an_answer_that_comes_late_takes_nothing_back() {
        let mut pace = Pace::documented(20);
        pace.slow(16);
        pace.recover(ms(18_000));
        pace.recover(ms(0));
        assert_eq!(pace.present, 16_250_000);
        pace.recover(Duration::MAX);
        assert_eq!(pace.present, 20_000_000);
    }

    #[test]
    fn the_smallest_step_brings_the_lowest_pace_up() {
        let mut pace = Pace::documented(32);
        for _ in 0..10 {
            pace.slow(0);
        }
        for (elapsed, present) in [(0, 1_000_000), (12_000, 1_000_000), (24_000, 1_500_000)] {
            pace.recover(ms(elapsed));
            assert_eq!(pace.present, present, "after {elapsed} ms");
        }
    }
}
