//! Timing by turns: a machine that is busy for a while slows every row alike.

use std::time::{Duration, Instant};

use crate::median::median;

/// How long a row works in one turn. Long against the clock's step, short
/// against whatever else the machine does.
const TURN: Duration = Duration::from_micros(40);

/// Something to be timed.
pub(crate) struct Subject<'a> {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// Does it so many times. The loop is within, so that it is compiled
    /// together with what it repeats.
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

    /// Allocations of one time.
    pub(crate) fn allocations(&mut self) -> u64 {
        allocation_counter::measure(|| (self.repeat)(1)).count_total
    }
}

/// The median time of each subject, in nanoseconds, over rounds in which each
/// takes one turn.
pub(crate) fn medians(subjects: &mut [Subject<'_>], rounds: usize) -> Vec<f64> {
    let repeats: Vec<u32> = subjects.iter_mut().map(repeats_of_a_turn).collect();
    let mut samples = vec![Vec::with_capacity(rounds); subjects.len()];
    for _ in 0..rounds {
        for ((subject, times), samples) in subjects.iter_mut().zip(&repeats).zip(&mut samples) {
            samples.push(subject.time(*times).as_secs_f64() * 1e9 / f64::from(*times));
        }
    }
    samples.into_iter().map(median).collect()
}

/// Warms the subject up, and sees how often it fits into a turn.
fn repeats_of_a_turn(subject: &mut Subject<'_>) -> u32 {
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
    fn every_subject_has_a_turn_in_every_round_and_more_work_takes_longer() {
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
