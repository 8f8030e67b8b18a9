//! What a fleet has done.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

/// A call of one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) process: usize,
    /// How long it took.
    pub(crate) took: Duration,
    /// When it ended.
    pub(crate) at: Duration,
    pub(crate) is_refused: bool,
}

/// All calls, in order, and the sums of all statistics.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Times are those since the start of the fleet.
    pub(crate) calls: Vec<Call>,
    /// How long the fleet was to call.
    time: Duration,
    pub(crate) round_trips: u64,
    pub(crate) granted: u64,
    pub(crate) local: u64,
}

impl Report {
    /// Reads the output of each process.
    pub(crate) fn read(
        start: Duration,
        time: Duration,
        outputs: impl Iterator<Item = String>,
    ) -> Self {
        let mut report = Self { time, ..Self::default() };
        for (process, output) in outputs.enumerate() {
            for line in output.lines() {
                let words: Vec<&str> = line.split(' ').collect();
                match *words {
                    ["call", took, at, is_refused] => {
                        let micros = |text: &str| Duration::from_micros(text.parse().unwrap());
                        let (took, at) = (micros(took), micros(at).saturating_sub(start));
                        let is_refused = is_refused == "true";
                        report.calls.push(Call { process, took, at, is_refused });
                    }
                    ["stats", round_trips, granted, local] => {
                        report.round_trips += round_trips.parse::<u64>().unwrap();
                        report.granted += granted.parse::<u64>().unwrap();
                        report.local += local.parse::<u64>().unwrap();
                    }
                    _ => {}
                }
            }
        }
        report.calls.sort_by_key(|call| call.at);
        report
    }

    fn during(&self, seconds: Range<f64>) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(move |call| seconds.contains(&call.at.as_secs_f64()))
    }

    pub(crate) fn accepted(&self, seconds: Range<f64>) -> usize {
        self.during(seconds).filter(|call| !call.is_refused).count()
    }

    pub(crate) fn refused(&self, seconds: Range<f64>) -> usize {
        self.during(seconds).filter(|call| call.is_refused).count()
    }

    /// The calls of each process that were accepted.
    pub(crate) fn shares(&self, seconds: Range<f64>) -> BTreeMap<usize, usize> {
        let mut shares = BTreeMap::new();
        for call in self.during(seconds).filter(|call| !call.is_refused) {
            *shares.entry(call.process).or_default() += 1;
        }
        shares
    }

    /// The longest time without a call of any process.
    pub(crate) fn longest_gap(&self) -> Duration {
        self.longest_without(|_| true)
    }

    /// The longest time without a call of a process, for the process with the longest.
    pub(crate) fn longest_wait(&self) -> Duration {
        let processes = self.shares(0.0..f64::MAX);
        processes
            .into_keys()
            .map(|process| self.longest_without(|call| call.process == process))
            .max()
            .unwrap_or_default()
    }

    /// How long the longest call took.
    pub(crate) fn longest_call(&self) -> Duration {
        self.calls.iter().map(|call| call.took).max().unwrap_or_default()
    }

    /// The longest time without such a call, from the start of the fleet to its end.
    fn longest_without(&self, is_one: impl Fn(&Call) -> bool) -> Duration {
        let mut last = Duration::ZERO;
        let mut longest = Duration::ZERO;
        let calls = self.calls.iter().filter(|call| is_one(call)).map(|call| call.at);
        // The last ones end after it.
        for at in calls.filter(|at| *at < self.time).chain([self.time]) {
            longest = longest.max(at.saturating_sub(last));
            last = at;
        }
        longest
    }

    /// One line, for people.
    pub(crate) fn line(&self, name: &str) -> String {
        let end = self.calls.last().map_or(0.0, |call| call.at.as_secs_f64());
        let accepted = self.accepted(0.0..f64::MAX);
        let shares = self.shares(0.0..f64::MAX);
        format!(
            "{name:<24} {accepted:>5} accepted ({:>5.2}/s) {:>3} refused; of a process {}..{}; \
             longest gap {:>4} ms, wait {:>4} ms, call {:>4} ms; {:.2} round trips a call, {} local",
            accepted as f64 / end,
            self.refused(0.0..f64::MAX),
            shares.values().min().unwrap_or(&0),
            shares.values().max().unwrap_or(&0),
            self.longest_gap().as_millis(),
            self.longest_wait().as_millis(),
            self.longest_call().as_millis(),
            self.round_trips as f64 / self.calls.len() as f64,
            self.local,
        )
    }
}
