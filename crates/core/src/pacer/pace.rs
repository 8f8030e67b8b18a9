//! The rate of a pacer: the documented one, or less after throttling.

use core::time::Duration;

/// How late a request may be sent: tolerance for late timers and networks.
pub(super) const TOLERANCE: Duration = Duration::from_millis(30);

/// What the permits of `rate` + 1 requests span: the second in which the service
/// counts, and the tolerance.
pub(super) const SPAN: Duration = Duration::from_nanos(SPAN_NANOS);
const SPAN_NANOS: u64 = 1_030_000_000;

/// One request per second, in the unit of [`Pace`].
const ONE: u64 = 1_000_000;

/// From the end of the pause until the curve reaches its plateau, the rate that was
/// throttled.
const PLATEAU_MILLIS: u128 = 12_000;
/// The end of the curve, in plateaus. Even the smallest step has then grown to the
/// documented rate: it is 1/64 of it, and (5 - 1)³ is 64.
const RECOVERED: u128 = 5;
/// The smallest step is this fraction of the documented rate.
const STEP: u64 = 64;
/// The lowest rate is this fraction of the documented one.
const FLOOR: u64 = 32;
/// One signal lowers the rate to no less than this fraction, before the eighth.
const STEEPEST: u64 = 3;

/// Rates in millionths of a request per second: integers, so that a seed gives
/// the same result on every platform.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    documented: u64,
    /// Above `documented` after a lower rate has been stated.
    current: u64,
    /// The rate that was throttled, the plateau of the curve.
    plateau: u64,
    /// From the plateau down to the start of the curve. Zero until a request is
    /// throttled.
    step: u64,
}

impl Pace {
    pub(super) fn documented(rate: u32) -> Self {
        let documented = u64::from(rate.max(1)) * ONE;
        Self { documented, current: documented, plateau: documented, step: 0 }
    }

    /// The documented rate in requests per second.
    pub(super) fn documented_rate(&self) -> u32 {
        u32::try_from(self.documented / ONE).unwrap_or(u32::MAX)
    }

    /// Replaces the documented rate. What throttling has shown stays.
    pub(super) fn set_documented(&mut self, rate: u32) {
        self.documented = u64::from(rate.max(1)) * ONE;
        if self.step == 0 {
            self.current = self.documented;
        }
    }

    fn rate(&self) -> u64 {
        self.current.min(self.documented)
    }

    /// The time from one permit to the next.
    pub(super) fn interval(&self) -> Duration {
        Duration::from_nanos((SPAN_NANOS * ONE).div_ceil(self.rate()))
    }

    /// The time from one permit to the next where this rate holds, too.
    pub(super) fn interval_below(&self, rate: u32) -> Duration {
        self.interval().max(Self::documented(rate).interval())
    }

    /// Lowers the rate after a request was throttled. `accepted` counts the other
    /// requests of the same window.
    ///
    /// A process that has run for long is throttled at its rate. A process that
    /// starts beside others, at the documented rate, is throttled after a few
    /// requests: these are its share. Approaching that share in small steps would
    /// cost a throttled request each.
    pub(super) fn slow(&mut self, accepted: usize) {
        let accepted = (accepted as u64).saturating_mul(ONE);
        let floor = self.documented / FLOOR;
        let rate = self.rate();
        self.plateau = accepted.clamp(rate / STEEPEST, rate).max(floor);
        self.current = (self.plateau - self.plateau / 8).max(floor);
        self.step = (self.plateau - self.current).max(self.documented / STEP);
    }

