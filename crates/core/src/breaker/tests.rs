#![expect(clippy::unchecked_time_subtraction, reason = "an overflow is a failure of the test")]

use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

const START: Duration = Duration::from_secs(1_000);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn is_closed(breaker: &Breaker) -> bool {
    matches!(breaker.state, State::Closed(_))
}

fn allows(breaker: &mut Breaker, now: Duration) -> bool {
    breaker.admit(now).is_some()
}

/// The outcome of a request that was admitted in the current state.
fn outcome(breaker: &mut Breaker, success: bool, now: Duration) {
    let pass = breaker.pass;
    if success { breaker.succeeded(pass, now) } else { breaker.failed(pass, now) }
}

fn fail(breaker: &mut Breaker, now: Duration) {
    outcome(breaker, false, now);
}

fn succeed(breaker: &mut Breaker, now: Duration) {
    outcome(breaker, true, now);
}

/// Reports `+` as a success and `-` as a failure, one each `step`.
fn report(breaker: &mut Breaker, outcomes: &str, step: Duration) -> Duration {
    let mut now = START;
    for result in outcomes.chars() {
        outcome(breaker, result == '+', now);
        now += step;
    }
    now
}

fn opened() -> Breaker {
    let mut breaker = Breaker::default();
    report(&mut breaker, "-----", Duration::ZERO);
    breaker
}

#[test]
fn opens_at_five_consecutive_failures_or_the_failure_rate() {
    let cases = [
        ("-----", "five consecutive failures"),
        ("++++++++-----", "five consecutive failures after successes"),
        ("----+-", "five of six"),
        ("-+----", "five of six"),
        ("+----+--", "six of eight: 75 %"),
    ];
    for (outcomes, why) in cases {
        for step in [ms(0), ms(100), ms(7_300)] {
            let mut breaker = Breaker::new();
            let before = &outcomes[..outcomes.len() - 1];
            let now = report(&mut breaker, before, step);
            assert!(is_closed(&breaker) && allows(&mut breaker, now), "{before}");
            fail(&mut breaker, now);
            assert!(!is_closed(&breaker) && !allows(&mut breaker, now), "{outcomes}: {why}");
        }
    }
    for outcomes in ["----", "----+", "+----+-", "++----++---", "+-+-+-+-+-+-+-+-"] {
        let mut breaker = Breaker::new();
        report(&mut breaker, outcomes, ms(100));
        assert!(is_closed(&breaker), "{outcomes}");
    }
}

#[test]
fn window_limits_the_failure_rate_and_not_consecutive_failures() {
    let mut breaker = Breaker::new();
    report(&mut breaker, "-----", Duration::from_hours(1));
    assert!(!is_closed(&breaker));

    for (later, opens) in [(ms(59_999), true), (ms(60_000), false)] {
        let mut breaker = Breaker::new();
        report(&mut breaker, "----+", Duration::ZERO);
        fail(&mut breaker, START + later);
        assert_eq!(!is_closed(&breaker), opens, "{later:?}");
    }
    // Successes leave the window, too.
    let mut breaker = Breaker::new();
    report(&mut breaker, "++++++++++", Duration::ZERO);
    for (after, result) in [(60, '-'), (61, '-'), (62, '-'), (63, '+'), (64, '-'), (65, '-')] {
        assert!(is_closed(&breaker));
        let now = START + Duration::from_secs(after);
        outcome(&mut breaker, result == '+', now);
    }
    assert!(!is_closed(&breaker));
}

#[test]
fn one_probe_passes_when_half_open() {
    let mut breaker = opened();
    assert!(!allows(&mut breaker, START + ms(59_999)));
    let at = START + ms(60_000);
    assert!(allows(&mut breaker, at));
    assert!(!allows(&mut breaker, at));

    // The probe has no outcome: another one passes after 30 seconds.
    assert!(!allows(&mut breaker, at + ms(29_999)));
    assert!(allows(&mut breaker, at + ms(30_000)));
    assert!(!allows(&mut breaker, at + ms(30_000)));
    assert!(!allows(&mut breaker, at + ms(59_999)));
    assert!(allows(&mut breaker, at + ms(60_000)));
}

