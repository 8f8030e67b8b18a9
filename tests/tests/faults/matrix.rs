//! Runs every fault over every transport.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use tencentcloud_core::{Effect, Limits};

use crate::fault::{Fault, Group, LONG};
use crate::invariants::{self, Observation, SLACK};
use crate::outcome::Outcome;
use crate::route::Setup;
use crate::script::Scenario;
use crate::test_client::{Over, TestClient};

pub(crate) struct Matrix {
    pub(crate) groups: Vec<(&'static str, Vec<Row>)>,
    pub(crate) violations: Vec<String>,
}

/// A fault with its distinct outcomes over each transport that meets it.
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

/// More threads than processors: most rows wait for a timeout or for the system.
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
    let mut violations = Vec::new();
    let mut outcomes_of = |what: &str, over: Over| {
        let (.., outcomes) = done.iter().find(|(w, o, _)| *w == what && *o == over)?;
        let outcomes = outcomes.clone().unwrap_or_else(|violation| {
            violations.push(format!("{what}, over {over}: {violation}"));
            vec![]
        });
        Some(outcomes)
    };
    let rows = groups.into_iter().map(|group| {
        let rows = group.faults.into_iter().map(|fault| Row {
            hyper: outcomes_of(fault.what, Over::Hyper),
            ureq: outcomes_of(fault.what, Over::Ureq),
            fault,
        });
        (group.title, rows.collect())
    });
    Matrix { groups: rows.collect(), violations }
}

/// The distinct outcomes of a fault, in the order of its scenarios.
fn outcomes(fault: &Fault, over: Over) -> Result<Vec<Outcome>, String> {
    let mut seen = Vec::new();
    for _ in 0..fault.times {
        for (number, scenario) in fault.scenarios.iter().enumerate() {
            let outcome = outcome(fault, scenario, over, Effect::Read)
                .map_err(|e| format!("scenario {number}: {e}"))?;
            if !seen.contains(&outcome) {
                seen.push(outcome);
            }
        }
    }
    if let Some(scenario) = fault.scenarios.first() {
        outcome(fault, scenario, over, Effect::Write).map_err(|e| format!("as a write: {e}"))?;
    }
    if fault.any_of.is_empty() {
        return Ok(seen);
    }
    // Chance decides a race, so the page lists every allowed outcome.
    match seen.iter().find(|outcome| !fault.any_of.contains(outcome)) {
        Some(other) => Err(format!("unexpected outcome {other:?}")),
        None => Ok(fault.any_of.to_vec()),
    }
}

fn outcome(
    fault: &Fault,
    scenario: &Scenario,
    over: Over,
    effect: Effect,
) -> Result<Outcome, String> {
    // On a busy machine the timeout may elapse before the request is sent. The
    // call has not met the fault then: run it again with a longer timeout.
    for factor in [1, 3, 9] {
        let observation = observe(fault, scenario, over, effect, factor)?;
        let last = observation.results.last().map(Outcome::of).ok_or("no call was made")?;
        let nothing_received = observation.counts.is_some_and(|counts| counts.heads == 0);
        let is_early = fault.limit.is_total() && nothing_received && !fault.sends_nothing;
        if last.is_timeout && is_early && factor < 9 {
            continue;
        }
        return invariants::violation(fault, &observation).map_or(Ok(last), Err);
    }
    unreachable!("the last round returns")
}

/// Serializes the rows with long requests. They occupy a processor, and their
/// timeouts would elapse if they ran in parallel.
static LONG_REQUEST: Mutex<()> = Mutex::new(());

/// Runs one client's calls, from the setup to the last thread of the server.
fn observe(
    fault: &Fault,
    scenario: &Scenario,
    over: Over,
    effect: Effect,
    factor: u32,
) -> Result<Observation, String> {
    let _guard = (fault.padding > 0).then(|| LONG_REQUEST.lock());
    let mut setup = Setup::open(fault.route, scenario);
    let (connect, total) = fault.limit.durations(factor);
    let mut limits = Limits::new(connect, total);
    limits.body = fault.body_limit;
    let (sender, receiver) = mpsc::channel();
    let (config, calls_before) = (setup.config.clone(), fault.calls_before);
    let (padding, after_close, idle) = (fault.padding, fault.after_close, fault.idle);
    let (runtimes, slow_part) = (fault.runtimes, fault.slow_part);
    let server_log = setup.server.as_ref().map(|server| server.log().clone());
    thread::spawn(move || {
        let calls = catch_unwind(AssertUnwindSafe(|| {
            let client = TestClient::new(over, runtimes, slow_part, &config, limits);
            let mut results: Vec<_> =
                (0..calls_before).map(|_| client.call(Effect::Read, 0)).collect();
            if let Some(server_log) = server_log.filter(|_| after_close) {
                server_log.wait(LONG, |counts| counts.ended > 0);
                // Let the FIN or RST reach the client.
                thread::sleep(Duration::from_millis(300));
            }
            thread::sleep(idle);
            let start = Instant::now();
            results.push(client.call(effect, padding));
            (results, start.elapsed())
        }));
        // The receiver may have given up.
        let _ = sender.send(calls.map_err(|_| "the call panicked".to_owned()));
    });
    let calls = receiver.recv_timeout(connect.max(total) + SLACK);
    let (results, elapsed) = calls.map_err(|_| "the call hangs".to_owned())??;
    let counts = match &mut setup.server {
        Some(server) => Some(server.finish().ok_or("the client keeps the connection open")?),
        None => None,
    };
    Ok(Observation { effect, results, elapsed, limit: connect.min(total), counts })
}
