//! Faults of the server, and of processes, under load.
//!
//! Each process has four calls waiting all the time.

use std::time::Duration;

use crate::fleet::{Api, Fleet, RATE, TASKS};
use crate::proxy::Proxy;
use crate::report::Report;
use crate::server::Server;

const PROCESSES: usize = 12;

/// How many permits a process of so many holds at a time: half a second's, divided.
fn batch(processes: usize) -> f64 {
    (0.5 * RATE / processes as f64).floor().max(1.0)
}

/// From one batch of a process to its next, in seconds, at 97 % of the rate.
fn round(processes: usize) -> f64 {
    batch(processes) * processes as f64 * 1.03 / RATE
}

/// What a call may wait longer than the rate asks.
const STALL: f64 = 0.05;

/// How late timers may be.
const LATE: f64 = 0.03;

/// When the fault begins, in seconds.
const FAULT: f64 = 4.0;

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Runs a fleet on these URLs; `fault` makes the fault. No call is refused before it, nor in
/// the last three seconds.
fn run(name: &str, urls: &[String], time: f64, fault: impl FnOnce(&mut Fleet)) -> Report {
    let api = Api::start();
    let mut fleet = api.fleet(urls, seconds(time));
    fleet.wait_until(seconds(FAULT));
    fault(&mut fleet);
    let report = fleet.report();
    println!("{}", report.line(name));
    assert_eq!(report.refused(0.0..FAULT), 0, "before the fault");
    assert_eq!(report.refused(time - 3.0..f64::MAX), 0, "after the fault");
    report
}

/// What holds around each fault that all processes see: nothing is refused; nothing is lost
/// but what is asked for, in seconds of the rate; and nobody waits longer than the rate asks.
/// In the last three seconds all is as before the fault.
pub(crate) fn check(report: &Report, processes: usize, time: f64, lost: f64) {
    assert_eq!(report.refused(0.0..f64::MAX), 0, "a part of the rate is granted twice");
    let rate = 0.97 * RATE;
    for second in (1..).map(f64::from).take_while(|second| *second <= time) {
        let accepted = report.accepted(0.0..second) as f64;
        let least = rate * (second - lost) - 4.0;
        assert!(accepted >= least, "{accepted} calls after {second} s, not {least}");
    }
    assert!(report.accepted(time - 3.0..time) as f64 >= 0.95 * RATE * 3.0, "after the fault");
    assert_eq!(report.shares(0.0..time).len(), processes);
    let gap = report.longest_gap().as_secs_f64();
    assert!(gap <= 1.0 / rate + STALL + LATE + lost, "no process calls for {gap} s");
    check_waits(report, processes, lost);
}

/// The order of turns may change, so a process may wait for two rounds, and a call for two
/// more than its process needs for all that wait.
fn check_waits(report: &Report, processes: usize, lost: f64) {
    let late = STALL + LATE + lost;
    let wait = report.longest_wait().as_secs_f64();
    assert!(wait <= 2.0 * round(processes) + late, "a process waits for {wait} s");
    let rounds = (TASKS as f64 / batch(processes)).ceil() + 2.0;
    let call = report.longest_call().as_secs_f64();
    assert!(call <= rounds * round(processes) + late, "a call waits for {call} s");
}

/// A server that is killed, and restarted after some seconds.
fn killed_and_restarted(processes: usize, outage: f64) {
    let (mut server, time) = (Server::start(), FAULT + outage + 7.0);
    let name = format!("{processes} processes, server killed for {outage} s");
    let report = run(&name, &vec![server.url(); processes], time, |fleet| {
        server.kill();
        fleet.wait_until(seconds(FAULT + outage));
        server.restart();
    });
    check(&report, processes, time, 0.0);
    assert!(report.local > 20);
}

#[test]
#[ignore = "needs redis-server"]
fn server_is_killed_and_restarted() {
    killed_and_restarted(PROCESSES, 2.0);
}

