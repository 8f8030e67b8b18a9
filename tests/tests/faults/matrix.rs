//! Runs every fault over every transport.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tencentcloud_core::{Effect, Limits};

use crate::fault::{Fault, Group, LONG};
use crate::moves::Scene;
use crate::outcome::Outcome;
use crate::promises::{self, SLACK, Visit};
use crate::route::Site;
use crate::user::{Over, User};

pub(crate) struct Matrix {
    pub(crate) groups: Vec<(&'static str, Vec<Row>)>,
    pub(crate) failures: Vec<String>,
}

/// A fault with its distinct outcomes over each transport that comes to it.
pub(crate) struct Row {
    pub(crate) fault: Fault,
    pub(crate) hyper: Option<Vec<Outcome>>,
    pub(crate) ureq: Option<Vec<Outcome>>,
}

impl Matrix {
    pub(crate) fn rows(&self) -> usize {
        self.groups.iter().map(|(_, rows)| rows.len()).sum()
    }
}

/// Most rows wait, for a limit or for the system.
const THREADS: usize = 8;

pub(crate) fn run(groups: Vec<Group>) -> Matrix {
    let jobs: Vec<_> = groups
        .iter()
        .flat_map(|group| &group.faults)
        .flat_map(|fault| fault.over.iter().map(move |over| (fault, *over)))
        .collect();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((fault, over)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcomes = outcomes(fault, *over);
                    done.lock().unwrap().push((fault.what, *over, outcomes));
                }
            });
        }
    });
    let done = done.into_inner().unwrap();
    let mut failures = Vec::new();
    let mut found = |what: &str, over: Over| {
        let (.., outcomes) = done.iter().find(|(w, o, _)| *w == what && *o == over)?;
        let outcomes = outcomes.clone().unwrap_or_else(|failure| {
            failures.push(format!("{what}, over {over}: {failure}"));
            vec![]
        });
        Some(outcomes)
    };
    let rows = groups.into_iter().map(|group| {
        let rows = group.faults.into_iter().map(|fault| Row {
            hyper: found(fault.what, Over::Hyper),
            ureq: found(fault.what, Over::Ureq),
            fault,
        });
        (group.title, rows.collect())
    });
    Matrix { groups: rows.collect(), failures }
}

/// The distinct outcomes of a fault, in the order of its scenes.
fn outcomes(fault: &Fault, over: Over) -> Result<Vec<Outcome>, String> {
    let mut seen = Vec::new();
    for _ in 0..fault.times {
        for (number, scene) in fault.scenes.iter().enumerate() {
            let outcome = meet(fault, scene, over, Effect::Read)
                .map_err(|e| format!("scene {number}: {e}"))?;
            if !seen.contains(&outcome) {
                seen.push(outcome);
            }
        }
    }
    if let Some(scene) = fault.scenes.first() {
        meet(fault, scene, over, Effect::Write).map_err(|e| format!("as a write: {e}"))?;
    }
    if fault.either.is_empty() {
        return Ok(seen);
    }
    // Which of them a race comes to is chance; the page has all that may come.
    match seen.iter().find(|outcome| !fault.either.contains(outcome)) {
        Some(other) => Err(format!("it came to {other:?}")),
        None => Ok(fault.either.to_vec()),
    }
}

fn meet(fault: &Fault, scene: &Scene, over: Over, effect: Effect) -> Result<Outcome, String> {
    // A machine may be so busy that a limit runs out before the request has
    // left, and then it is not the fault that was met. More time, then.
    for more in [1, 3, 9] {
        let visit = visit(fault, scene, over, effect, more)?;
        let last = visit.results.last().map(Outcome::of).ok_or("there was no call")?;
        let nothing_came = visit.counts.is_some_and(|counts| counts.heads == 0);
        let is_early = fault.limit.is_total() && nothing_came;
        if last.is_timeout && is_early && more < 9 {
            continue;
        }
        return promises::broken(fault, &visit).map_or(Ok(last), Err);
    }
    unreachable!("the last round returns")
}

/// A long request takes a processor for a while; one of them at a time, so that
/// none waits for the others longer than a call may take.
static LONG_REQUEST: Mutex<()> = Mutex::new(());

/// One client's calls, from their preparation to the last thread of the server.
fn visit(
    fault: &Fault,
    scene: &Scene,
    over: Over,
    effect: Effect,
    more: u32,
) -> Result<Visit, String> {
    let _turn = (fault.padding > 0).then(|| LONG_REQUEST.lock());
    let mut site = Site::open(fault.route, scene);
    let (connect, total) = fault.limit.durations(more);
    let mut limits = Limits::new(connect, total);
    limits.body = fault.cap;
    let (tell, told) = mpsc::channel();
    let (wire, fault_) = (site.wire.clone(), fault.clone());
    let ledger = site.server.as_ref().map(|server| server.ledger().clone());
    thread::spawn(move || {
        let calls = catch_unwind(AssertUnwindSafe(|| {
            let user = User::new(over, &wire, limits);
            let mut results: Vec<_> =
                (0..fault_.before).map(|_| user.call(Effect::Read, 0)).collect();
            if let Some(ledger) = ledger.filter(|_| fault_.after_close) {
                ledger.wait(LONG, |counts| counts.ended > 0);
                // The news is on its way to the client.
                thread::sleep(Duration::from_millis(300));
            }
            let start = Instant::now();
            results.push(user.call(effect, fault_.padding));
            (results, start.elapsed())
        }));
        // Nobody may be waiting any more.
        let _ = tell.send(calls.map_err(|_| "it panicked".to_owned()));
    });
    let told = told.recv_timeout(LONG + SLACK);
    let (results, taken) = told.map_err(|_| "it hangs".to_owned())??;
    let counts = match &mut site.server {
        Some(server) => Some(server.finish().ok_or("the connection stays open")?),
        None => None,
    };
    Ok(Visit { effect, results, taken, limit: connect.min(total), counts })
}
