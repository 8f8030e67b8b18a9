//! Formats of dates and times.

use tencentcloud_core::Timestamp;

/// The value of a `Date` header: `Tue, 14 Nov 2023 22:13:20 GMT`.
pub(crate) fn http_date(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    // The epoch was a Thursday.
    let weekday = pick(&DAYS, at.seconds() / 86_400 % 7);
    let date = at.date().to_string();
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<u64>().ok());
    let month = pick(&MONTHS, month.unwrap_or_default().saturating_sub(1));
    format!(
        "{weekday}, {} {month} {} {} GMT",
        day.unwrap_or_default(),
        year.unwrap_or_default(),
        time_of_day(at)
    )
}

/// The time of an image or task: `2019-07-22 20:48:14`. The documented examples
/// show no time zone; Beijing time is assumed.
pub(crate) fn image_time(at: Timestamp) -> String {
    const BEIJING: u64 = 8 * 3_600;
    let local = Timestamp::saturating(at.seconds() + BEIJING);
    format!("{} {}", local.date(), time_of_day(local))
}

fn time_of_day(at: Timestamp) -> String {
    let of_day = at.seconds() % 86_400;
    let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
    format!("{hour:02}:{minute:02}:{second:02}")
}

fn pick<'a>(names: &[&'a str], at: u64) -> &'a str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::new(seconds).unwrap()
    }

    #[test]
    fn http_date_has_the_format_of_rfc_9110() {
        for (seconds, date) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            // The example of RFC 9110.
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_700_000_000, "Tue, 14 Nov 2023 22:13:20 GMT"),
        ] {
            assert_eq!(http_date(at(seconds)), date);
        }
    }

    #[test]
    fn image_time_is_beijing_time() {
        assert_eq!(image_time(at(1_700_000_000)), "2023-11-15 06:13:20");
        assert_eq!(image_time(Timestamp::MAX), "9999-12-31 23:59:59");
    }
}