    /// Raises the rate after a success, `elapsed` after the end of the pause.
    pub(super) fn recover(&mut self, elapsed: Duration) {
        let elapsed = elapsed.as_millis().min(RECOVERED * PLATEAU_MILLIS);
        let offset = |distance: u128| {
            let offset = u128::from(self.step) * distance.pow(3) / PLATEAU_MILLIS.pow(3);
            u64::try_from(offset).unwrap_or(u64::MAX)
        };
        let curve = match elapsed.checked_sub(PLATEAU_MILLIS) {
            None => self.plateau.saturating_sub(offset(PLATEAU_MILLIS - elapsed)),
            Some(beyond) => self.plateau.saturating_add(offset(beyond)),
        };
        self.current = curve.min(self.documented).max(self.current);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn permits_of_rate_plus_one_span_more_than_a_second_at_every_rate() {
        for rate in (1..=1_000).chain([4_096, 65_537, 1_000_000, 1_000_000_001, u32::MAX]) {
            let span = Pace::documented(rate).interval() * rate;
            assert!(span >= ms(1_030), "{rate} a second: {span:?}");
            // Nothing but rounding up is lost beside the 3 %.
            assert!(span < ms(1_030) + Duration::from_nanos(u64::from(rate)), "{rate}: {span:?}");
        }
        assert_eq!(Pace::documented(0).interval(), ms(1_030));
        assert_eq!(Pace::documented(20).interval(), Duration::from_micros(51_500));
    }

    #[test]
    fn one_signal_lowers_the_rate_to_the_accepted_rate_less_an_eighth() {
        let cases = [
            (usize::MAX, 20_000_000, 17_500_000),
            (20, 20_000_000, 17_500_000),
            (16, 16_000_000, 14_000_000),
            (8, 8_000_000, 7_000_000),
            (6, 6_666_666, 5_833_333),
            (0, 6_666_666, 5_833_333),
        ];
        for (accepted, plateau, current) in cases {
            let mut pace = Pace::documented(20);
            pace.slow(accepted);
            assert_eq!((pace.plateau, pace.current), (plateau, current), "{accepted}");
        }
    }

    #[test]
    fn many_signals_lower_the_rate_to_the_floor_of_one_thirty_second() {
        for rate in [1, 2, 20, 1_000, u32::MAX] {
            let mut pace = Pace::documented(rate);
            let floor = u64::from(rate) * ONE / 32;
            for _ in 0..10 {
                pace.slow(0);
                assert!(pace.current >= floor);
            }
            assert_eq!((pace.plateau, pace.current), (floor, floor));
            assert_eq!(pace.step, u64::from(rate) * ONE / 64);
        }
    }

    #[test]
    fn curve_is_flat_at_the_throttled_rate_and_steep_at_both_ends() {
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
        for (elapsed, current) in curve {
            pace.recover(ms(elapsed));
            assert_eq!(pace.current, current, "after {elapsed} ms");
        }
    }

    #[test]
    fn rate_is_the_documented_one_a_minute_after_any_pause() {
        for rate in [1, 2, 20, 1_000, u32::MAX] {
            for signals in 0..10 {
                for accepted in [0, 1, 10, usize::MAX] {
                    let mut pace = Pace::documented(rate);
                    for _ in 0..signals {
                        pace.slow(accepted);
                    }
                    pace.recover(Duration::from_mins(1));
                    let documented = u64::from(rate) * ONE;
                    assert_eq!(pace.current, documented, "{rate}, {signals}, {accepted}");
                }
            }
        }
    }

    #[test]
    fn late_success_does_not_lower_the_rate() {
        let mut pace = Pace::documented(20);
        pace.slow(16);
        pace.recover(ms(18_000));
        pace.recover(ms(0));
        assert_eq!(pace.current, 16_250_000);
        pace.recover(Duration::MAX);
        assert_eq!(pace.current, 20_000_000);
    }

    #[test]
    fn smallest_step_raises_the_lowest_rate() {
        let mut pace = Pace::documented(32);
        for _ in 0..10 {
            pace.slow(0);
        }
        for (elapsed, current) in [(0, 1_000_000), (12_000, 1_000_000), (24_000, 1_500_000)] {
            pace.recover(ms(elapsed));
            assert_eq!(pace.current, current, "after {elapsed} ms");
        }
    }

    #[test]
    fn another_documented_rate_keeps_what_throttling_has_shown() {
        let mut pace = Pace::documented(20);
        for rate in [10, 40, 20] {
            pace.set_documented(rate);
            assert_eq!(pace.rate(), u64::from(rate) * ONE);
        }
        pace.slow(16);
        for (documented, rate) in [(10, 10_000_000), (40, 14_000_000), (20, 14_000_000)] {
            pace.set_documented(documented);
            assert_eq!(pace.rate(), rate);
            pace.recover(ms(0));
            assert_eq!(pace.rate(), rate);
        }
        pace.set_documented(10);
        pace.slow(usize::MAX);
        assert_eq!((pace.plateau, pace.current), (10_000_000, 8_750_000));
    }
}
