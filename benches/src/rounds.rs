//! Timing in rounds, so that a disturbance affects all rows alike.

use std::time::{Duration, Instant};

use crate::median::median;

/// The duration of a turn: long compared with the clock resolution, short compared
/// with disturbances.
const TURN: Duration = Duration::from_micros(40);

/// A function to time.
pub(crate) struct Subject<'a> {
    /// The name of the row.
    pub(crate) name: &'static str,
    /// Runs the function a number of times. The loop is inside, so that the compiler
    /// optimizes both together.
    pub(crate) repeat: Box<dyn FnMut(u32) + 'a>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(name: &'static str, mut work: impl FnMut() + 'a) -> Self {
        let repeat = move |times| (0..times).for_each(|_| work());
        Self { name, repeat: Box::new(repeat) }
    }

    fn time(&mut self, times: u32) -> Duration {
        let started = now();
        (self.repeat)(times);
        now().duration_since(started)
    }

    /// Allocations of one run.
    pub(crate) fn allocations(&mut self) -> u64 {
        allocation_counter::measure(|| (self.repeat)(1)).count_total
    }
}

/// The median time of each subject in nanoseconds. Each has one turn per round.
pub(crate) fn medians(subjects: &mut [Subject<'_>], rounds: usize) -> Vec<f64> {
    let runs: Vec<u32> = subjects.iter_mut().map(runs_per_turn).collect();
    let mut samples = vec![Vec::with_capacity(rounds); subjects.len()];
    for _ in 0..rounds {
        for ((subject, times), samples) in subjects.iter_mut().zip(&runs).zip(&mut samples) {
            samples.push(subject.time(*times).as_secs_f64() * 1e9 / f64::from(*times));
        }
    }
    samples.into_iter().map(median).collect()
}

/// Warms the subject up and returns how many runs fill a turn.
fn runs_per_turn(subject: &mut Subject<'_>) -> u32 {
    let mut times = 1;
    while times < 1 << 20 && subject.time(times) < TURN {
        times *= 2;
    }
    times
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_work_takes_longer() {
        let work = |amount: u32| {
            move || {
                for number in 0..amount {
                    std::hint::black_box(number);
                }
            }
        };
        let mut subjects = [Subject::new("short", work(100)), Subject::new("long", work(100_000))];
        let medians = medians(&mut subjects, 5);
        assert!(medians[0] < medians[1], "{medians:?}");
    }

    #[test]
    fn allocations_are_counted() {
        let mut none = Subject::new("none", || ());
        let mut two = Subject::new("two", || {
            std::hint::black_box((Box::new(1), Box::new(2)));
        });
        assert_eq!((none.allocations(), two.allocations()), (0, 2));
    }
}
