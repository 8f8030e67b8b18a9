//! Parsing of the HTTP `Date` header.

use super::{Date, Timestamp};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// Parses the value of a `Date` header in the form of RFC 9110, section 5.6.7:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// Returns `None` for anything else, including the two obsolete forms, which
    /// servers must not send. The day of the week is not checked.
    ///
    /// ```
    /// use tencentcloud_core::Timestamp;
    ///
    /// let date = Timestamp::from_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
    /// assert_eq!(date, Timestamp::new(784_111_777));
    /// ```
    pub fn from_http_date(value: &str) -> Option<Self> {
        let (_, date) = value.split_at_checked(5).filter(|(day, _)| day.ends_with(", "))?;
        let mut words = date.split(' ');
        let day = number(words.next()?, 2)?;
        let name = words.next()?;
        let month = 1 + u64::try_from(MONTHS.iter().position(|month| *month == name)?).ok()?;
        let year = number(words.next()?, 4)?;
        let mut time = words.next()?.split(':');
        let mut part = |limit| number(time.next()?, 2).filter(|part| *part < limit);
        // 60 is valid: a leap second.
        let of_day = part(24)? * 3600 + part(60)? * 60 + part(61)?;
        let ended = time.next().is_none() && words.next() == Some("GMT") && words.next().is_none();
        let days = ended.then(|| Date::to_days(year, month, day)).flatten()?;
        Self::new(days * 86_400 + of_day)
    }
}

/// Parses a number of exactly this many digits.
fn number(word: &str, digits: usize) -> Option<u64> {
    let is_number = word.len() == digits && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { word.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn other_forms_are_rejected() {
        for text in [
            "",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Wed, 29 Feb 2023 00:00:00 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sat, 31 Dec 1969 23:59:59 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "日日, 06 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(Timestamp::from_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn leap_second_is_read_as_the_next_second() {
        let leap = Timestamp::from_http_date("Sat, 31 Dec 2016 23:59:60 GMT");
        assert_eq!(leap, Timestamp::new(1_483_228_800));
    }

    proptest! {
        #[test]
        fn dates_written_by_jiff_are_parsed(seconds in 0..=253_402_207_200_u64) {
            let text = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap())
                .unwrap()
                .strftime("%a, %d %b %Y %H:%M:%S GMT")
                .to_string();
            prop_assert_eq!(Timestamp::from_http_date(&text), Timestamp::new(seconds));
        }

        #[test]
        fn arbitrary_strings_do_not_panic(text in "\\PC*") {
            let _ = Timestamp::from_http_date(&text);
        }
    }
}
