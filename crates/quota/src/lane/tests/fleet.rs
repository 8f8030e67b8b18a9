//! Whole fleets in simulated time: calls that are canceled, polled late or never again, and a
//! server that comes and goes.

use std::sync::Arc;

use super::*;

const RATE: u32 = 20;
const PROCESSES: [u64; 3] = [1, 3, 12];
/// Calls that a process has under way at a time.
const TASKS: usize = 4;
const RUN: Duration = Duration::from_secs(20);
const ROUND_TRIP: Duration = Duration::from_millis(2);
const RETURN: Duration = Duration::from_secs(2);
const HORIZON: Duration = Duration::from_secs(1);

/// What happens beside calls.
#[derive(Debug, Clone, Copy, Default)]
struct Events {
    /// A quarter of all calls is canceled, and a process has pauses.
    cancels: bool,
    /// Some calls are polled later than their turn, some never again.
    sleeps: bool,
    /// The server is away at times.
    faults: bool,
}

/// The server, by the rules of the script.
struct Server {
    newest: Duration,
    processes: u64,
    is_up: bool,
    back_since: Duration,
}

impl Server {
    fn ask(&mut self, wanted: usize, now: Duration) -> Grant {
        let first = now.max(self.newest + SLOT);
        let room = (now + HORIZON).saturating_sub(first).as_micros() / SLOT.as_micros() + 1;
        let room = if first > now + HORIZON { 0 } else { u64::try_from(room).unwrap() };
        let is_fresh = now < self.back_since + RETURN;
        let share = if is_fresh { 1 } else { u64::from(RATE / 2) / self.processes };
        let permits = room.min(share.max(1)).min(wanted as u64);
        if permits > 0 {
            self.newest = first + SLOT * (u32::try_from(permits).unwrap() - 1);
        }
        let later = (wanted > 0 && permits == 0).then(|| (first + SLOT).saturating_sub(HORIZON));
        Grant { later, ..grant(first, permits, self.processes) }
    }
}

struct Call {
    number: u64,
    begin: Duration,
    count: Arc<Count>,
    waker: Waker,
    /// The wakes that were followed by a poll.
    seen: usize,
    until: Duration,
    canceled: Option<Duration>,
    /// It is not polled before this time.
    asleep: Duration,
}

struct Process {
    lane: Lane,
    mode: Mode,
    returned: Duration,
    /// When the thread does something next.
    look: Duration,
    pause: Duration,
    reply: Option<(Duration, Option<Grant>)>,
    calls: Vec<Call>,
}

impl Process {
    /// The thread: takes a reply, asks, or connects again.
    fn run_thread(&mut self, server: &mut Server, now: Duration) {
        if self.mode == Mode::Returning && now >= self.returned + RETURN {
            self.mode = Mode::Server;
        }
        match self.reply.take() {
            Some((at, reply)) if at > now => self.reply = Some((at, reply)),
            Some((_, Some(grant))) if self.mode != Mode::Local => {
                self.lane.granted(&grant, now, self.mode);
            }
            Some(_) => self.lose(now),
            None => {}
        }
        if self.reply.is_some() || self.look > now {
            return;
        }
        if self.mode == Mode::Local {
            if server.is_up {
                (self.mode, self.returned) = (Mode::Returning, now);
                self.lane.wake_all();
            } else {
                self.look = now + ms(fastrand::u64(200..1_000));
            }
        }
        if self.lane.ask_at(self.mode, ROUND_TRIP).is_some_and(|at| at <= now) {
            let wanted = self.lane.ask(now, self.mode, micros).wanted;
            let grant = server.is_up.then(|| server.ask(wanted, now + ROUND_TRIP / 2));
            let takes = if server.is_up { ROUND_TRIP } else { TIMEOUT };
            self.reply = Some((now + takes, grant));
        }
    }

    fn lose(&mut self, now: Duration) {
        self.mode = Mode::Local;
        self.lane.no_reply();
        self.look = now + ms(fastrand::u64(100..200));
    }

