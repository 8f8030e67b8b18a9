//! The script against a model, over random histories of asks, clocks and failures.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use redis::Connection;

use crate::server::Server;

const SCRIPT: &str = include_str!("../../../crates/quota/src/permits.lua");

/// In microseconds, as all times here.
pub(crate) const SECOND: i64 = 1_000_000;
const SPAN: i64 = 1_030_000;
const GRACE: i64 = 250_000;
const MEMBER: i64 = 3 * SECOND;
const RETURN: i64 = 2 * SECOND;

#[derive(Debug, Clone)]
enum Event {
    /// A process asks for so many permits.
    Ask(usize, i64),
    /// Time passes.
    Pass(i64),
    /// The clock of the server is set back.
    SetBack(i64),
    /// The server loses all data.
    Lose,
    /// A process reports that its last permit was throttled.
    Throttled(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let process = 0..6_usize;
    prop_oneof![
        20 => (process.clone(), 1..30_i64).prop_map(|(process, wanted)| Event::Ask(process, wanted)),
        10 => (0..200_000_i64).prop_map(Event::Pass),
        1 => (0..5 * SECOND).prop_map(Event::Pass),
        1 => (0..3 * SECOND).prop_map(Event::SetBack),
        1 => Just(Event::Lose),
        1 => process.prop_map(Event::Throttled),
    ]
}

/// What a process tells: its last slot, that of all before its next turn, how many requests it
/// has sent since no rate is known, and whether it took the last slot alone.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Process {
    pub(crate) last: i64,
    pub(crate) taken: i64,
    pub(crate) unpaced: i64,
    pub(crate) is_alone: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) slot: i64,
    pub(crate) permits: i64,
    pub(crate) later: i64,
    weights: i64,
}

/// The rules of the script without throttled permits.
#[derive(Debug, Default)]
struct Model {
    rate: i64,
    newest: i64,
    fresh: i64,
    /// Until when each process counts.
    members: BTreeMap<usize, i64>,
    /// When each process is to return.
    queue: BTreeMap<usize, i64>,
}

impl Model {
    fn share(&self, weights: i64) -> i64 {
        (self.rate / 2 / weights).max(1)
    }

    fn ask(&mut self, now: i64, number: usize, process: Process, wanted: i64) -> Reply {
        self.newest = self.newest.min(now + SECOND);
        self.fresh = self.fresh.min(now + RETURN);
        self.members.retain(|_, until| *until > now);
        let is_new = !self.members.contains_key(&number);
        let is_later = process.last > self.newest && process.last <= now + SECOND;
        if is_later {
            self.newest = process.last.max(process.taken).min(now + SECOND);
        }
        if is_later || is_new && process.last > 0 {
            self.fresh = now + RETURN;
        }
        let weights = i64::try_from(self.members.len()).unwrap() + i64::from(is_new);
        let interval = (SPAN + self.rate - 1) / self.rate;
        let slot = now.max(self.newest + interval);
        self.queue.retain(|_, returns| *returns > now - GRACE);
        // The names of processes order those of one time.
        let key = |queue: &BTreeMap<usize, i64>| queue.get(&number).map(|at| (*at, number));
        let before = key(&self.queue).unwrap_or((i64::MAX, 0));
        let ahead = self.queue.iter().filter(|(number, at)| (**at, **number) < before).count();
        let ahead = i64::try_from(ahead).unwrap();
        let room = (now + SECOND - slot).div_euclid(interval) + 1 - ahead;
        let most = if now > self.fresh { self.share(weights) } else { 1 };
        let permits = wanted.min(most).min(room).max(0);
        let mut later = 0;
        if permits > 0 {
            self.newest = slot + (permits - 1) * interval;
            self.queue.remove(&number);
        } else {
            later = slot + ahead * interval - (SECOND - interval).max(0);
            self.queue.insert(number, later);
        }
        self.members.insert(number, now.max(later) + MEMBER);
        Reply { slot, permits, later, weights }
    }
}

/// The script with a clock of our own.
pub(crate) fn source() -> String {
    let source = SCRIPT.replace("redis.call('TIME')", "{ ARGV[11], ARGV[12] }");
    assert_ne!(source, SCRIPT);
    source
}

/// A rate, and the server that runs the script for it.
pub(crate) struct Script {
    pub(crate) connection: Rc<RefCell<Connection>>,
    pub(crate) source: String,
    pub(crate) rate: i64,
    pub(crate) key: String,
}

impl Script {
    pub(crate) fn ask(
        &self,
        now: i64,
        number: usize,
        process: Process,
        wanted: i64,
        throttled: i64,
    ) -> Reply {
        let mut command = redis::cmd("EVAL");
        command.arg(&self.source).arg(4).arg(&self.key);
        command.arg(format!("{}:members", self.key)).arg(format!("{}:queue", self.key));
        command.arg("{tc3}:index").arg(format!("{number}:1")).arg(1).arg(self.rate).arg(wanted);
        command.arg(process.last).arg(throttled).arg(process.unpaced).arg(process.taken);
        command.arg(i64::from(throttled > 0)).arg(u8::from(process.is_alone));
        command.arg(now / SECOND).arg(now % SECOND);
        let reply: (i64, i64, i64, i64, i64, i64) =
            command.query(&mut *self.connection.borrow_mut()).unwrap();
        let (clock, slot, permits, _, later, weights) = reply;
        assert_eq!(clock, now);
        Reply { slot, permits, later, weights }
    }

