//! What the script learns of throttled permits, and when it does not.

use std::cell::RefCell;
use std::rc::Rc;

use crate::script::{Process, Reply, SECOND, Script, source};
use crate::server::Server;

/// From one slot to the next at 20 requests per second.
const SLOT: i64 = 51_500;

/// A rate of 20 requests per second on a separate server, and the time.
struct Rate {
    script: Script,
    now: i64,
    _server: Server,
}

impl Rate {
    fn start() -> Self {
        let server = Server::start();
        let connection = Rc::new(RefCell::new(server.connect()));
        let key = "{tc3}:main:ecm:Action:".to_owned();
        let script = Script { connection, source: source(), rate: 20, key };
        Self { script, now: 1_700_000_000 * SECOND, _server: server }
    }

    /// After this time, a process asks for a permit, and reports the slots of its last one and
    /// of one that was throttled.
    fn ask(&mut self, after: i64, process: usize, last: i64, throttled: i64) -> Reply {
        self.now += after;
        let known = Process { last, taken: last, ..Process::default() };
        self.script.ask(self.now, process, known, 1, throttled)
    }

    /// The slot of the last of so many permits, one after another.
    fn run(&mut self, process: usize, permits: usize) -> i64 {
        (0..permits).map(|_| self.ask(SLOT, process, 0, 0).slot).last().unwrap()
    }

    /// The rate that is known, and the refusals of the last minute.
    fn known(&self) -> (f64, f64) {
        let mut row = redis::cmd("HMGET");
        row.arg(&self.script.key).arg(&["rate", "minute"]);
        row.query(&mut *self.script.connection.borrow_mut()).unwrap()
    }
}

#[test]
#[ignore = "needs redis-server"]
fn throttled_permits_lower_the_rate_for_all_and_it_recovers_in_a_minute() {
    let mut rate = Rate::start();
    let last = rate.run(0, 60);
    rate.ask(10_000, 1, 0, last);
    let (lower, refusals) = rate.known();
    assert!((15.0..17.6).contains(&lower), "{lower}");
    assert!((refusals - 1.0).abs() < 0.01);
    // The other process holds slots of before: what they show is known.
    rate.ask(10_000, 0, 0, last);
    let (same, refusals) = rate.known();
    assert!((lower - same).abs() < 0.1 && refusals > 1.9, "{lower} {same} {refusals}");
    let last = rate.run(0, 60);
    rate.ask(10_000, 0, 0, last);
    let (lower, _) = rate.known();
    rate.ask(12 * SECOND, 0, 0, 0);
    let (later, _) = rate.known();
    assert!(later > lower && later < 20.0, "{later}");
    rate.ask(48 * SECOND, 1, 0, 0);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
}

/// A late request is refused once; a rate that is lower in truth is refused again and again.
#[test]
#[ignore = "needs redis-server"]
fn refusal_that_no_other_one_follows_is_forgotten_after_two_seconds() {
    let mut rate = Rate::start();
    for _ in 0..3 {
        let last = rate.run(0, 60);
        rate.ask(SLOT, 0, 0, last);
        assert!(rate.known().0 < 18.0);
        rate.ask(2 * SECOND, 0, 0, 0);
        assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
        rate.ask(8 * SECOND, 0, 0, 0);
    }
    let last = rate.run(0, 1);
    rate.ask(SLOT, 0, 0, last);
    rate.ask(9 * SECOND, 0, 0, 0);
    let last = rate.run(0, 1);
    rate.ask(SLOT, 0, 0, last);
    rate.ask(11 * SECOND, 0, 0, 0);
    assert!(rate.known().0 < 19.9, "{:?}", rate.known());
}

/// The moving count of accepted permits is low at first, but they did not come at a low rate.
#[test]
#[ignore = "needs redis-server"]
fn refusal_in_the_first_second_costs_an_eighth_of_the_rate() {
    let mut rate = Rate::start();
    let last = rate.run(0, 6);
    rate.ask(SLOT, 0, 0, last);
    assert!((17.0..17.6).contains(&rate.known().0), "{:?}", rate.known());
}

/// Nothing bounds the rate of an action that nobody states, so a burst is no rate.
#[test]
#[ignore = "needs redis-server"]
fn burst_of_an_action_without_a_rate_is_what_a_second_has() {
    let mut rate = Rate::start();
    rate.script.rate = 0;
    let burst = Process { unpaced: 30, ..Process::default() };
    rate.script.ask(rate.now, 0, burst, 0, 0);
    rate.ask(50_000, 0, 0, rate.now);
    assert!((20.0..30.0).contains(&rate.known().0), "{:?}", rate.known());
}

/// At one call in some seconds, the next slot of a process that calls alone lies beyond the
/// next second: it returns for it, and not later.
#[test]
#[ignore = "needs redis-server"]
fn lone_process_uses_a_rate_below_one_a_second() {
    let mut rate = Rate::start();
    rate.script.rate = 0;
    let calls = Process { unpaced: 1, ..Process::default() };
    for _ in 0..8 {
        rate.now += 4 * SECOND;
        rate.script.ask(rate.now, 0, calls, 0, 0);
    }
    rate.ask(50_000, 0, 0, rate.now);
    assert!(rate.known().0 < 1.0, "{:?}", rate.known());
    let full = rate.ask(0, 0, 0, 0);
    assert_eq!((full.permits, full.later), (0, full.slot));
    let granted = rate.ask(full.later - rate.now, 0, 0, 0);
    assert_eq!((granted.permits, granted.slot), (1, rate.now));
}