#[test]
#[ignore = "needs redis-server"]
fn server_of_a_small_fleet_is_killed_and_restarted() {
    for processes in [2, 3, 5, 10] {
        killed_and_restarted(processes, 4.0);
    }
}

#[test]
#[ignore = "needs redis-server"]
fn server_is_paused() {
    let server = Server::start();
    let report = run("paused", &vec![server.url(); PROCESSES], 14.0, |fleet| {
        server.signal("STOP");
        fleet.wait_until(seconds(FAULT + 3.0));
        server.signal("CONT");
    });
    check(&report, PROCESSES, 14.0, 1.0);
    assert!(report.local > 40);
}

#[test]
#[ignore = "needs redis-server"]
fn server_is_emptied() {
    let server = Server::start();
    let report = run("emptied", &vec![server.url(); PROCESSES], 10.0, |_| {
        server.run::<()>(&["FLUSHALL"]);
    });
    check(&report, PROCESSES, 10.0, 0.0);
    assert_eq!(report.local, 0);
}

#[test]
#[ignore = "needs redis-server"]
fn server_is_read_only() {
    let server = Server::start();
    let report = run("read-only", &vec![server.url(); PROCESSES], 13.0, |fleet| {
        server.run::<()>(&["REPLICAOF", "127.0.0.1", "1"]);
        fleet.wait_until(seconds(FAULT + 2.0));
        server.run::<()>(&["REPLICAOF", "NO", "ONE"]);
    });
    check(&report, PROCESSES, 13.0, 0.0);
    assert!(report.local > 20);
}

#[test]
#[ignore = "needs redis-server"]
fn server_fails_over_to_a_replica_that_lags() {
    let (mut server, replica) = (Server::start(), Server::start());
    replica.run::<()>(&["REPLICAOF", "127.0.0.1", &server.port.to_string()]);
    let proxy = Proxy::to(server.port);
    let report = run("failed over", &vec![proxy.url(); PROCESSES], 12.0, |fleet| {
        // From now on the replica knows nothing new.
        replica.run::<()>(&["REPLICAOF", "NO", "ONE"]);
        fleet.wait_until(seconds(FAULT + 0.7));
        server.kill();
        proxy.switch(replica.port);
    });
    check(&report, PROCESSES, 12.0, 0.0);
}

#[test]
#[ignore = "needs redis-server"]
fn replies_are_late() {
    let server = Server::start();
    let proxy = Proxy::to(server.port);
    let report = run("replies after 100 ms", &vec![proxy.url(); PROCESSES], 13.0, |fleet| {
        proxy.delay(Duration::from_millis(100));
        fleet.wait_until(seconds(FAULT + 2.0));
        proxy.delay(Duration::ZERO);
    });
    check(&report, PROCESSES, 13.0, 0.0);
    assert!(report.local > 20);
}

#[test]
#[ignore = "needs redis-server"]
fn processes_are_killed_while_they_hold_permits() {
    let server = Server::start();
    let report = run("four processes killed", &vec![server.url(); PROCESSES], 10.0, |fleet| {
        fleet.kill(4);
    });
    // Killed processes report nothing; the others take over their shares.
    let after = report.accepted(FAULT + 2.0..10.0) as f64;
    println!("{:.2}/s after two seconds", after / 4.0);
    assert!(after >= 0.95 * RATE * 4.0, "{after}");
    assert_eq!(report.shares(0.0..f64::MAX).len(), PROCESSES - 4);
    assert_eq!((report.refused(0.0..f64::MAX), report.local), (0, 0));
    // The killed held permits for at most half a second.
    check_waits(&report, PROCESSES, 0.5);
    let gap = report.longest_gap().as_secs_f64();
    assert!(gap <= 0.5 + STALL + LATE, "no process calls for {gap} s");
}

