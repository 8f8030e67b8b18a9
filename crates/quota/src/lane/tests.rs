use std::task::Waker;

use super::*;

mod cut;
mod fleet;
mod local;
mod order;
mod simulation;

const TIMEOUT: Duration = Duration::from_millis(50);
/// From one slot to the next at 20 requests per second.
const SLOT: Duration = Duration::from_micros(51_500);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// The server's time, whose clock began with ours.
fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap()
}

fn poll(lane: &mut Lane, call: u64, now: Duration, mode: Mode) -> Turn {
    lane.poll(call, Waker::noop(), now, mode, TIMEOUT)
}

/// A grant of permits, the first of which is due at `due`.
fn grant(due: Duration, permits: u64, weights: u64) -> Grant {
    let slot = u64::try_from(due.as_micros()).unwrap();
    Grant { first: Permit { due, slot }, permits, interval: 51_500, later: None, weights }
}

fn wakes() -> (std::sync::Arc<Count>, Waker) {
    let count = std::sync::Arc::new(Count::default());
    (count.clone(), Waker::from(count))
}

#[derive(Default)]
struct Count(std::sync::atomic::AtomicUsize);

impl Count {
    fn get(&self) -> usize {
        self.0.load(std::sync::atomic::Ordering::Relaxed)
    }
}

impl std::task::Wake for Count {
    fn wake(self: std::sync::Arc<Self>) {
        self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    }
}

fn late_for(now: Duration) -> Turn {
    Turn::Wait(now + TIMEOUT)
}

#[test]
fn busy_process_asks_before_it_has_no_permits() {
    let mut lane = Lane::new(20, 1, 1);
    let mut now = ms(1_000);
    lane.granted(&grant(now, 1, 1), now, Mode::Server);
    let (mut asks, mut calls) = (0, 0);
    while now < ms(21_000) {
        let call = lane.enter();
        loop {
            if lane.ask_at(Mode::Server, ms(1)).is_some_and(|at| at <= now) {
                let wanted = u64::try_from(lane.ask(now, Mode::Server, micros).wanted).unwrap();
                let first = lane.last.unwrap().due + SLOT;
                lane.granted(&grant(first.max(now), wanted.min(10), 1), now, Mode::Server);
                asks += 1;
            }
            match poll(&mut lane, call, now, Mode::Server) {
                Turn::Permitted(_) => break,
                Turn::Wait(at) => now = at.max(now + ms(1)),
                other => panic!("{other:?}"),
            }
        }
        calls += 1;
    }
    assert!(calls > 380 && asks * 4 <= calls, "{asks} asks for {calls} calls");
}

#[test]
fn rare_calls_do_not_hold_permits() {
    let mut lane = Lane::new(20, 1, 1);
    for second in 1..5 {
        let now = ms(1_000 * second);
        let call = lane.enter();
        assert_eq!(lane.ask(now, Mode::Server, micros).wanted, 1);
        lane.granted(&grant(now, 1, 1), now, Mode::Server);
        assert!(matches!(poll(&mut lane, call, now, Mode::Server), Turn::Permitted(_)));
        assert_eq!(lane.ask_at(Mode::Server, ms(1)), None);
    }
}

#[test]
fn silent_server_is_overdue_whether_or_not_it_was_asked() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    poll(&mut lane, call, ms(100), Mode::Server);
    assert!(!lane.is_overdue(ms(149), TIMEOUT));
    assert!(lane.is_overdue(ms(150), TIMEOUT), "the thread is busy");
    lane.ask(ms(120), Mode::Server, micros);
    assert!(!lane.is_overdue(ms(169), TIMEOUT));
    assert!(lane.is_overdue(ms(170), TIMEOUT));
}

#[test]
fn call_that_left_leaves_nothing_overdue() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    poll(&mut lane, call, ms(100), Mode::Server);
    lane.leave(call);
    let call = lane.enter();
    assert!(!lane.is_overdue(ms(900), TIMEOUT));
    poll(&mut lane, call, ms(900), Mode::Server);
    assert!(lane.is_overdue(ms(950), TIMEOUT));
}

#[test]
fn call_after_a_pause_does_not_ask_for_what_was_used_before() {
    let mut lane = Lane::new(20, 1, 1);
    lane.granted(&grant(ms(0), 10, 1), ms(0), Mode::Server);
    for slot in 0..10_u32 {
        let call = lane.enter();
        assert!(matches!(poll(&mut lane, call, slot * SLOT, Mode::Server), Turn::Permitted(_)));
    }
    let _ = lane.enter();
    assert!(lane.ask(ms(600), Mode::Server, micros).wanted > 3);
    assert_eq!(lane.ask(ms(5_000), Mode::Server, micros).wanted, 1);
}

#[test]
fn idle_process_asks_once_more_at_most() {
    let mut lane = Lane::new(100, 1, 1);
    lane.granted(&grant(ms(0), 20, 1), ms(0), Mode::Server);
    for slot in 0..20_u32 {
        let call = lane.enter();
        poll(&mut lane, call, slot * SLOT, Mode::Server);
    }
    assert!(lane.ask_at(Mode::Server, ms(1)).is_some());
    lane.ask(ms(60_000), Mode::Server, micros);
    lane.granted(&grant(ms(0), 0, 1), ms(60_001), Mode::Server);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), None);
}

#[test]
fn action_without_a_rate_is_reported_once_a_second_and_paced_after_a_refusal() {
    let mut lane = Lane::new(0, 1, 1);
    for _ in 0..3 {
        let call = lane.enter();
        assert_eq!(poll(&mut lane, call, ms(10), Mode::Server), Turn::Unpaced);
    }
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(Duration::ZERO));
    assert_eq!(lane.ask(ms(10), Mode::Server, micros).unpaced, 3);
    lane.granted(&Grant { interval: 0, ..grant(ms(0), 0, 1) }, ms(11), Mode::Server);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), None);
    let call = lane.enter();
    assert_eq!(poll(&mut lane, call, ms(12), Mode::Server), Turn::Unpaced);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(ms(1_011)));

    lane.throttled(Some(12_000), ms(20));
    lane.throttled(Some(11_000), ms(20));
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), Some(Duration::ZERO));
    let ask = lane.ask(ms(20), Mode::Server, micros);
    assert_eq!((ask.throttled, ask.refused), (12_000, 2));
    lane.granted(&grant(ms(0), 0, 1), ms(21), Mode::Server);
    let call = lane.enter();
    assert_eq!(poll(&mut lane, call, ms(30), Mode::Server), late_for(ms(30)));
}

#[test]
fn full_second_is_asked_about_again_when_the_server_says() {
    let mut lane = Lane::new(20, 1, 1);
    let call = lane.enter();
    lane.ask(ms(0), Mode::Server, micros);
    let later = Some(ms(700));
    lane.granted(&Grant { later, ..grant(ms(0), 0, 40) }, ms(1), Mode::Server);
    assert_eq!(lane.ask_at(Mode::Server, ms(1)), later);
    // Then it has as long to respond as ever.
    let limit = ms(700) + TIMEOUT;
    assert_eq!(poll(&mut lane, call, ms(1), Mode::Server), Turn::Wait(limit));
    assert!(!lane.is_overdue(ms(749), TIMEOUT) && lane.is_overdue(limit, TIMEOUT));
}
