//! Who uses how much of which rate.

use redis::{Pipeline, RedisError};

use crate::error::QuotaError;
use crate::link::{CONNECT, Link, is_wrong_type};
use crate::name;
use crate::target::Target;

/// The use of one action's rate by all processes of an account.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// The account, as processes name it.
    pub account: String,
    /// The service, such as `ecm`.
    pub service: String,
    /// The action.
    pub action: String,
    /// The region; empty for requests without one.
    pub region: String,
    /// The rate in force, in requests per second: the stated one, or less after refusals.
    /// 0 if no rate is known.
    pub rate: f64,
    /// The rate that processes state, in requests per second; `None` if none does.
    pub stated_rate: Option<u32>,
    /// Permits a second: a moving mean of about ten seconds.
    pub used: f64,
    /// Processes that asked within the last seconds.
    pub processes: u32,
    /// Requests that the service throttled within the last minute.
    pub throttled: u64,
    /// How long the next request waits, in seconds.
    pub wait: f64,
}

/// Reads the use of all rates from the server at this URL, whose forms
/// [`Quota::builder`](crate::Quota::builder) has. It writes nothing. Rates that no process
/// has used for two minutes are left out.
///
/// ```no_run
/// for usage in tencentcloud_quota::usage("redis://127.0.0.1:6379")? {
///     println!("{} {}: {:.1} of {:.1} a second", usage.service, usage.action, usage.used, usage.rate);
/// }
/// # Ok::<(), tencentcloud_quota::QuotaError>(())
/// ```
///
/// # Errors
///
/// A wrong URL, a server that cannot be reached, or too few rights.
pub fn usage(url: &str) -> Result<Vec<Usage>, QuotaError> {
    let target = Target::parse(url)?;
    read(&target).map_err(|error| {
        QuotaError::lasting(error).unwrap_or_else(|error| QuotaError::unreachable(&error))
    })
}

fn read(target: &Target) -> Result<Vec<Usage>, RedisError> {
    let mut link = Link::connect(target, CONNECT)?;
    let mut pipeline = Pipeline::new();
    pipeline.cmd("ZRANGE").arg(crate::INDEX).arg(0).arg(-1);
    let rates: Vec<Vec<String>> = link.run(pipeline)?.into_iter().collect::<Result<_, _>>()?;
    let rates: Vec<String> = rates.into_iter().flatten().collect();

    let mut pipeline = Pipeline::new();
    pipeline.cmd("TIME");
    for rate in &rates {
        pipeline.cmd("HMGET").arg(rate).arg(&FIELDS);
        pipeline.cmd("ZRANGE").arg(format!("{rate}:members")).arg(0).arg(-1).arg("WITHSCORES");
    }
    let mut replies = link.run::<Vec<Option<String>>>(pipeline)?.into_iter();
    let mut next = || replies.next().unwrap_or_else(|| Ok(Vec::new()));
    let time: Vec<f64> = next()?.iter().map(|text| number(text.as_deref())).collect();
    let now = time.first().unwrap_or(&0.0) * SECOND + time.get(1).unwrap_or(&0.0);
    let mut usages = Vec::new();
    for rate in &rates {
        let (row, members) = match (next(), next()) {
            (Ok(row), Ok(members)) => (row, members),
            // A foreign value in the key of one rate hides none of the others.
            (Err(error), _) | (_, Err(error)) if is_wrong_type(&error) => continue,
            (Err(error), _) | (_, Err(error)) => return Err(error),
        };
        if let (Some(names), [Some(_), ..]) = (name::parts(rate), row.as_slice()) {
            usages.push(Usage::of(names, &row, &members, now));
        }
    }
    Ok(usages)
}

/// The fields of a rate that are read here.
const FIELDS: [&str; 7] = ["slot", "stated", "at", "ten", "minute", "rate", "since"];

/// In the unit of the script's times.
const SECOND: f64 = 1_000_000.0;

impl Usage {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts that are not negative; `as` saturates"
    )]
    fn of(names: [&str; 4], row: &[Option<String>], members: &[Option<String>], now: f64) -> Self {
        let [account, service, action, region] = names.map(str::to_owned);
        let field = |index: usize| number(row.get(index).and_then(Option::as_deref));
        // The moving counts, as the script has them.
        let elapsed = ((now - field(2)) / SECOND).max(0.0);
        let ten = field(3) * (-elapsed / 10.0).exp();
        let wait = ((field(0) - now) / SECOND).max(0.0);
        // One that is younger than ten seconds has not seen all of them; but it has those
        // permits that were granted ahead.
        let age = ((now - field(6)) / SECOND).max(0.5) + wait;
        let seconds = 10.0 * (1.0 - (-age / 10.0).exp());
        let seen = members.iter().skip(1).step_by(2).filter(|until| number(until.as_deref()) > now);
        Self {
            account,
            service,
            action,
            region,
            rate: field(5),
            stated_rate: Some(field(1) as u32).filter(|rate| *rate > 0),
            used: ten / seconds,
            processes: u32::try_from(seen.count()).unwrap_or(u32::MAX),
            throttled: (field(4) * (-elapsed / 60.0).exp()).round() as u64,
            wait,
        }
    }
}

fn number(text: Option<&str>) -> f64 {
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_counts_are_those_of_now() {
        let texts = |texts: &[&str]| texts.iter().map(|text| Some((*text).into())).collect();
        let row: Vec<_> = texts(&["7500000", "20", "7000000", "190", "3", "17.5", "-93000000"]);
        let members: Vec<_> = texts(&["a:1", "9000000", "b:1", "6000000"]);
        let usage = Usage::of(["main", "ecm", "ImportImage", ""], &row, &members, 7_000_000.0);
        assert_eq!((usage.rate, usage.stated_rate), (17.5, Some(20)));
        assert!((usage.used - 19.0).abs() < 0.01);
        assert_eq!((usage.processes, usage.throttled, usage.wait), (1, 3, 0.5));
        let usage = Usage::of(["main", "ecm", "ImportImage", ""], &row, &members, 67_000_000.0);
        assert_eq!((usage.processes, usage.throttled, usage.wait), (0, 1, 0.0));
        assert!(usage.used < 0.1);
    }

    #[test]
    fn rate_that_is_two_seconds_old_has_its_use_of_two_seconds() {
        let row: Vec<_> =
            ["0", "20", "7000000", "36", "0", "20", "5000000"].map(|text| Some(text.into())).into();
        let usage = Usage::of(["main", "ecm", "ImportImage", ""], &row, &[], 7_000_000.0);
        assert!((usage.used - 20.0).abs() < 0.2, "{}", usage.used);
    }
}