    pub(crate) fn lose(&self) {
        let keys = ["", ":members", ":queue"].map(|kind| format!("{}{kind}", self.key));
        redis::cmd("DEL").arg(&keys).exec(&mut *self.connection.borrow_mut()).unwrap();
    }
}

/// The most slots in any half-open second.
fn most_in_a_second(slots: &[i64]) -> usize {
    let mut slots = slots.to_vec();
    slots.sort_unstable();
    let until = |from: i64| slots.partition_point(|slot| *slot < from + SECOND);
    slots.iter().enumerate().map(|(index, slot)| until(*slot) - index).max().unwrap_or(0)
}

/// How often the rare cases occurred.
#[derive(Debug, Default)]
struct Seen {
    cases: Cell<u32>,
    throttled: Cell<u32>,
    full: Cell<u32>,
    lost: Cell<u32>,
}

fn check(
    connection: &Rc<RefCell<Connection>>,
    seen: &Seen,
    rate: i64,
    events: Vec<Event>,
) -> TestCaseResult {
    seen.cases.set(seen.cases.get() + 1);
    let key = format!("{{tc3}}:main:ecm:Action{}:", seen.cases.get());
    let script = Script { connection: Rc::clone(connection), source: source(), rate, key };
    let mut model = Model { rate, ..Model::default() };
    let mut processes = [Process::default(); 6];
    // The clock of the server, and how much less it shows than the true time.
    let (mut now, mut behind) = (1_700_000_000 * SECOND, 0);
    let mut slots: Vec<Vec<i64>> = vec![Vec::new()];
    let mut is_exact = true;
    for event in events {
        let (number, wanted, refused) = match event {
            Event::Ask(number, wanted) => (number, wanted, 0),
            Event::Throttled(number) if processes[number].last > 0 => {
                seen.throttled.set(seen.throttled.get() + 1);
                is_exact = false;
                (number, 1, processes[number].last)
            }
            Event::Throttled(_) => continue,
            Event::Pass(time) => {
                now += time;
                continue;
            }
            Event::SetBack(time) => {
                now -= time;
                behind += time;
                continue;
            }
            Event::Lose => {
                script.lose();
                model = Model { rate, ..Model::default() };
                slots.push(Vec::new());
                seen.lost.set(seen.lost.get() + 1);
                continue;
            }
        };
        let mut process = processes[number];
        if process.last + 2 * SECOND < now {
            process = Process::default();
        }
        let reply = script.ask(now, number, process, wanted, refused);
        if is_exact {
            prop_assert_eq!(reply, model.ask(now, number, process, wanted));
        }
        seen.full.set(seen.full.get() + u32::from(reply.permits == 0));
        prop_assert!(reply.permits <= wanted.min((rate / 2 / reply.weights).max(1)));
        let interval = (SPAN + rate - 1) / rate;
        for permit in 0..reply.permits {
            // After a refusal the interval is longer; the first slot is exact.
            let slot = reply.slot + if is_exact { permit * interval } else { 0 };
            prop_assert!(slot >= now && slot <= now + SECOND, "{} {}", slot, now);
            if is_exact || permit == 0 {
                slots.last_mut().unwrap().push(slot + behind);
            }
            let others = (reply.weights - 1) * reply.permits;
            processes[number] =
                Process { last: slot, taken: slot + others * interval, ..Process::default() };
        }
    }
    let rate = usize::try_from(rate).unwrap();
    for slots in &slots {
        prop_assert!(most_in_a_second(slots) <= rate);
    }
    // Each loss grants a second's rate once more at most.
    prop_assert!(most_in_a_second(&slots.concat()) <= rate * slots.len());
    Ok(())
}

#[test]
#[ignore = "needs redis-server"]
fn script_is_its_model_and_no_second_has_more_than_the_rate() {
    let server = Server::start();
    let (connection, seen) = (Rc::new(RefCell::new(server.connect())), Seen::default());
    let histories = (1..200_i64, proptest::collection::vec(event(), 1..120));
    let config = Config { cases: 600, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config)
        .run(&histories, |(rate, events)| check(&connection, &seen, rate, events));
    result.unwrap_or_else(|error| panic!("{error}"));
    let [throttled, full, lost] = [&seen.throttled, &seen.full, &seen.lost].map(Cell::get);
    assert!(throttled > 100 && full > 1_000 && lost > 100, "{seen:?}");
}

#[test]
#[ignore = "needs redis-server"]
fn keys_expire_two_minutes_after_their_last_use() {
    let server = Server::start();
    let connection = Rc::new(RefCell::new(server.connect()));
    let key = "{tc3}:main:ecm:Action:".to_owned();
    let script = Script { connection: Rc::clone(&connection), source: source(), rate: 1, key };
    let now = 1_700_000_000 * SECOND;
    // The third finds the second full, so the queue has a key, too.
    for process in 0..3 {
        script.ask(now, process, Process::default(), 1, 0);
    }
    let mut connection = connection.borrow_mut();
    let keys: Vec<String> = redis::cmd("KEYS").arg("*").query(&mut *connection).unwrap();
    assert_eq!(keys.len(), 4, "{keys:?}");
    for key in keys {
        let left: i64 = redis::cmd("PTTL").arg(&key).query(&mut *connection).unwrap();
        assert!((110_000..=120_000).contains(&left), "{key}: {left} ms");
    }
}