#[test]
fn successful_probe_closes_the_breaker_and_clears_the_counts() {
    let mut breaker = opened();
    let now = START + ms(60_000);
    assert!(allows(&mut breaker, now));
    succeed(&mut breaker, now);
    for _ in 0..4 {
        assert!(allows(&mut breaker, now));
        fail(&mut breaker, now);
    }
    assert!(allows(&mut breaker, now), "earlier failures do not count");
    fail(&mut breaker, now);
    assert!(!allows(&mut breaker, now));
}

#[test]
fn failed_probe_opens_the_breaker_for_another_minute() {
    let mut breaker = opened();
    let now = START + ms(70_000);
    assert!(allows(&mut breaker, now));
    let failed = now + ms(500);
    fail(&mut breaker, failed);
    assert!(!allows(&mut breaker, failed + ms(59_999)));
    assert!(allows(&mut breaker, failed + ms(60_000)));
    succeed(&mut breaker, failed + ms(60_100));
    assert!(is_closed(&breaker));
}

#[test]
fn outcomes_of_earlier_requests_change_nothing_after_the_breaker_opened() {
    let mut breaker = Breaker::new();
    let early = breaker.admit(START).unwrap();
    report(&mut breaker, "-----", Duration::ZERO);
    breaker.succeeded(early, START + ms(10));
    breaker.failed(early, START + ms(59_000));
    assert!(!allows(&mut breaker, START + ms(59_999)));

    // While the probe is under way, and after it succeeded.
    let at = START + ms(60_500);
    let probe = breaker.admit(at).unwrap();
    breaker.failed(early, at);
    breaker.succeeded(early, at);
    assert!(!is_closed(&breaker) && !allows(&mut breaker, at), "still half-open");
    breaker.succeeded(probe, at + ms(500));
    for _ in 0..9 {
        breaker.failed(early, at + ms(600));
    }
    assert!(is_closed(&breaker) && allows(&mut breaker, at + ms(700)));
}

#[test]
fn late_outcome_of_a_replaced_probe_does_not_count() {
    let mut breaker = opened();
    let first = breaker.admit(START + ms(60_000)).unwrap();
    let second = breaker.admit(START + ms(90_000)).unwrap();
    breaker.failed(first, START + ms(90_100));
    breaker.succeeded(second, START + ms(90_200));
    assert!(is_closed(&breaker));
}

#[test]
fn released_probe_leaves_its_place_to_another() {
    let mut breaker = opened();
    let at = START + ms(60_000);
    let released = breaker.admit(at).unwrap();
    breaker.release(released);
    let probe = breaker.admit(at).unwrap();
    assert!(!allows(&mut breaker, at));
    // Neither counts any more.
    breaker.release(released);
    breaker.failed(released, at);
    assert!(!allows(&mut breaker, at));
    breaker.succeeded(probe, at);
    assert!(is_closed(&breaker));

    let pass = breaker.admit(at).unwrap();
    breaker.release(pass);
    assert!(is_closed(&breaker));
    report(&mut breaker, "-----", Duration::ZERO);
    breaker.release(breaker.pass);
    assert!(!allows(&mut breaker, START + ms(59_999)), "an open breaker stays open");
}

#[test]
fn maximum_time_and_time_going_back_are_accepted() {
    let mut breaker = Breaker::new();
    for _ in 0..5 {
        fail(&mut breaker, Duration::MAX);
    }
    assert!(allows(&mut breaker, Duration::MAX));
    fail(&mut breaker, Duration::MAX);
    assert!(!is_closed(&breaker));

    let mut breaker = Breaker::new();
    succeed(&mut breaker, START);
    for _ in 0..4 {
        fail(&mut breaker, START - ms(1));
    }
    assert_eq!(seconds(&breaker).len(), 1);
    fail(&mut breaker, START - ms(1));
    assert!(!is_closed(&breaker));
}

#[test]
fn memory_is_bounded_to_one_minute_under_load() {
    let mut breaker = Breaker::new();
    for n in 0..10_000 {
        succeed(&mut breaker, START + ms(100 * n));
        assert!(seconds(&breaker).len() <= 60);
    }
    assert_eq!(seconds(&breaker).len(), 60);
    assert!(seconds(&breaker).iter().all(|second| second.attempts == 10 && second.failures == 0));
}

