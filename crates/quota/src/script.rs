//! The script on the server: its arguments and its reply.

use redis::{Cmd, FromRedisValue, ParsingError, Value};

/// The source of the script, which says what it does.
const SOURCE: &str = include_str!("permits.lua");

/// Its SHA-1, by which the server knows it once it has run it. A test compares them.
const SHA1: &str = "544e409837307b199512e0fd4182243bba64455e";

/// What a process asks about one rate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ask {
    /// The name of the rate: the first of its keys.
    pub(crate) rate: String,
    /// Requests per second; 0 if none is stated.
    pub(crate) stated: u32,
    /// How many permits it wants.
    pub(crate) wanted: usize,
    /// The last slot that it has; 0 if there was none lately.
    pub(crate) last: u64,
    /// Whether it took that one without the server.
    pub(crate) is_alone: bool,
    /// The slot of a permit that the service throttled; 0 if none.
    pub(crate) throttled: u64,
    /// How many requests it has sent without a permit, since no rate is known.
    pub(crate) unpaced: u32,
    /// How many requests were throttled, with or without a permit.
    pub(crate) refused: u32,
    /// The last slot of all before its own next turn, as far as it knows.
    pub(crate) taken: u64,
}

/// The name under which a process asks, and its weight.
#[derive(Debug)]
pub(crate) struct Process {
    name: String,
    weight: u32,
}

/// What the script returns. Times are microseconds of the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) now: u64,
    /// The slot of the first permit.
    pub(crate) slot: u64,
    pub(crate) permits: u64,
    /// From one slot to the next; 0 if no rate is known.
    pub(crate) interval: u64,
    /// When to ask again; 0: at will.
    pub(crate) later: u64,
    /// The sum of the weights of all processes.
    pub(crate) weights: u64,
}

impl Process {
    /// A process of this weight, with a random name.
    pub(crate) fn new(weight: u32) -> Self {
        Self { name: format!("{:016x}:{weight}", fastrand::u64(..)), weight }
    }
}

impl Ask {
    /// An ask that shows whether the script works: it grants nothing, but writes.
    pub(crate) fn probe() -> Self {
        Self { rate: format!("{}probe", crate::PREFIX), ..Self::default() }
    }

    /// The command; `by_hash` if the server should know the script already.
    pub(crate) fn command(&self, process: &Process, by_hash: bool) -> Cmd {
        let mut command = redis::cmd(if by_hash { "EVALSHA" } else { "EVAL" });
        command.arg(if by_hash { SHA1 } else { SOURCE }).arg(4).arg(&self.rate);
        command.arg(format!("{}:members", self.rate)).arg(format!("{}:queue", self.rate));
        command.arg(crate::INDEX);
        command.arg(&process.name).arg(process.weight).arg(self.stated).arg(self.wanted);
        command.arg(self.last).arg(self.throttled).arg(self.unpaced).arg(self.taken);
        command.arg(self.refused).arg(u8::from(self.is_alone));
        command
    }
}

/// No process waits as long as this for a slot, nor is an interval as long.
const LONGEST: u64 = 24 * 3_600_000_000;

/// The largest weight of 256 processes.
const MOST_WEIGHTS: u64 = 1 << 40;

impl Reply {
    /// Whether the script can have sent this. Another program at that address, or another
    /// value in a key, must not make a process wait forever or hold endless permits.
    pub(crate) fn is_possible_for(&self, ask: &Ask) -> bool {
        let soon = self.now..=self.now.saturating_add(2_000_000);
        let wanted = u64::try_from(ask.wanted).unwrap_or(u64::MAX);
        let latest = self.now.saturating_add(LONGEST);
        self.permits <= wanted
            && (self.permits == 0 || self.interval > 0 && soon.contains(&self.slot))
            && self.interval <= LONGEST
            && self.later <= latest
            && latest < u64::MAX / 2
            && self.weights <= MOST_WEIGHTS
    }
}

impl FromRedisValue for Reply {
    fn from_redis_value(value: Value) -> Result<Self, ParsingError> {
        let (now, slot, permits, interval, later, weights) = redis::from_redis_value(value)?;
        Ok(Self { now, slot, permits, interval, later, weights })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_the_one_of_the_source() {
        use sha1::{Digest, Sha1};
        let bytes: Vec<u8> = Sha1::digest(SOURCE).to_vec();
        let hash = bytes.iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
        assert_eq!(hash, SHA1);
    }

    #[test]
    fn impossible_replies_are_detected() {
        let ask = Ask { wanted: 3, ..Ask::default() };
        let good = Reply {
            now: 7_000_000,
            slot: 7_100_000,
            permits: 3,
            interval: 51_500,
            later: 0,
            weights: 1,
        };
        assert!(good.is_possible_for(&ask));
        assert!(Reply { permits: 0, slot: 0, interval: 0, ..good }.is_possible_for(&ask));
        for bad in [
            Reply { permits: 4, ..good },
            Reply { interval: 0, ..good },
            Reply { interval: u64::MAX, ..good },
            Reply { slot: 6_900_000, ..good },
            Reply { slot: u64::MAX, ..good },
            Reply { later: u64::MAX, ..good },
            Reply { weights: u64::MAX, ..good },
            Reply { now: u64::MAX, slot: u64::MAX, ..good },
        ] {
            assert!(!bad.is_possible_for(&ask), "{bad:?}");
        }
    }

    #[test]
    fn keys_have_the_prefix_and_one_hash_tag() {
        let ask = Ask { rate: "{tc3}:main:ecm:ImportImage:".into(), ..Ask::default() };
        let packed = ask.command(&Process::new(3), true).get_packed_command();
        let text = String::from_utf8(packed).unwrap();
        let keys: Vec<&str> = text.split("\r\n").filter(|part| part.contains('{')).collect();
        assert_eq!(
            keys,
            [
                "{tc3}:main:ecm:ImportImage:",
                "{tc3}:main:ecm:ImportImage::members",
                "{tc3}:main:ecm:ImportImage::queue",
                "{tc3}:index",
            ]
        );
    }
}
