//! A process of a simulated fleet: its lane, its thread, and its calls.

use std::sync::Arc;

use super::*;

const ROUND_TRIP: Duration = Duration::from_millis(2);
/// Longer than any run: such a call is not polled again.
const FOREVER: Duration = Duration::from_secs(1_000);

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

pub(super) struct Process {
    pub(super) number: usize,
    lane: Lane,
    mode: Mode,
    /// Nothing comes from the server.
    is_cut: bool,
    healed: Duration,
    returned: Duration,
    /// When the thread does something next.
    look: Duration,
    pause: Duration,
    reply: Option<(Duration, Option<Reply>)>,
    calls: Vec<Call>,
    /// Requests at the service.
    sent: usize,
    /// Calls that it has under way at a time.
    tasks: usize,
}

impl Process {
    pub(super) fn new(number: usize, processes: usize, start: Duration) -> Self {
        Self {
            number,
            lane: Lane::new(RATE, 1, processes as u64),
            mode: Mode::Server,
            is_cut: false,
            healed: start,
            returned: start,
            look: start,
            pause: start,
            reply: None,
            calls: Vec::new(),
            sent: 0,
            tasks: TASKS,
        }
    }

    pub(super) fn cut_off(&mut self, is_cut: bool, now: Duration) {
        (self.is_cut, self.healed) = (is_cut, now);
    }

    pub(super) fn make_idle(&mut self) {
        self.tasks = 0;
    }

    /// The service has responded to a request.
    pub(super) fn respond(&mut self, slot: Option<u64>, is_accepted: bool, now: Duration) {
        self.sent -= 1;
        if !is_accepted {
            self.lane.throttled(slot, now);
        }
    }

    /// The thread: takes a reply, asks, or connects again.
    pub(super) fn run_thread(&mut self, server: &mut impl Server, now: Duration) {
        if self.mode == Mode::Returning && now >= self.returned + RETURN {
            self.mode = Mode::Server;
        }
        match self.reply.take() {
            Some((at, reply)) if at > now => self.reply = Some((at, reply)),
            Some((_, Some(reply))) if self.mode != Mode::Local => {
                // All processes have the server's clock.
                let grant = Grant::of(&reply, Duration::from_micros);
                self.lane.granted(&grant, now, self.mode);
            }
            Some(_) => self.lose(now),
            None => {}
        }
        if self.reply.is_some() || self.look > now {
            return;
        }
        if self.mode == Mode::Local {
            if self.is_cut {
                self.look = now + ms(fastrand::u64(200..1_000));
            } else {
                (self.mode, self.returned) = (Mode::Returning, now);
                self.lane.wake_all();
            }
        }
        if self.lane.ask_at(self.mode, ROUND_TRIP).is_some_and(|at| at <= now) {
            let ask = self.lane.ask(now, self.mode, micros);
            let reply = (!self.is_cut).then(|| server.ask(self.number, &ask, now + ROUND_TRIP / 2));
            let takes = if self.is_cut { TIMEOUT } else { ROUND_TRIP };
            self.reply = Some((now + takes, reply));
        }
    }

    fn lose(&mut self, now: Duration) {
        assert!(self.is_cut || now < self.healed + TIMEOUT, "no server is lost");
        self.mode = Mode::Local;
        self.lane.no_reply();
        self.look = now + ms(fastrand::u64(100..200));
    }

    /// Begins calls, and polls those that are due. Returns the slots of those that are sent.
    pub(super) fn run_calls(&mut self, events: Events, now: Duration) -> Vec<Option<u64>> {
        self.lane.take_wakers().wake();
        while now >= self.pause && self.awake(now) + self.sent < self.tasks {
            if events.cancels && fastrand::u8(0..10) == 0 {
                self.pause = now + ms(fastrand::u64(0..1_500));
            }
            self.begin(events.cancels && fastrand::u8(0..4) == 0, now);
        }
        let mut sent = Vec::new();
        for mut call in std::mem::take(&mut self.calls) {
            if call.canceled.is_some_and(|at| at <= now) {
                self.lane.leave(call.number);
                continue;
            }
            let is_due = call.until <= now || call.count.get() > call.seen;
            if is_due && call.asleep <= now && events.sleeps && call.begin < now {
                // One call in forty is late; some of these are not polled again.
                let late = [ms(20), ms(400), FOREVER][fastrand::usize(0..3)];
                call.asleep = if fastrand::u8(0..40) == 0 { now + late } else { call.asleep };
            }
            if !is_due || call.asleep > now {
                self.calls.push(call);
                continue;
            }
            call.seen = call.count.get();
            if self.mode != Mode::Local && self.lane.is_overdue(now, TIMEOUT) {
                self.lose(now);
            }
            match self.lane.poll(call.number, &call.waker, now, self.mode, TIMEOUT) {
                Turn::Wait(until) => {
                    assert!(until > now, "{until:?} has passed at {now:?}");
                    call.until = until;
                    self.calls.push(call);
                }
                Turn::Permitted(slot) => sent.push(Some(slot)),
                Turn::Unpaced | Turn::PacedLocally => sent.push(None),
            }
        }
        self.lane.take_wakers().wake();
        self.sent += sent.len();
        sent
    }

    fn begin(&mut self, is_canceled: bool, now: Duration) {
        let (count, waker) = wakes();
        self.calls.push(Call {
            number: self.lane.enter(),
            begin: now,
            count,
            waker,
            seen: 0,
            until: now,
            canceled: is_canceled.then(|| now + ms(fastrand::u64(0..1_500))),
            asleep: Duration::ZERO,
        });
    }

    fn awake(&self, now: Duration) -> usize {
        self.calls.iter().filter(|call| call.asleep <= now).count()
    }

    /// Since when the call waits that waits for longest, of those that are polled.
    pub(super) fn oldest(&self, now: Duration) -> Duration {
        let polled = self.calls.iter().filter(|call| call.asleep <= now);
        polled.map(|call| call.begin.max(call.asleep)).min().unwrap_or(now)
    }
}
