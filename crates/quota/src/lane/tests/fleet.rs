//! Fleets whose calls are canceled, polled late or never again, and whose server comes and
//! goes.

use super::simulation::{Events, RATE, RETURN, Server, Simulation};
use super::*;
use crate::script::{Ask, Reply};

const PROCESSES: [usize; 3] = [1, 3, 12];
const START: Duration = Duration::from_secs(1);
const END: Duration = Duration::from_secs(20);
const HORIZON: Duration = Duration::from_secs(1);

/// A server by the rules of the script.
struct Rules {
    newest: Duration,
    processes: u64,
    back_since: Duration,
}

impl Server for Rules {
    fn ask(&mut self, _: usize, ask: &Ask, now: Duration) -> Reply {
        let first = now.max(self.newest + SLOT);
        let room = (now + HORIZON).saturating_sub(first).as_micros() / SLOT.as_micros() + 1;
        let room = if first > now + HORIZON { 0 } else { u64::try_from(room).unwrap() };
        let is_fresh = now < self.back_since + RETURN;
        let share = if is_fresh { 1 } else { u64::from(RATE / 2) / self.processes };
        let permits = room.min(share.max(1)).min(ask.wanted as u64);
        if permits > 0 {
            self.newest = first + SLOT * (u32::try_from(permits).unwrap() - 1);
        }
        let is_full = ask.wanted > 0 && permits == 0;
        let later = if is_full { micros((first + SLOT).saturating_sub(HORIZON)) } else { 0 };
        Reply {
            now: micros(now),
            slot: micros(first),
            permits,
            interval: micros(SLOT),
            later,
            weights: self.processes,
        }
    }
}

/// Runs a fleet, whose server is away at times if there are faults.
fn run(processes: usize, events: Events, faults: bool, seed: u64) -> Simulation<Rules> {
    fastrand::seed(seed);
    let server =
        Rules { newest: Duration::ZERO, processes: processes as u64, back_since: Duration::ZERO };
    let mut fleet = Simulation::new(server, processes, events, START);
    let (mut fault, mut is_away) = (ms(fastrand::u64(2_000..4_000)), false);
    // No call waits longer than twice its place in the line; each sleeper may cost a slot.
    let longest = SLOT * u32::try_from(processes).unwrap() * 10 + ms(2_000);
    while fleet.now < END {
        if faults && fleet.now >= fault {
            is_away = !is_away;
            fleet.cut_off(0..processes, is_away);
            fleet.server.back_since = fleet.now;
            fault = fleet.now + ms(fastrand::u64(100..4_000));
        }
        fleet.step(longest);
    }
    fleet
}

#[test]
fn each_call_has_its_turn_whatever_the_others_do() {
    for processes in PROCESSES {
        for bits in 0..8 {
            let [cancels, sleeps, faults] = [1, 2, 4].map(|bit| bits & bit != 0);
            for seed in 0..2 {
                let fleet = run(processes, Events { cancels, sleeps }, faults, seed);
                // Of 368 slots.
                let least = if cancels { 80 } else { [330, 200][usize::from(sleeps)] };
                let (accepted, refused) = fleet.count(START..END);
                assert!(accepted + refused >= least, "{processes} {bits}: {accepted} {refused}");
            }
        }
    }
}

#[test]
fn nothing_is_refused_without_faults() {
    for processes in PROCESSES {
        for all in [false, true] {
            let fleet = run(processes, Events { cancels: all, sleeps: all }, false, 7);
            assert_eq!(fleet.service.refused, [], "{processes}");
        }
    }
}
