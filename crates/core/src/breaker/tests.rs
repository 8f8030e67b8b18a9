#![expect(clippy::unchecked_time_subtraction, reason = "a panic fails the test, and rightly")]

use alloc::vec::Vec;

use proptest::prelude::*;

use super::*;

const START: Duration = Duration::from_secs(1_000);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

fn is_open(breaker: &Breaker) -> bool {
    matches!(breaker.state, State::Open { .. })
}

/// Plays `+` for a success and `-` for a failure, one each `step`.
fn play(breaker: &mut Breaker, outcomes: &str, step: Duration) -> Duration {
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
    play(&mut breaker, "-----", Duration::ZERO);
    breaker
}

#[test]
fn opens_with_the_last_of_these_and_not_before() {
    let cases = [
        ("-----", "five in a row"),
        ("++++++++-----", "five in a row after whatever it was"),
        ("----+-", "five of six"),
        ("-+----", "five of six"),
        ("+----+--", "six of eight, which is three quarters"),
    ];
    for (outcomes, why) in cases {
        for step in [ms(0), ms(100), ms(7_300)] {
            let mut breaker = Breaker::new();
            let before = &outcomes[..outcomes.len() - 1];
            let now = play(&mut breaker, before, step);
            assert!(!is_open(&breaker) && breaker.allows(now), "{before}");
            breaker.failed(now);
            assert!(is_open(&breaker) && !breaker.allows(now), "{outcomes}: {why}");
        }
    }
    for outcomes in ["----", "----+", "+----+-", "++----++---", "+-+-+-+-+-+-+-+-"] {
        let mut breaker = Breaker::new();
        play(&mut breaker, outcomes, ms(100));
        assert!(!is_open(&breaker), "{outcomes}");
    }
}

#[test]
fn failures_in_a_row_may_take_long_but_those_among_others_are_of_one_minute() {
    let mut breaker = Breaker::new();
    play(&mut breaker, "-----", Duration::from_hours(1));
    assert!(is_open(&breaker));

    for (later, opens) in [(ms(59_999), true), (ms(60_000), false)] {
        let mut breaker = Breaker::new();
        play(&mut breaker, "----+", Duration::ZERO);
        breaker.failed(START + later);
        assert_eq!(is_open(&breaker), opens, "{later:?}");
    }
    // Successes leave the window as well.
    let mut breaker = Breaker::new();
    play(&mut breaker, "++++++++++", Duration::ZERO);
    for (after, outcome) in [(60, '-'), (61, '-'), (62, '-'), (63, '+'), (64, '-'), (65, '-')] {
        assert!(!is_open(&breaker));
        let now = START + Duration::from_secs(after);
        if outcome == '+' { breaker.succeeded(now) } else { breaker.failed(now) }
    }
    assert!(is_open(&breaker));
}

#[test]
fn after_a_minute_one_probe_passes() {
    let mut breaker = opened();
    assert!(!breaker.allows(START + ms(59_999)));
    let at = START + ms(60_000);
    assert!(breaker.allows(at));
    assert!(!breaker.allows(at));

    // Nothing heard of it: half a minute later it is somebody else's turn.
    assert!(!breaker.allows(at + ms(29_999)));
    assert!(breaker.allows(at + ms(30_000)));
    assert!(!breaker.allows(at + ms(30_000)));
    assert!(!breaker.allows(at + ms(59_999)));
    assert!(breaker.allows(at + ms(60_000)));
}

#[test]
fn a_probe_that_succeeds_closes_and_clears() {
    let mut breaker = opened();
    let now = START + ms(60_000);
    assert!(breaker.allows(now));
    breaker.succeeded(now);
    for _ in 0..4 {
        assert!(breaker.allows(now));
        breaker.failed(now);
    }
    assert!(breaker.allows(now), "the five failures before are forgotten");
    breaker.failed(now);
    assert!(!breaker.allows(now));
}

#[test]
fn a_probe_that_fails_opens_for_another_minute() {
    let mut breaker = opened();
    let now = START + ms(70_000);
    assert!(breaker.allows(now));
    let failed = now + ms(500);
    breaker.failed(failed);
    assert!(!breaker.allows(failed + ms(59_999)));
    assert!(breaker.allows(failed + ms(60_000)));
    breaker.succeeded(failed + ms(60_100));
    assert!(!is_open(&breaker));
}

