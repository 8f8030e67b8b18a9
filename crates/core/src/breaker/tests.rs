#![expect(clippy::unchecked_time_subtraction, reason = "an overflow is a failure of the test")]

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

/// Reports `+` as a success and `-` as a failure, one each `step`.
fn report(breaker: &mut Breaker, outcomes: &str, step: Duration) -> Duration {
    let mut now = START;
    for outcome in outcomes.chars() {
        match outcome {
            '+' => breaker.succeeded(now),
            _ => breaker.failed(now),
        }
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
            assert!(is_closed(&breaker) && breaker.allows(now), "{before}");
            breaker.failed(now);
            assert!(!is_closed(&breaker) && !breaker.allows(now), "{outcomes}: {why}");
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
        breaker.failed(START + later);
        assert_eq!(!is_closed(&breaker), opens, "{later:?}");
    }
    // Successes leave the window, too.
    let mut breaker = Breaker::new();
    report(&mut breaker, "++++++++++", Duration::ZERO);
    for (after, outcome) in [(60, '-'), (61, '-'), (62, '-'), (63, '+'), (64, '-'), (65, '-')] {
        assert!(is_closed(&breaker));
        let now = START + Duration::from_secs(after);
        if outcome == '+' { breaker.succeeded(now) } else { breaker.failed(now) }
    }
    assert!(!is_closed(&breaker));
}

#[test]
fn one_probe_passes_when_half_open() {
    let mut breaker = opened();
    assert!(!breaker.allows(START + ms(59_999)));
    let at = START + ms(60_000);
    assert!(breaker.allows(at));
    assert!(!breaker.allows(at));

    // The probe has no outcome: another one passes after 30 seconds.
    assert!(!breaker.allows(at + ms(29_999)));
    assert!(breaker.allows(at + ms(30_000)));
    assert!(!breaker.allows(at + ms(30_000)));
    assert!(!breaker.allows(at + ms(59_999)));
    assert!(breaker.allows(at + ms(60_000)));
}

#[test]
fn successful_probe_closes_the_breaker_and_clears_the_counts() {
    let mut breaker = opened();
    let now = START + ms(60_000);
    assert!(breaker.allows(now));
    breaker.succeeded(now);
    for _ in 0..4 {
        assert!(breaker.allows(now));
        breaker.failed(now);
    }
    assert!(breaker.allows(now), "earlier failures do not count");
    breaker.failed(now);
    assert!(!breaker.allows(now));
}

#[test]
fn failed_probe_opens_the_breaker_for_another_minute() {
    let mut breaker = opened();
    let now = START + ms(70_000);
    assert!(breaker.allows(now));
    let failed = now + ms(500);
    breaker.failed(failed);
    assert!(!breaker.allows(failed + ms(59_999)));
    assert!(breaker.allows(failed + ms(60_000)));
    breaker.succeeded(failed + ms(60_100));
    assert!(is_closed(&breaker));
}

#[test]
fn outcomes_of_earlier_requests_change_nothing_while_open() {
    let mut breaker = opened();
    breaker.succeeded(START + ms(10));
    breaker.failed(START + ms(59_000));
    assert!(!breaker.allows(START + ms(59_999)));
    breaker.failed(START + ms(60_500));
    assert!(breaker.allows(START + ms(60_500)));
}

#[test]
fn maximum_time_and_time_going_back_are_accepted() {
    let mut breaker = Breaker::new();
    for _ in 0..5 {
        breaker.failed(Duration::MAX);
    }
    assert!(breaker.allows(Duration::MAX));
    breaker.failed(Duration::MAX);
    assert!(!is_closed(&breaker));

    let mut breaker = Breaker::new();
    breaker.succeeded(START);
    for _ in 0..4 {
        breaker.failed(START - ms(1));
    }
    assert_eq!(seconds(&breaker).len(), 1);
    breaker.failed(START - ms(1));
    assert!(!is_closed(&breaker));
}

#[test]
fn memory_is_bounded_to_one_minute_under_load() {
    let mut breaker = Breaker::new();
    for n in 0..10_000 {
        breaker.succeeded(START + ms(100 * n));
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
        }
        passes
    }

    fn report(&mut self, now: Duration, success: bool) {
        if self.opened.is_none() {
            self.history.push((now.as_secs(), success));
            if !success && self.exceeds_limits(now.as_secs()) {
                self.opened = Some(now);
            }
        } else if self.probed.take().is_some() {
            self.history.clear();
            self.opened = (!success).then_some(now);
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
    Outcome(bool),
}

fn events() -> impl Strategy<Value = Vec<(u64, Event)>> {
    let gap = prop_oneof![
        6 => 0..1_500_u64,
        2 => 0..20_000_u64,
        1 => prop::sample::select(&[29_999, 30_000, 59_999, 60_000][..]),
    ];
    // From a healthy host to one that is almost down.
    (0.2..0.95_f64).prop_flat_map(move |failing| {
        let event = prop_oneof![
            1 => Just(Event::Allows),
            2 => prop::bool::weighted(1.0 - failing).prop_map(Event::Outcome),
        ];
        prop::collection::vec((gap.clone(), event), 0..200)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn agrees_with_a_model_that_keeps_the_whole_history(events in events()) {
        let (mut breaker, mut model) = (Breaker::new(), Model::default());
        let mut now = START;
        for (gap, event) in events {
            now += ms(gap);
            match event {
                Event::Allows => prop_assert_eq!(breaker.allows(now), model.allows(now)),
                Event::Outcome(success) => {
                    if success { breaker.succeeded(now) } else { breaker.failed(now) }
                    model.report(now, success);
                }
            }
            prop_assert_eq!(!is_closed(&breaker), model.opened.is_some());
        }
    }
}