/// Rows of turns are as long as the weights ask, also without the server.
#[test]
#[ignore = "needs redis-server"]
fn server_of_processes_with_weights_is_killed_and_restarted() {
    for weights in [[1, 1, 2], [1, 2, 2], [1, 1, 4]] {
        let mut server = Server::start();
        let urls = weights.map(|weight| format!("{}#{weight},4", server.url()));
        let report = run(&format!("weights {weights:?}, killed"), &urls, 15.0, |fleet| {
            server.kill();
            fleet.wait_until(seconds(FAULT + 4.0));
            server.restart();
        });
        assert_eq!(report.refused(0.0..f64::MAX), 0);
        let all = 0.97 * RATE * 12.0;
        assert!(report.accepted(1.0..13.0) as f64 >= 0.97 * all, "{}", report.accepted(1.0..13.0));
        for (process, weight) in weights.into_iter().enumerate() {
            let share = all * f64::from(weight) / f64::from(weights.iter().sum::<i32>());
            let calls = report.shares(1.0..13.0)[&process] as f64;
            assert!((calls - share).abs() <= 0.15 * share + 2.0, "{process}: {calls} of {share}");
        }
    }
}

/// Those that are cut off keep their share; the others divide the whole rate. Both learn from
/// what is refused.
#[test]
#[ignore = "needs redis-server"]
fn some_processes_are_cut_off() {
    let server = Server::start();
    let proxy = Proxy::to(server.port);
    let mut urls = vec![server.url(); PROCESSES - 4];
    urls.extend(vec![proxy.url(); 4]);
    let report = run("four processes cut off", &urls, 34.0, |fleet| {
        proxy.cut(true);
        fleet.wait_until(seconds(FAULT + 20.0));
        proxy.cut(false);
    });
    let (refused, all) = (report.refused(4.0..24.0), report.accepted(4.0..24.0));
    println!("{:.2}/s, {refused} refused while they are cut off", all as f64 / 20.0);
    assert!(refused as f64 <= 0.05 * (refused + all) as f64, "{refused} of {}", refused + all);
    assert!(all as f64 >= 0.75 * RATE * 20.0, "{all}");
    // The rate is two thirds of the documented one while both sides learn.
    let gap = report.longest_gap().as_secs_f64();
    assert!(gap <= 1.5 / (0.97 * RATE) + STALL + LATE, "no process calls for {gap} s");
    assert_eq!(report.shares(4.0..24.0).len(), PROCESSES);
    assert!(report.local > 40);
    // Who is refused is slower by a quarter, and regains it in a minute.
    check_waits(&report, PROCESSES, 6.0 * round(PROCESSES));
    // What was learned of refusals does not outlast the cut.
    let healed = report.accepted(26.0..34.0) as f64;
    println!("{:.2}/s from two seconds after the cut", healed / 8.0);
    assert!(healed >= 0.9 * RATE * 8.0, "{healed}");
}

/// A process that comes and goes does not make the others forget what they have learned of
/// those that stay cut off.
#[test]
#[ignore = "needs redis-server"]
fn one_process_flaps_while_others_are_cut_off() {
    let server = Server::start();
    let (cut, flapping) = (Proxy::to(server.port), Proxy::to(server.port));
    let mut urls = vec![server.url(); PROCESSES - 4];
    urls.extend([cut.url(), cut.url(), cut.url(), flapping.url()]);
    let api = Api::start();
    let fleet = api.fleet(&urls, seconds(28.0));
    fleet.wait_until(seconds(FAULT));
    cut.cut(true);
    for flap in 0..3 {
        let begin = FAULT + 8.0 * f64::from(flap);
        // It is no member any more when it is back.
        flapping.cut(true);
        fleet.wait_until(seconds(begin + 4.5));
        flapping.cut(false);
        fleet.wait_until(seconds(begin + 8.0));
    }
    let report = fleet.report();
    println!("{}", report.line("three cut off, one flaps"));
    let (refused, all) = (report.refused(4.0..28.0), report.accepted(4.0..28.0));
    assert!(refused as f64 <= 0.05 * (refused + all) as f64, "{refused} of {}", refused + all);
    assert!(all as f64 >= 0.75 * RATE * 24.0, "{all}");
}
