//! A fleet without faults.

use std::thread;
use std::time::Duration;

use tencentcloud_quota::Quota;

use crate::fleet::{self, Api, RATE, TASKS};
use crate::proxy::Proxy;
use crate::server::{Server, pause};

const PROCESSES: usize = 12;

#[test]
#[ignore = "needs redis-server"]
fn twelve_processes_use_the_rate_and_none_is_refused() {
    let (server, api) = (Server::start(), Api::start());
    let fleet = api.fleet(&vec![server.url(); PROCESSES], Duration::from_secs(30));
    fleet.wait_until(Duration::from_secs(28));
    let usage = tencentcloud_quota::usage(&server.url()).unwrap();
    let report = fleet.report();
    println!("{}", report.line("steady"));

    assert_eq!(report.refused(0.0..f64::MAX), 0);
    let accepted = report.accepted(0.0..30.0);
    assert!(accepted as f64 >= 0.95 * RATE * 30.0, "{accepted}");
    let share = accepted as f64 / PROCESSES as f64;
    let shares = report.shares(0.0..30.0);
    assert_eq!(shares.len(), PROCESSES);
    for calls in shares.into_values() {
        assert!((calls as f64 - share).abs() <= 0.15 * share, "{calls} of {share}");
    }
    let calls = u64::try_from(report.calls.len()).unwrap();
    assert!(report.round_trips <= calls, "{} round trips for {calls}", report.round_trips);
    assert_eq!((report.granted, report.local), (calls, 0));

    let [usage] = &*usage else { panic!("{usage:?}") };
    let names = [&*usage.account, &*usage.service, &*usage.action, &*usage.region];
    assert_eq!(names, ["default", "ecm", "DescribeImage", ""]);
    assert_eq!((usage.processes, usage.throttled), (12, 0));
    assert_eq!((usage.rate, usage.stated_rate), (RATE, Some(20)));
    assert!((17.5..21.0).contains(&usage.used) && usage.wait > 0.4, "{usage:?}");
}

#[test]
#[ignore = "needs redis-server"]
fn busy_process_needs_a_round_trip_for_four_calls() {
    let (server, api) = (Server::start(), Api::start());
    let report = api.fleet(&[server.url()], Duration::from_secs(8)).report();
    println!("{}", report.line("one process"));
    assert_eq!(report.refused(0.0..f64::MAX), 0);
    assert!(report.accepted(0.0..8.0) as f64 >= 0.95 * RATE * 8.0);
    let calls = u64::try_from(report.calls.len()).unwrap();
    assert!(4 * report.round_trips <= calls, "{} for {calls}", report.round_trips);
}

#[test]
#[ignore = "needs redis-server"]
fn weights_divide_the_rate() {
    let (server, api) = (Server::start(), Api::start());
    let urls = ["#3,4", "", "", ""].map(|weight| format!("{}{weight}", server.url()));
    let report = api.fleet(&urls, Duration::from_secs(8)).report();
    println!("{}", report.line("weights 3, 1, 1, 1"));
    assert_eq!(report.refused(0.0..f64::MAX), 0);
    let shares = report.shares(2.0..8.0);
    let all = 0.97 * RATE * 6.0;
    assert_eq!(shares.len(), 4);
    for (calls, part) in shares.values().zip([0.5, 1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0]) {
        assert!((*calls as f64 - part * all).abs() <= 0.15 * part * all + 1.0, "{shares:?}");
    }
}

/// A process that has one call at a time, as a loop has, obtains several permits ahead, too.
#[test]
#[ignore = "needs redis-server"]
fn loop_has_its_share_beside_processes_with_many_calls() {
    let (server, api) = (Server::start(), Api::start());
    for others in [1, 2, 4] {
        let mut urls = vec![server.url() + "#1,1"];
        urls.extend(vec![server.url(); others]);
        let report = api.fleet(&urls, Duration::from_secs(10)).report();
        println!("{}", report.line(&format!("a loop beside {others}")));
        assert_eq!(report.refused(0.0..f64::MAX), 0);
        let shares = report.shares(3.0..10.0);
        let share = 0.97 * RATE * 7.0 / urls.len() as f64;
        assert!(shares[&0] as f64 >= 0.75 * share, "{shares:?} of {share}");
        // The last second of the run before counts at the service, too.
        pause(Duration::from_secs(1));
    }
}

/// One limiter serves blocking threads and two runtimes; a third stops while a call of it
/// waits, which holds up nobody.
#[test]
#[ignore = "needs redis-server"]
fn threads_and_runtimes_share_a_limiter() {
    let (server, api) = (Server::start(), Api::start());
    let quota = Quota::builder(&server.url()).build().unwrap();
    let until = fleet::now() + Duration::from_secs(4);
    let asleep = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let calls = thread::scope(|scope| {
        let calls = [true, true, false].map(|is_async| {
            let (api, quota) = (&*api.address, Some(quota.clone()));
            scope.spawn(move || fleet::call_until(api, quota, is_async, TASKS, until))
        });
        asleep.spawn(fleet::call_async(api.address.clone(), Some(quota.clone()), TASKS, until));
        asleep.block_on(async { tokio::time::sleep(Duration::from_millis(100)).await });
        calls.map(|calls| calls.join().unwrap())
    });
    for calls in &calls {
        assert!(calls.len() > 20, "{}", calls.len());
        assert!(calls.iter().all(|call| !call.is_refused));
        // Twelve calls of the three wait at a time.
        let longest = calls.iter().map(|call| call.took).max().unwrap();
        assert!(longest < Duration::from_millis(12 * 52 + 400), "{longest:?}");
    }
    let all: usize = calls.iter().map(Vec::len).sum();
    // The calls of the runtime that stopped cost a permit each.
    assert!(all as f64 >= 0.95 * RATE * 4.0 - 8.0, "{all}");
    assert_eq!(quota.stats().local, 0);
}

/// The checks can fail: they do without shared rates.
#[test]
#[ignore = "needs redis-server"]
fn twelve_processes_without_shared_rates_are_refused() {
    let api = Api::start();
    let report = api.fleet(&vec![String::new(); PROCESSES], Duration::from_secs(6)).report();
    println!("{}", report.line("local pacing alone"));
    assert!(report.refused(0.0..f64::MAX) > 20);
}

/// The measurements of `docs/quota.md`, which take four minutes.
#[test]
#[ignore = "needs redis-server; only measures"]
fn recorded() {
    let server = Server::start();
    for delay in [0, 1, 20] {
        let api = Api::start();
        let proxy = Proxy::to(server.port);
        proxy.delay(Duration::from_millis(delay));
        let urls = vec![proxy.url(); 40];
        let report = api.fleet(&urls, Duration::from_mins(1)).report();
        println!("{}", report.line(&format!("40 processes, {delay} ms")));
        assert_eq!(report.refused(0.0..f64::MAX), 0);
    }
}
