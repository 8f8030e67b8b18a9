//! What the calls of a process share with the thread that asks the server.

use std::fmt::Display;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

use redis::RedisError;
use tracing::{info, warn};

use self::state::{Server, State};
use crate::lane::{Grant, Lane, Mode, Turn};
use crate::script::{Ask, Reply};

mod state;

/// How long a process asks only in its turn after the server is back: until all others know.
const RETURN: Duration = Duration::from_secs(2);

/// How long an action whose key is refused is paced locally before it is tried again.
const REFUSED: Duration = Duration::from_secs(30);

/// The lanes of all actions, and whether the server responds.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    /// Something is to be asked, or the limiter is dropped.
    work: Condvar,
    start: Instant,
    process_id: u32,
    pub(crate) timeout: Duration,
    pub(crate) counters: Counters,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) round_trips: AtomicU64,
    pub(crate) granted: AtomicU64,
    pub(crate) local: AtomicU64,
}

impl Shared {
    #[expect(clippy::disallowed_methods, reason = "the clock of this edge")]
    pub(crate) fn new(weight: u32, timeout: Duration) -> Self {
        Self {
            state: Mutex::new(State::new(weight)),
            work: Condvar::new(),
            start: Instant::now(),
            process_id: process::id(),
            timeout,
            counters: Counters::default(),
        }
    }

