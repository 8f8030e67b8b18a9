//! What the lock guards: the lanes of all actions, and whether the server responds.

use std::collections::HashMap;
use std::time::Duration;

use crate::lane::{Lane, Mode, Wakers};
use crate::server_clock::ServerClock;

/// How many actions have a lane. One more takes the lane that was idle for longest; if none
/// is idle, the client's own pacing decides.
const LANES: usize = 256;

#[derive(Debug)]
pub(super) struct State {
    pub(super) lanes: HashMap<String, Lane>,
    pub(super) clock: ServerClock,
    pub(super) server: Server,
    /// The sum of all weights that was seen last, for lanes that have not asked yet.
    pub(super) weights: u64,
    /// When the thread looks for work next; `None`: when it is woken.
    pub(super) next_look: Option<Duration>,
    weight: u32,
    pub(super) closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Server {
    Away,
    /// It responds; until this time each process asks only in its turn.
    Here(Duration),
}

impl State {
    pub(super) fn new(weight: u32) -> Self {
        Self {
            lanes: HashMap::new(),
            clock: ServerClock::default(),
            server: Server::Away,
            weights: u64::from(weight),
            next_look: None,
            weight,
            closed: false,
        }
    }

    pub(super) fn mode(&self, now: Duration) -> Mode {
        match self.server {
            Server::Away => Mode::Local,
            Server::Here(until) if now < until => Mode::Returning,
            Server::Here(_) => Mode::Server,
        }
    }

    /// The lane of this rate. `None` if too many actions have one.
    pub(super) fn lane(&mut self, rate: &str, stated: u32) -> Option<&mut Lane> {
        if !self.lanes.contains_key(rate) {
            if self.lanes.len() >= LANES {
                let idle = self.lanes.iter().filter(|(_, lane)| lane.is_idle());
                let oldest = idle.min_by_key(|(_, lane)| lane.last_used)?.0.clone();
                self.lanes.remove(&oldest);
            }
            let lane = Lane::new(stated, self.weight, self.weights);
            self.lanes.insert(rate.to_owned(), lane);
        }
        let lane = self.lanes.get_mut(rate)?;
        lane.stated = stated;
        Some(lane)
    }

    /// The server does not respond. Returns whether this is new.
    pub(super) fn lose(&mut self) -> bool {
        let is_news = self.server != Server::Away;
        self.server = Server::Away;
        self.lanes.values_mut().for_each(Lane::no_reply);
        is_news
    }

    pub(super) fn take_wakers(&mut self) -> Wakers {
        let mut all = Wakers::default();
        self.lanes.values_mut().for_each(|lane| all.append(lane.take_wakers()));
        all
    }
}