#[test]
fn what_comes_of_earlier_requests_neither_closes_it_nor_keeps_it_open() {
    let mut breaker = opened();
    breaker.succeeded(START + ms(10));
    breaker.failed(START + ms(59_000));
    assert!(!breaker.allows(START + ms(59_999)));
    breaker.failed(START + ms(60_500));
    assert!(breaker.allows(START + ms(60_500)));
}

#[test]
fn the_end_of_time_and_a_time_a_little_back_are_no_harm() {
    let mut breaker = Breaker::new();
    for _ in 0..5 {
        breaker.failed(Duration::MAX);
    }
    assert!(breaker.allows(Duration::MAX));
    breaker.failed(Duration::MAX);
    assert!(is_open(&breaker));

    let mut breaker = Breaker::new();
    breaker.succeeded(START);
    for _ in 0..4 {
        breaker.failed(START - ms(1));
    }
    assert_eq!(tally(&breaker).len(), 1);
    breaker.failed(START - ms(1));
    assert!(is_open(&breaker));
}

#[test]
fn it_keeps_a_minute_however_much_there_is() {
    let mut breaker = Breaker::new();
    for n in 0..10_000 {
        breaker.succeeded(START + ms(100 * n));
        assert!(tally(&breaker).len() <= 60);
    }
    assert_eq!(tally(&breaker).len(), 60);
    assert!(tally(&breaker).iter().all(|second| second.attempts == 10 && second.failures == 0));
}

fn tally(breaker: &Breaker) -> &VecDeque<Second> {
    match &breaker.state {
        State::Closed(tally) => &tally.seconds,
        State::Open { .. } => panic!("it is open"),
    }
}

/// What the breaker is meant to be, with the whole history kept.
#[derive(Default)]
struct Model {
    history: Vec<(u64, bool)>,
    opened: Option<Duration>,
    probed: Option<Duration>,
}

impl Model {
    fn allows(&mut self, now: Duration) -> bool {
        let Some(opened) = self.opened else { return true };
        let free = match self.probed {
            Some(probed) => now - probed >= ms(30_000),
            None => now - opened >= ms(60_000),
        };
        if free {
            self.probed = Some(now);
        }
        free
    }

    fn ended(&mut self, now: Duration, success: bool) {
        if self.opened.is_none() {
            self.history.push((now.as_secs(), success));
            if !success && self.is_bad(now.as_secs()) {
                self.opened = Some(now);
            }
        } else if self.probed.take().is_some() {
            self.history.clear();
            self.opened = (!success).then_some(now);
        }
    }

    fn is_bad(&self, now: u64) -> bool {
        let in_a_row = self.history.iter().rev().take_while(|(_, success)| !success).count();
        let window: Vec<_> = self.history.iter().filter(|(at, _)| at + 59 >= now).collect();
        let failures = window.iter().filter(|(_, success)| !success).count();
        in_a_row >= 5 || (failures >= 5 && failures * 100 >= window.len() * 75)
    }
}

#[derive(Debug, Clone, Copy)]
enum Event {
    Ask,
    Ended(bool),
}

fn events() -> impl Strategy<Value = Vec<(u64, Event)>> {
    let gap = prop_oneof![
        6 => 0..1_500_u64,
        2 => 0..20_000_u64,
        1 => prop::sample::select(&[29_999, 30_000, 59_999, 60_000][..]),
    ];
    // Sometimes a healthy host, sometimes one that is nearly down.
    (0.2..0.95_f64).prop_flat_map(move |failing| {
        let event = prop_oneof![
            1 => Just(Event::Ask),
            2 => prop::bool::weighted(1.0 - failing).prop_map(Event::Ended),
        ];
        prop::collection::vec((gap.clone(), event), 0..200)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn does_what_one_with_the_whole_history_does(events in events()) {
        let (mut breaker, mut model) = (Breaker::new(), Model::default());
        let mut now = START;
        for (gap, event) in events {
            now += ms(gap);
            match event {
                Event::Ask => prop_assert_eq!(breaker.allows(now), model.allows(now)),
                Event::Ended(success) => {
                    if success { breaker.succeeded(now) } else { breaker.failed(now) }
                    model.ended(now, success);
                }
            }
            prop_assert_eq!(is_open(&breaker), model.opened.is_some());
        }
    }
}