/// While a process was away, all learned of both halves of the fleet.
#[test]
#[ignore = "needs redis-server"]
fn process_that_is_back_ends_what_was_learned() {
    let mut rate = Rate::start();
    let last = rate.run(0, 60);
    rate.ask(SLOT, 0, 0, last);
    assert!(rate.known().0 < 18.0);
    // It was paced alone, and had its last turn a second ago.
    let turn = rate.now - SECOND;
    let first = rate.ask(SLOT, 1, turn, 0);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
    // Others may not be back yet, so refusals of two seconds teach nothing.
    rate.ask(SLOT, 1, 0, first.slot);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
    let later = rate.run(1, 40);
    rate.ask(SLOT, 1, 0, later);
    assert!(rate.known().0 < 18.0);
    // A new process says nothing about the rate.
    rate.ask(SLOT, 2, 0, 0);
    assert!(rate.known().0 < 18.0);
}

/// Ten of twelve have not asked for a second. They may be cut off, and go on with their share.
#[test]
#[ignore = "needs redis-server"]
fn refusal_while_others_are_silent_leaves_them_their_share() {
    let mut rate = Rate::start();
    for permit in 0..24 {
        rate.ask(SLOT, permit % 12, 0, 0);
    }
    let last = (0..30).map(|permit| rate.ask(SLOT, permit % 2, 0, 0).slot).last().unwrap();
    rate.ask(SLOT, 0, 0, last);
    // Not less than a third at once, since they may be idle; and an eighth below that.
    let third = 20.0 / 3.0 * 7.0 / 8.0;
    assert!((rate.known().0 - third).abs() < 0.1, "{:?}", rate.known());
}

/// It was away for a second, so it still counts as one of those that ask.
#[test]
#[ignore = "needs redis-server"]
fn process_that_was_alone_for_a_moment_ends_what_was_learned() {
    let mut rate = Rate::start();
    let last = rate.run(0, 60);
    rate.ask(SLOT, 1, 0, 0);
    for _ in 0..2 {
        rate.ask(SECOND / 2, 0, 0, last);
        rate.ask(SECOND / 2, 0, 0, rate.now);
    }
    assert!(rate.known().0 < 18.0);
    let alone = Process { last: rate.now, is_alone: true, ..Process::default() };
    rate.script.ask(rate.now, 1, alone, 1, 0);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
}

/// A clock that is set back must not make a refusal last.
#[test]
#[ignore = "needs redis-server"]
fn what_was_learned_is_forgotten_when_the_clock_is_set_back() {
    let mut rate = Rate::start();
    let last = rate.run(0, 60);
    rate.ask(SLOT, 0, 0, last);
    rate.now -= 3_600 * SECOND;
    rate.ask(0, 0, 0, 0);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
    let last = rate.run(0, 60);
    rate.ask(SLOT, 0, 0, last);
    assert!(rate.known().0 < 18.0);
    rate.ask(2 * SECOND, 0, 0, 0);
    assert!((rate.known().0 - 20.0).abs() < f64::EPSILON);
}

/// Three of twelve are still away: the nine have what the eight had, and a ninth of it more.
#[test]
#[ignore = "needs redis-server"]
fn process_that_is_back_raises_what_was_learned_by_its_share() {
    let mut rate = Rate::start();
    // Twelve processes, and then eight, that obtain thirteen permits a second.
    for permit in 0..24 {
        rate.ask(SECOND / 13, permit % 12, 0, 0);
    }
    for permit in 0..60 {
        rate.ask(SECOND / 13, permit % 8, 0, 0);
    }
    let last = rate.run(0, 1);
    rate.ask(SLOT, 0, 0, last);
    let (learned, _) = rate.known();
    assert!((10.5..12.5).contains(&learned), "{learned}");
    let mut back = |process| {
        let turn = rate.now - SECOND;
        rate.ask(SLOT, process, turn, 0);
        rate.known().0
    };
    let more = back(8);
    // Less than the eighth that a refusal takes, which was no sign of a lower rate.
    let expected = learned * 8.0 / 7.0 * 9.0 / 8.0;
    assert!((more - expected).abs() < 0.2, "{learned} {more} {expected}");
    assert!(back(9) < 19.9 && back(10) < 19.9);
    assert!((back(11) - 20.0).abs() < f64::EPSILON, "all are back");
}

/// As after a restart: what the service refuses while the fleet comes back teaches nothing.
#[test]
#[ignore = "needs redis-server"]
fn server_that_has_lost_its_data_learns_nothing_for_two_seconds() {
    let mut rate = Rate::start();
    rate.run(0, 60);
    rate.script.lose();
    let turn = rate.now;
    let first = rate.ask(SLOT, 0, turn, 0);
    rate.ask(SLOT, 0, 0, first.slot);
    let (same, refusals) = rate.known();
    assert!((same - 20.0).abs() < f64::EPSILON && refusals > 0.9, "{same} {refusals}");
}
