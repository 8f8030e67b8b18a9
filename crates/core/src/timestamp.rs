//! Timestamps and UTC dates of the protocol.

use core::fmt;
use core::time::Duration;

#[cfg(feature = "call")]
mod http_date;

/// Whole seconds since 1970-01-01T00:00:00Z, the value of `X-TC-Timestamp`.
///
/// The maximum is the last second of the year 9999, since the date in a
/// credential scope has four digits for the year.
///
/// ```
/// use tencentcloud_core::Timestamp;
///
/// let at = Timestamp::new(1_551_113_065).unwrap(); // 16:44:25 UTC
/// assert_eq!(at.date().to_string(), "2019-02-25");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Timestamp {
    /// 9999-12-31T23:59:59Z.
    pub const MAX: Self = Self(253_402_300_799);

    /// A timestamp from Unix seconds. `None` after the year 9999.
    pub const fn new(seconds: u64) -> Option<Self> {
        if seconds <= Self::MAX.0 { Some(Self(seconds)) } else { None }
    }

    /// A timestamp from Unix seconds. [`Timestamp::MAX`] after the year 9999.
    pub const fn saturating(seconds: u64) -> Self {
        match Self::new(seconds) {
            Some(timestamp) => timestamp,
            None => Self::MAX,
        }
    }

    /// Seconds since the Unix epoch.
    pub const fn seconds(self) -> u64 {
        self.0
    }

    /// The UTC date, as in the credential scope.
    ///
    /// A signer that uses the local date instead fails every day for as many
    /// hours as the time zone is away from UTC.
    pub const fn date(self) -> Date {
        Date::from_days(self.0 / 86_400)
    }
}

/// Converts the time since the Unix epoch, without the fraction of a second.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_core::Timestamp;
///
/// let timestamp = Timestamp::try_from(Duration::from_millis(1_551_113_065_999))?;
/// assert_eq!(timestamp.seconds(), 1_551_113_065);
/// # Ok::<(), tencentcloud_core::TimestampError>(())
/// ```
impl TryFrom<Duration> for Timestamp {
    type Error = TimestampError;

    fn try_from(since_epoch: Duration) -> Result<Self, TimestampError> {
        Self::new(since_epoch.as_secs()).ok_or(TimestampError)
    }
}

/// The error of converting a time before 1970 or after 9999. Check the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time is before 1970 or after 9999")
    }
}

impl core::error::Error for TimestampError {}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A UTC calendar date, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The date of a day since 1970-01-01, by Howard Hinnant's `civil_from_days`.
    /// Its years begin in March, so that the leap day is the last day of a year.
    ///
    /// Callers pass days up to the year 9999, so no part overflows its type.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "Timestamp::MAX bounds every part well below its type"
    )]
    const fn from_days(days: u64) -> Self {
        let days = days + 719_468; // since 0000-03-01
        let era = days / 146_097; // of 400 years
        let of_era = days % 146_097;
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_based = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_based + 2) / 5 + 1;
        let month = if march_based < 10 { march_based + 3 } else { march_based - 9 };
        let year = era * 400 + year_of_era + (month <= 2) as u64;
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }

    /// Days since 1970-01-01, the inverse of [`Date::from_days`]. `None` for an
    /// earlier day and for one that does not exist.
    #[cfg(feature = "call")]
    fn to_days(year: u64, month: u64, day: u64) -> Option<u64> {
        let march_based = if month > 2 { month - 3 } else { month + 9 };
        let year_from_march = year.checked_sub(u64::from(month <= 2))?;
        let (era, of_era) = (year_from_march / 400, year_from_march % 400);
        let of_year = (153 * march_based + 2) / 5 + day.checked_sub(1)?;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        let days = days.checked_sub(719_468)?;
        let date = Self::from_days(days);
        let exists = (u64::from(date.year), u64::from(date.month), u64::from(date.day));
        (exists == (year, month, day)).then_some(days)
    }

    /// The date as ASCII bytes, `YYYY-MM-DD`.
    pub const fn to_ascii(self) -> [u8; 10] {
        const fn digit(n: u16) -> u8 {
            b'0' + (n % 10) as u8
        }
        let (y, m, d) = (self.year, self.month as u16, self.day as u16);
        [
            digit(y / 1000),
            digit(y / 100),
            digit(y / 10),
            digit(y),
            b'-',
            digit(m / 10),
            digit(m),
            b'-',
            digit(d / 10),
            digit(d),
        ]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::ToString};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn date_is_right_at_the_edges_of_days_and_years() {
        let cases = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_868_799, "2000-02-29"),
            (1_709_164_800, "2024-02-29"),
            (2_147_483_648, "2038-01-19"),
            (4_107_542_400, "2100-03-01"),
            (Timestamp::MAX.seconds(), "9999-12-31"),
        ];
        for (seconds, date) in cases {
            assert_eq!(Timestamp::new(seconds).unwrap().date().to_string(), date);
        }
        assert_eq!(Timestamp::new(Timestamp::MAX.seconds() + 1), None);
        assert_eq!(Timestamp::saturating(u64::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::MAX.to_string(), "253402300799");
        assert_eq!(format!("{:?}", Timestamp::MAX.date()), "9999-12-31");
    }

    #[test]
    fn duration_converts_to_whole_seconds_up_to_the_year_9999() {
        let last = Duration::new(Timestamp::MAX.seconds(), 999_999_999);
        assert_eq!(Timestamp::try_from(last), Ok(Timestamp::MAX));
        let error = Timestamp::try_from(last + Duration::from_nanos(1)).unwrap_err();
        assert_eq!(error.to_string(), "the time is before 1970 or after 9999");
    }

    proptest! {
        /// jiff is the oracle of `Date::from_days`.
        #[test]
        fn date_agrees_with_jiff(seconds in 0..=253_402_207_200_u64) {
            let ours = Timestamp::new(seconds).unwrap().date();
            let theirs = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap())
                .unwrap()
                .strftime("%Y-%m-%d")
                .to_string();
            let ascii = ours.to_ascii();
            prop_assert_eq!(core::str::from_utf8(&ascii).unwrap(), &theirs);
            prop_assert_eq!(ours.to_string(), theirs);
        }
    }
}
