//! The rate limit.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use crate::moment::Moment;

const SECOND: Duration = Duration::from_secs(1);

/// Counts the accepted calls of each account and action in a sliding window of
/// one second. Refused calls do not count, so a client that keeps retrying is
/// admitted as soon as the window has room.
#[derive(Debug, Default)]
pub(crate) struct Limiter(HashMap<Caller, VecDeque<Moment>>);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Caller {
    account: String,
    service: &'static str,
    action: &'static str,
}

/// A call that exceeds the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    /// The calls of the last second, this one included.
    pub(crate) observed: usize,
    /// The limit per second.
    pub(crate) allowed: u32,
}

impl Limiter {
    pub(crate) fn admit(
        &mut self,
        account: &str,
        action: &tencentcloud_catalog::Action,
        now: Moment,
    ) -> Result<(), TooMany> {
        let Some(allowed) = action.rate else {
            return Ok(());
        };
        let caller =
            Caller { account: account.to_owned(), service: action.service, action: action.name };
        let window = self.0.entry(caller).or_default();
        // A call leaves the window after a full second. Calls with a later time
        // than now, seen after the clock was set back, do not count.
        window.retain(|&then| then <= now && now.since(then) < SECOND);
        let limit = usize::try_from(allowed).unwrap_or(usize::MAX);
        if window.len() >= limit {
            return Err(TooMany { observed: window.len() + 1, allowed });
        }
        window.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use tencentcloud_catalog::action;

    use super::*;

    fn ms(ms: u64) -> Moment {
        Moment::new(Duration::from_millis(1_000_000 + ms))
    }

    fn ecm(name: &str) -> &'static tencentcloud_catalog::Action {
        action("ecm", "2019-07-19", name).unwrap()
    }

    #[test]
    fn calls_leave_the_window_after_one_second() {
        let import = ecm("ImportImage");
        let mut limiter = Limiter::default();
        // Ten at 0 ms and ten at 600 ms fill the window.
        for at in [0, 600] {
            for _ in 0..10 {
                limiter.admit("a", import, ms(at)).unwrap();
            }
        }
        let refused = TooMany { observed: 21, allowed: 20 };
        for at in [600, 999] {
            assert_eq!(limiter.admit("a", import, ms(at)), Err(TooMany { ..refused }));
        }
        // Exactly the first ten leave at one second.
        for _ in 0..10 {
            limiter.admit("a", import, ms(1_000)).unwrap();
        }
        assert!(limiter.admit("a", import, ms(1_000)).is_err());
        assert!(limiter.admit("a", import, ms(1_599)).is_err());
        assert!(limiter.admit("a", import, ms(1_600)).is_ok());
    }

    #[test]
    fn accounts_and_actions_are_counted_separately() {
        let mut limiter = Limiter::default();
        for _ in 0..20 {
            limiter.admit("a", ecm("ImportImage"), ms(0)).unwrap();
        }
        assert!(limiter.admit("a", ecm("ImportImage"), ms(0)).is_err());
        assert!(limiter.admit("b", ecm("ImportImage"), ms(0)).is_ok());
        assert!(limiter.admit("a", ecm("DeleteImage"), ms(0)).is_ok());
    }

    #[test]
    fn calls_are_admitted_after_the_clock_is_set_back() {
        let mut limiter = Limiter::default();
        for _ in 0..20 {
            limiter.admit("a", ecm("ImportImage"), ms(5_000)).unwrap();
        }
        assert!(limiter.admit("a", ecm("ImportImage"), ms(0)).is_ok());
    }
}