    pub(crate) fn now(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A call to the action of this rate joins the line. `None` if too many actions have one.
    pub(crate) fn enter(&self, rate: &str, stated: u32) -> Option<u64> {
        self.lock().lane(rate, stated).map(Lane::enter)
    }

    pub(crate) fn leave(&self, rate: &str, call: u64) {
        // In a child process the lock may be held forever, by a thread that is not there.
        if !self.is_of_this_process() {
            return;
        }
        let mut state = self.lock();
        let Some(lane) = state.lanes.get_mut(rate) else { return };
        lane.leave(call);
        let wakers = lane.take_wakers();
        drop(state);
        wakers.wake();
    }

    /// Whether it is the turn of this call.
    pub(crate) fn poll(&self, rate: &str, call: u64, waker: &Waker) -> Turn {
        let now = self.now();
        let mut guard = self.lock();
        let state = &mut *guard;
        let mut mode = state.mode(now);
        let is_late = mode != Mode::Local
            && state.lanes.get(rate).is_some_and(|lane| lane.is_overdue(now, self.timeout));
        if is_late {
            state.lose();
            mode = Mode::Local;
            self.work.notify_one();
        }
        let Some(lane) = state.lanes.get_mut(rate) else { return Turn::PacedLocally };
        let turn = lane.poll(call, waker, now, mode, self.timeout);
        let turn = match turn {
            Turn::Unpaced => Turn::Permitted(state.clock.server_micros(now)),
            other => other,
        };
        let ask_at = lane.ask_at(mode, state.clock.round_trip());
        let wakers = if is_late { state.take_wakers() } else { lane.take_wakers() };
        self.call_for_work(guard, ask_at);
        wakers.wake();
        if is_late {
            log_loss(&"no reply in time");
        }
        match turn {
            Turn::Permitted(_) => Self::count(&self.counters.granted),
            Turn::PacedLocally => Self::count(&self.counters.local),
            _ => {}
        }
        turn
    }

    pub(crate) fn throttled(&self, rate: &str, slot: Option<u64>) {
        let now = self.now();
        let mut state = self.lock();
        if let Some(lane) = state.lanes.get_mut(rate) {
            lane.throttled(slot, now);
            self.call_for_work(state, slot.map(|_| Duration::ZERO));
        }
    }

    /// Wakes the thread if it would look for work later than at this time.
    fn call_for_work(&self, mut state: MutexGuard<'_, State>, at: Option<Duration>) {
        if let Some(at) = at
            && state.next_look.is_none_or(|next| at < next)
        {
            state.next_look = Some(at);
            drop(state);
            self.work.notify_one();
        }
    }

    /// Waits until there is something to ask. `None` if the limiter was dropped.
    pub(crate) fn next_asks(&self) -> Option<Vec<Ask>> {
        let mut guard = self.lock();
        loop {
            let state = &mut *guard;
            if state.closed {
                return None;
            }
            let now = self.now();
            let mode = state.mode(now);
            if mode == Mode::Local {
                // A call found that the server is late.
                return Some(Vec::new());
            }
            let (mut asks, mut next) = (Vec::new(), None::<Duration>);
            let round_trip = state.clock.round_trip();
            for (rate, lane) in &mut state.lanes {
                match lane.ask_at(mode, round_trip) {
                    Some(at) if at <= now => {
                        let ask = lane.ask(now, mode, |at| state.clock.server_micros(at));
                        asks.push(Ask { rate: rate.clone(), ..ask });
                    }
                    Some(at) => next = Some(next.map_or(at, |next| next.min(at))),
                    None => {}
                }
            }
            if let Server::Here(until) = state.server
                && now < until
            {
                // From then on it asks in its turns no longer.
                next = Some(next.map_or(until, |next| next.min(until)));
            }
            if !asks.is_empty() {
                // It looks again when the replies are here.
                state.next_look = Some(Duration::ZERO);
                return Some(asks);
            }
            state.next_look = next;
            guard = match next {
                Some(at) => {
                    let wait = self.work.wait_timeout(guard, at.saturating_sub(now));
                    wait.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.work.wait(guard).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Hands the reply to the lane that asked at `sent`.
    pub(crate) fn reply(&self, rate: &str, sent: Duration, reply: Result<Reply, RedisError>) {
        let now = self.now();
        let mut guard = self.lock();
        let state = &mut *guard;
        let mode = state.mode(now);
        let grant = reply.map(|reply| {
            state.clock.observe(reply.now, sent, now);
            Grant::of(&reply, |slot| state.clock.local(slot))
        });
        let Some(lane) = state.lanes.get_mut(rate) else { return };
        match grant {
            Ok(grant) => {
                lane.granted(&grant, now, mode);
                state.weights = lane.weights();
                let wakers = lane.take_wakers();
                drop(guard);
                wakers.wake();
            }
            Err(error) => {
                lane.refused(now + REFUSED);
                let wakers = lane.take_wakers();
                drop(guard);
                wakers.wake();
                warn!(rate, %error, "the server refuses the rate, which is paced locally");
            }
        }
    }

    /// The server does not respond, or not as it should.
    pub(crate) fn lose(&self, reason: &dyn Display) {
        let mut state = self.lock();
        let (is_news, wakers) = (state.lose(), state.take_wakers());
        drop(state);
        wakers.wake();
        if is_news {
            log_loss(reason);
        }
    }

    /// The server responds, for the first time or again.
    pub(crate) fn regain(&self, sent: Duration, reply: &Reply, first: bool) {
        let now = self.now();
        let first = first && self.counters.local.load(Ordering::Relaxed) == 0;
        let mut state = self.lock();
        state.clock.forget();
        state.clock.observe(reply.now, sent, now);
        state.server = Server::Here(if first { now } else { now + RETURN });
        state.lanes.values_mut().for_each(Lane::wake_all);
        let wakers = state.take_wakers();
        drop(state);
        wakers.wake();
        if !first {
            info!("rates are shared again");
        }
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.is_of_this_process() && self.lock().server != Server::Away
    }

    /// Waits for this time. `true` if the limiter was dropped.
    pub(crate) fn pause(&self, pause: Duration) -> bool {
        let state = self.lock();
        let wait = self.work.wait_timeout_while(state, pause, |state| !state.closed);
        wait.unwrap_or_else(PoisonError::into_inner).0.closed
    }

    /// `false` in a child process that was forked off the one that made this.
    pub(crate) fn is_of_this_process(&self) -> bool {
        process::id() == self.process_id
    }

    pub(crate) fn close(&self) {
        if !self.is_of_this_process() {
            return;
        }
        self.lock().closed = true;
        self.work.notify_one();
    }
}

/// Only without the lock: who reads the log may be slow.
fn log_loss(reason: &dyn Display) {
    warn!(%reason, "the server of shared rates is away; each process keeps its share");
}