fn seconds(breaker: &Breaker) -> &VecDeque<Second> {
    match &breaker.state {
        State::Closed(outcomes) => &outcomes.seconds,
        State::Open { .. } | State::HalfOpen { .. } => panic!("not closed"),
    }
}

/// A reference model that keeps the whole history.
#[derive(Default)]
struct Model {
    /// The number of changes and probes; an outcome of an earlier pass is ignored.
    epoch: usize,
    history: Vec<(u64, bool)>,
    opened: Option<Duration>,
    probed: Option<Duration>,
}

impl Model {
    fn allows(&mut self, now: Duration) -> bool {
        let Some(opened) = self.opened else { return true };
        let passes = match self.probed {
            Some(probed) => now - probed >= ms(30_000),
            None => now - opened >= ms(60_000),
        };
        if passes {
            self.probed = Some(now);
            self.epoch += 1;
        }
        passes
    }

    fn report(&mut self, epoch: usize, now: Duration, success: bool) {
        let before = (self.opened, self.probed);
        if epoch != self.epoch {
            return;
        }
        if self.opened.is_none() {
            self.history.push((now.as_secs(), success));
            if !success && self.exceeds_limits(now.as_secs()) {
                self.opened = Some(now);
            }
        } else if self.probed.take().is_some() {
            self.history.clear();
            self.opened = (!success).then_some(now);
        }
        if before != (self.opened, self.probed) {
            self.epoch += 1;
        }
    }

    fn release(&mut self, epoch: usize, now: Duration) {
        if epoch == self.epoch && self.probed.is_some() {
            self.probed = Some(now - ms(30_000));
            self.epoch += 1;
        }
    }

    fn exceeds_limits(&self, now: u64) -> bool {
        let consecutive = self.history.iter().rev().take_while(|(_, success)| !success).count();
        let window: Vec<_> = self.history.iter().filter(|(at, _)| at + 59 >= now).collect();
        let failures = window.iter().filter(|(_, success)| !success).count();
        consecutive >= 5 || (failures >= 5 && failures * 100 >= window.len() * 75)
    }
}

#[derive(Debug, Clone, Copy)]
enum Event {
    Allows,
    /// Of the request of the last pass, or of an earlier one.
    Outcome(bool, usize),
    Release(usize),
}

fn events() -> impl Strategy<Value = Vec<(u64, Event)>> {
    let gap = prop_oneof![
        6 => 0..1_500_u64,
        2 => 0..20_000_u64,
        1 => prop::sample::select(&[29_999, 30_000, 59_999, 60_000][..]),
    ];
    // From a healthy host to one that is almost down.
    (0.2..0.95_f64).prop_flat_map(move |failing| {
        let back = || prop_oneof![5 => Just(0), 1 => 0..20_usize];
        let event = prop_oneof![
            4 => Just(Event::Allows),
            8 => (prop::bool::weighted(1.0 - failing), back())
                .prop_map(|(success, back)| Event::Outcome(success, back)),
            1 => back().prop_map(Event::Release),
        ];
        prop::collection::vec((gap.clone(), event), 0..200)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn agrees_with_a_model_that_keeps_the_whole_history(events in events()) {
        let (mut breaker, mut model) = (Breaker::new(), Model::default());
        let mut passes = vec![(breaker.admit(START).unwrap(), model.epoch)];
        let mut now = START;
        for (gap, event) in events {
            now += ms(gap);
            let earlier = |back| passes[passes.len().saturating_sub(1 + back)];
            match event {
                Event::Allows => {
                    let pass = breaker.admit(now);
                    prop_assert_eq!(pass.is_some(), model.allows(now));
                    passes.extend(pass.map(|pass| (pass, model.epoch)));
                }
                Event::Outcome(success, back) => {
                    let (pass, epoch) = earlier(back);
                    if success { breaker.succeeded(pass, now) } else { breaker.failed(pass, now) }
                    model.report(epoch, now, success);
                }
                Event::Release(back) => {
                    let (pass, epoch) = earlier(back);
                    breaker.release(pass);
                    model.release(epoch, now);
                }
            }
            prop_assert_eq!(!is_closed(&breaker), model.opened.is_some());
        }
    }
}
