//! The date of a time zone instead of that of UTC.

use tencentcloud_core::Timestamp;

use crate::diagnose::{
    DiffersAt,
    cause::{Bilingual, Cause},
};

pub(crate) static CAUSE: Cause = Cause {
    name: "local-date",
    explanation: Bilingual {
        en: "The date of the scope and of the key is that of a time zone; take the date of the \
             timestamp in UTC.",
        zh: "凭证范围和派生密钥使用了本地时区的日期；应使用时间戳对应的 UTC 日期。",
    },
    code: "date = local_time(timestamp).format(\"YYYY-MM-DD\")  // date = utc_time(timestamp).format(\"YYYY-MM-DD\")",
    tc3: Some(|search| {
        let date = search.claim.date;
        if let Some(zones) = zones(search.at, date) {
            search.attempt(DiffersAt::Scope, zones, |signing| signing.set_date(date));
        }
    }),
    ..Cause::NEW
};

/// The zones that have this date, if UTC does not.
fn zones(at: Timestamp, date: &str) -> Option<(String, String)> {
    /// East of UTC, in minutes, beside whole hours.
    const FRACTIONS: [i64; 3] = [5 * 60 + 30, 5 * 60 + 45, 9 * 60 + 30];
    let has_date = |minutes: &i64| {
        let seconds = at.seconds().checked_add_signed(minutes * 60);
        let local = seconds.and_then(Timestamp::new);
        local.is_some_and(|local| local.date().to_string() == date)
    };
    let hours = (-14..=14).map(|hour| hour * 60);
    let nearest = hours.chain(FRACTIONS).filter(has_date).min_by_key(|minutes| minutes.abs())?;
    let (sign, side) = match nearest {
        0 => return None,
        1.. => ('+', ("east", "东")),
        _ => ('-', ("west", "西")),
    };
    let (hours, minutes) = (nearest.abs() / 60, nearest.abs() % 60);
    let zone = format!("UTC{sign}{hours:02}:{minutes:02}");
    let (en, zh) = side;
    Some((
        format!("it is {date} at {zone} and farther {en}"),
        format!("{zone} 及更偏{zh}的时区此时为 {date}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_zone_with_the_date_is_told() {
        for (seconds, date, detail) in [
            // 16:30, 00:00, 23:59:59, 14:20 and 13:59:59 UTC of 2023-11-14.
            (1_699_979_400, "2023-11-15", Some("it is 2023-11-15 at UTC+08:00 and farther east")),
            (1_699_920_000, "2023-11-13", Some("it is 2023-11-13 at UTC-01:00 and farther west")),
            (1_700_006_399, "2023-11-15", Some("it is 2023-11-15 at UTC+01:00 and farther east")),
            (1_699_971_600, "2023-11-15", Some("it is 2023-11-15 at UTC+10:00 and farther east")),
            (1_699_986_600, "2023-11-15", Some("it is 2023-11-15 at UTC+05:30 and farther east")),
            (1_699_970_399, "2023-11-13", Some("it is 2023-11-13 at UTC-14:00 and farther west")),
            (1_699_979_400, "2023-11-14", None),
            (1_699_979_400, "2023-11-13", None),
            (1_699_979_400, "2023-11-16", None),
            (0, "1969-12-31", None),
        ] {
            let at = Timestamp::new(seconds).unwrap();
            assert_eq!(zones(at, date).as_ref().map(|(en, _)| &**en), detail, "{seconds} {date}");
        }
        assert!(zones(Timestamp::MAX, "10000-01-01").is_none());
    }
}
