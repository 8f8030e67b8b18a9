//! The thread that asks the server.
//!
//! Its waits, such as those for a name server or a new connection, have no limit that a call
//! could rely on; so calls never wait for them, only for permits, and not longer than the
//! time limit.

use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use redis::RedisError;
use tracing::warn;

use crate::error::{QuotaError, reason};
use crate::link::{self, CONNECT, Link};
use crate::script::{Ask, Process, Reply};
use crate::shared::Shared;
use crate::target::Target;

/// From one attempt to connect to the next, at first and at last. Each is shortened by up to
/// a half at random, so that a fleet does not return at once.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A connection that was idle for so long may have been closed; that is no failure.
const IDLE: Duration = Duration::from_secs(1);

pub(crate) struct Engine {
    shared: Arc<Shared>,
    target: Target,
    process: Process,
    /// When the last reply came.
    last_reply: Duration,
    first: bool,
    /// What was said last of a server that refuses this process.
    told: Option<String>,
}

/// Starts the thread and waits until it has connected, but not for long. An error that will
/// not pass by itself is returned.
pub(crate) fn start(
    shared: &Arc<Shared>,
    target: Target,
    process: Process,
) -> Result<(), QuotaError> {
    let (started, result) = sync_channel(1);
    let mut engine = Engine {
        shared: Arc::clone(shared),
        target,
        process,
        last_reply: Duration::ZERO,
        first: true,
        told: None,
    };
    let thread = std::thread::Builder::new().name("tencentcloud-quota".into());
    thread
        .spawn(move || engine.run(&started))
        .map_err(|error| QuotaError::Thread(error.to_string()))?;
    result.recv_timeout(2 * CONNECT).unwrap_or(Ok(()))
}

impl Engine {
    fn run(&mut self, started: &SyncSender<Result<(), QuotaError>>) {
        let mut link = match self.connect().map_err(QuotaError::lasting) {
            Ok(link) => Some(link),
            Err(Ok(error)) => {
                let _ = started.send(Err(error));
                return;
            }
            Err(Err(error)) => {
                let reason = reason(&error);
                warn!(reason, "the server of shared rates is away; each process paces itself");
                None
            }
        };
        let _ = started.send(Ok(()));
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(connected) = &mut link {
                let Some(asks) = self.shared.next_asks() else { return };
                match self.ask(connected, &asks) {
                    Ok(()) if self.shared.is_connected() => {}
                    // Late replies may still arrive: only a new connection is clean.
                    Ok(()) => link = None,
                    Err(error) => {
                        self.shared.lose(&reason(&error));
                        link = None;
                    }
                }
                continue;
            }
            if self.shared.pause(pause.mul_f64(0.5 + fastrand::f64() / 2.0)) {
                return;
            }
            link = match self.connect() {
                Ok(link) => Some(link),
                Err(error) => {
                    self.tell(error);
                    None
                }
            };
            pause = if link.is_some() { FIRST_PAUSE } else { (2 * pause).min(LONGEST_PAUSE) };
        }
    }

    /// Says once why the server cannot be used, if that will not pass by itself.
    fn tell(&mut self, error: RedisError) {
        let Ok(error) = QuotaError::lasting(error) else { return };
        let reason = error.to_string();
        if self.told.as_ref() != Some(&reason) {
            warn!(%error, "the server of shared rates refuses this process");
            self.told = Some(reason);
        }
    }

    /// Connects, and shows that the script runs, writes, and responds in time.
    fn connect(&mut self) -> Result<Link, RedisError> {
        let mut link = Link::connect(&self.target, self.shared.timeout)?;
        // The first time the server has to load it.
        self.probe(&mut link)?;
        let sent = self.shared.now();
        let reply = self.probe(&mut link)?;
        self.last_reply = self.shared.now();
        self.shared.regain(sent, &reply, self.first);
        self.first = false;
        self.told = None;
        Ok(link)
    }

    fn probe(&self, connected: &mut Link) -> Result<Reply, RedisError> {
        let replies = connected.ask(&self.process, &[Ask::probe()])?;
        replies.into_iter().next().unwrap_or_else(|| Err(link::impossible()))
    }

    fn ask(&mut self, link: &mut Link, asks: &[Ask]) -> Result<(), RedisError> {
        if asks.is_empty() {
            return Ok(());
        }
        let mut sent = self.shared.now();
        let was_idle = sent > self.last_reply + IDLE;
        let replies = match link.ask(&self.process, asks) {
            Err(error) if was_idle && error.is_connection_dropped() && !error.is_timeout() => {
                *link = Link::connect(&self.target, self.shared.timeout)?;
                sent = self.shared.now();
                link.ask(&self.process, asks)?
            }
            replies => replies?,
        };
        self.last_reply = self.shared.now();
        Shared::count(&self.shared.counters.round_trips);
        for (ask, reply) in asks.iter().zip(replies) {
            self.shared.reply(&ask.rate, sent, reply);
        }
        Ok(())
    }
}