    /// Polls the calls that are due. Returns how many had their turns.
    fn run_calls(&mut self, server: &Server, events: Events, now: Duration) -> usize {
        self.lane.take_wakers().wake();
        while now >= self.pause
            && self.calls.iter().filter(|call| call.asleep <= now).count() < TASKS
        {
            if events.cancels && fastrand::u8(0..10) == 0 {
                self.pause = now + ms(fastrand::u64(0..1_500));
            }
            let (count, waker) = wakes();
            let canceled = events.cancels && fastrand::u8(0..4) == 0;
            self.calls.push(Call {
                number: self.lane.enter(),
                begin: now,
                count,
                waker,
                seen: 0,
                until: now,
                canceled: canceled.then(|| now + ms(fastrand::u64(0..1_500))),
                asleep: Duration::ZERO,
            });
        }
        let mut turns = 0;
        let calls = std::mem::take(&mut self.calls);
        for mut call in calls {
            if call.canceled.is_some_and(|at| at <= now) {
                self.lane.leave(call.number);
                continue;
            }
            let is_due = call.until <= now || call.count.get() > call.seen;
            if is_due && call.asleep <= now && events.sleeps && call.begin < now {
                // One call in forty is late; some of these are not polled again.
                let late = [ms(20), ms(400), RUN][fastrand::usize(0..3)];
                call.asleep = if fastrand::u8(0..40) == 0 { now + late } else { call.asleep };
            }
            if !is_due || call.asleep > now {
                self.calls.push(call);
                continue;
            }
            call.seen = call.count.get();
            if self.mode != Mode::Local && self.lane.is_overdue(now, TIMEOUT) {
                assert!(!server.is_up || now < server.back_since + TIMEOUT, "no server is lost");
                self.lose(now);
            }
            match self.lane.poll(call.number, &call.waker, now, self.mode, TIMEOUT) {
                Turn::Wait(until) => {
                    assert!(until > now, "{until:?} has passed at {now:?}");
                    call.until = until;
                    self.calls.push(call);
                }
                _ => turns += 1,
            }
        }
        self.lane.take_wakers().wake();
        turns
    }
}

/// Runs a fleet; returns the times of all turns.
fn run(processes: u64, events: Events, seed: u64) -> Vec<Duration> {
    fastrand::seed(seed);
    let mut server =
        Server { newest: Duration::ZERO, processes, is_up: true, back_since: Duration::ZERO };
    let new = || Process {
        lane: Lane::new(RATE, 1, processes),
        mode: Mode::Server,
        returned: Duration::ZERO,
        look: Duration::ZERO,
        pause: Duration::ZERO,
        reply: None,
        calls: Vec::new(),
    };
    let mut fleet: Vec<Process> = (0..processes).map(|_| new()).collect();
    let (mut turns, mut fault) = (Vec::new(), ms(fastrand::u64(2_000..4_000)));
    // No call waits longer than twice its place in the line; each sleeper may cost a slot.
    let longest = SLOT * u32::try_from(processes).unwrap() * 10 + ms(2_000);
    for now in (1_000..).map(ms).take_while(|now| *now < RUN) {
        if events.faults && now >= fault {
            server.is_up = !server.is_up;
            server.back_since = now;
            fault = now + ms(fastrand::u64(100..4_000));
        }
        for process in &mut fleet {
            process.run_thread(&mut server, now);
            let taken = process.run_calls(&server, events, now);
            turns.extend(std::iter::repeat_n(now, taken));
            let polled = process.calls.iter().filter(|call| call.asleep <= now);
            let oldest = polled.map(|call| call.begin.max(call.asleep)).min().unwrap_or(now);
            assert!(now <= oldest + longest, "seed {seed}: a call waits since {oldest:?}");
        }
    }
    turns
}

#[test]
fn each_call_has_its_turn_whatever_the_others_do() {
    for processes in PROCESSES {
        for bits in 0..8 {
            let [cancels, sleeps, faults] = [1, 2, 4].map(|bit| bits & bit != 0);
            for seed in 0..2 {
                let turns = run(processes, Events { cancels, sleeps, faults }, seed);
                // Of 368 slots.
                let least = if cancels { 80 } else { [350, 200][usize::from(sleeps)] };
                assert!(turns.len() >= least, "{processes} {bits}: {}", turns.len());
            }
        }
    }
}

#[test]
fn no_second_has_more_than_the_rate_without_faults() {
    for processes in PROCESSES {
        for events in [false, true].map(|all| Events { cancels: all, sleeps: all, faults: false }) {
            let turns = run(processes, events, 7);
            let later = turns.iter().skip(usize::try_from(RATE).unwrap());
            for (first, last) in turns.iter().zip(later) {
                assert!(*last >= *first + ms(1_000), "{processes}: {first:?} to {last:?}");
            }
        }
    }
}
