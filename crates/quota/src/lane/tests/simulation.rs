//! Whole fleets in simulated time: a server, processes, and a service that counts.

use std::ops::Range;

use self::process::Process;
use super::*;
use crate::script::{Ask, Reply};

mod process;

pub(super) const RATE: u32 = 20;
/// How long a process that is back asks in its turns only.
pub(super) const RETURN: Duration = Duration::from_secs(2);
/// Calls that a process has under way at a time.
const TASKS: usize = 4;

/// What grants permits. A process is known by its number.
pub(super) trait Server {
    fn ask(&mut self, process: usize, ask: &Ask, now: Duration) -> Reply;
}

/// What happens to calls.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Events {
    /// A quarter of all calls is canceled, and a process has pauses.
    pub(super) cancels: bool,
    /// Some calls are polled later than their turn, some never again.
    pub(super) sleeps: bool,
}

/// The service: it accepts 20 requests in any second.
#[derive(Debug, Default)]
pub(super) struct Service {
    pub(super) accepted: Vec<Duration>,
    pub(super) refused: Vec<Duration>,
}

impl Service {
    fn accepts(&mut self, at: Duration) -> bool {
        let earlier = self.accepted.len().checked_sub(RATE as usize);
        let is_full = earlier.is_some_and(|first| self.accepted[first] + ms(1_000) > at);
        let list = if is_full { &mut self.refused } else { &mut self.accepted };
        list.push(at);
        !is_full
    }
}

/// A request on its way to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Request {
    at: Duration,
    process: usize,
    slot: Option<u64>,
}

pub(super) struct Simulation<S> {
    pub(super) server: S,
    pub(super) service: Service,
    processes: Vec<Process>,
    sent: Vec<Request>,
    events: Events,
    late: Duration,
    /// It advances by milliseconds.
    pub(super) now: Duration,
}

impl<S: Server> Simulation<S> {
    /// It begins at this time, which is that of the server's clock, too.
    pub(super) fn new(server: S, processes: usize, events: Events, start: Duration) -> Self {
        let new = |number| Process::new(number, processes, start);
        let processes = (0..processes).map(new).collect();
        let (service, late) = (Service::default(), Duration::ZERO);
        Self { server, service, processes, sent: Vec::new(), events, late, now: start }
    }

    /// Cuts these processes off the server, or ends that.
    pub(super) fn cut_off(&mut self, processes: Range<usize>, is_cut: bool) {
        for process in &mut self.processes[processes] {
            process.cut_off(is_cut, self.now);
        }
    }

    /// These processes begin no call any more.
    pub(super) fn make_idle(&mut self, processes: Range<usize>) {
        self.processes[processes].iter_mut().for_each(Process::make_idle);
    }

    /// The next request takes this much longer to the service.
    pub(super) fn next_is_late_by(&mut self, late: Duration) {
        self.late = late;
    }

    /// A millisecond passes. No call waits for longer than `longest`.
    pub(super) fn step(&mut self, longest: Duration) {
        self.now += ms(1);
        let now = self.now;
        let is_here = |request: &Request| request.at <= now;
        let mut arrived: Vec<_> = self.sent.iter().copied().filter(is_here).collect();
        self.sent.retain(|request| !is_here(request));
        arrived.sort_unstable();
        for request in arrived {
            let is_accepted = self.service.accepts(request.at);
            self.processes[request.process].respond(request.slot, is_accepted, now);
        }
        for process in &mut self.processes {
            process.run_thread(&mut self.server, now);
            for slot in process.run_calls(self.events, now) {
                let way = Duration::from_micros(fastrand::u64(500..2_500));
                let at = now + way + std::mem::take(&mut self.late);
                self.sent.push(Request { at, process: process.number, slot });
            }
            let oldest = process.oldest(now);
            assert!(now <= oldest + longest, "a call waits since {oldest:?}");
        }
    }

    /// How many requests were accepted, and refused, in this time.
    pub(super) fn count(&self, time: Range<Duration>) -> (u32, u32) {
        let count = |all: &[Duration]| all.iter().filter(|at| time.contains(at)).count();
        let count = |all| u32::try_from(count(all)).unwrap();
        (count(&self.service.accepted), count(&self.service.refused))
    }
}
