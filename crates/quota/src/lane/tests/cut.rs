//! The script on a real server, in simulated time: a part of a fleet is cut off, or idle.

use std::io::{BufRead, BufReader, Lines};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use redis::Connection;

use super::simulation::{Events, RATE, Server, Simulation};
use super::*;
use crate::script::{Ask, Reply};

const SCRIPT: &str = include_str!("../../permits.lua");
const PROCESSES: usize = 12;
/// Runs of each kind.
const SEEDS: u64 = 10;
const START: Duration = Duration::from_secs(1_000_000);

/// A server on loopback that ends with this value.
struct Redis {
    process: Child,
    port: u16,
    /// What it writes to has to stay open.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Redis {
    #[expect(clippy::disallowed_methods, reason = "the stage of the tests names its server")]
    fn start() -> Self {
        let program = std::env::var("REDIS_SERVER").unwrap_or_else(|_| "redis-server".into());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut process = Command::new(program)
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let is_ready = |line: Result<String, _>| line.unwrap().contains("Ready to accept");
        assert!(output.any(is_ready), "it does not start");
        Self { process, port, _output: output }
    }

    fn connect(&self) -> Connection {
        let client = redis::Client::open(format!("redis://127.0.0.1:{}", self.port)).unwrap();
        client.get_connection().unwrap()
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The script, with the clock of the simulation.
struct Script {
    connection: Connection,
    source: String,
    key: String,
}

impl Script {
    fn new(redis: &Redis, key: &str) -> Self {
        let source = SCRIPT.replace("redis.call('TIME')", "{ ARGV[11], ARGV[12] }");
        assert_ne!(source, SCRIPT);
        Self { connection: redis.connect(), source, key: format!("{{tc3}}:main:ecm:{key}:") }
    }
}

impl Server for Script {
    fn ask(&mut self, process: usize, ask: &Ask, now: Duration) -> Reply {
        let mut command = redis::cmd("EVAL");
        command.arg(&self.source).arg(4).arg(&self.key);
        command.arg(format!("{}:members", self.key)).arg(format!("{}:queue", self.key));
        command.arg("{tc3}:index").arg(format!("{process:02}:1")).arg(1);
        command.arg(ask.stated).arg(ask.wanted).arg(ask.last).arg(ask.throttled);
        command.arg(ask.unpaced).arg(ask.taken).arg(ask.refused).arg(u8::from(ask.is_alone));
        command.arg(now.as_secs()).arg(now.subsec_micros());
        command.query(&mut self.connection).unwrap()
    }
}

/// Runs a fleet of twelve for this time, in milliseconds; `event` is called before each.
fn run(
    script: Script,
    time: u32,
    event: impl FnMut(u32, &mut Simulation<Script>),
) -> Simulation<Script> {
    run_fleet(PROCESSES, script, time, event)
}

fn run_fleet(
    processes: usize,
    script: Script,
    time: u32,
    mut event: impl FnMut(u32, &mut Simulation<Script>),
) -> Simulation<Script> {
    let mut fleet = Simulation::new(script, processes, Events::default(), START);
    for now in 0..time {
        event(now, &mut fleet);
        // A process that was refused has fewer turns.
        fleet.step(ms(1_700) * u32::try_from(processes).unwrap());
    }
    fleet
}

/// The accepted requests of a second, and the part that is refused, in this time.
fn measure(fleet: &Simulation<Script>, from: u64, to: u64) -> (f64, f64) {
    let (accepted, refused) = fleet.count(START + ms(from)..START + ms(to));
    let [accepted, refused] = [accepted, refused].map(f64::from);
    (accepted / ms(to - from).as_secs_f64(), refused / (accepted + refused))
}

fn refused(fleet: &Simulation<Script>, from: u64, to: u64) -> u32 {
    fleet.count(START + ms(from)..START + ms(to)).1
}

/// What holds while processes are cut off.
fn check(slowest: f64, most: f64) {
    assert!(most <= 0.05, "{most} are refused");
    assert!(slowest >= 0.8 * f64::from(RATE), "{slowest} a second");
}

#[test]
#[ignore = "needs redis-server"]
fn few_are_refused_while_processes_are_cut_off_and_none_afterwards() {
    let redis = Redis::start();
    for count in [1, 2, 4, 6, 8, 10] {
        let (mut slowest, mut slowest_after, mut most) = (f64::MAX, f64::MAX, 0.0_f64);
        for seed in 0..SEEDS {
            fastrand::seed(seed);
            let script = Script::new(&redis, &format!("Cut{count}of{seed}"));
            let fleet = run(script, 34_000, |now, fleet| match now {
                4_000 => fleet.cut_off(0..count, true),
                24_000 => fleet.cut_off(0..count, false),
                _ => {}
            });
            assert_eq!(refused(&fleet, 0, 4_000), 0, "before the cut");
            assert_eq!(refused(&fleet, 26_000, 34_000), 0, "{count} processes, seed {seed}");
            let (rate, part) = measure(&fleet, 4_000, 24_000);
            (slowest, most) = (slowest.min(rate), most.max(part));
            slowest_after = slowest_after.min(measure(&fleet, 26_000, 34_000).0);
        }
        println!(
            "{count:>2} of {PROCESSES} cut off: at least {slowest:.1}/s, at most {:.1} % refused; \
             at least {slowest_after:.1}/s afterwards",
            100.0 * most
        );
        check(slowest, most);
        assert!(slowest_after >= 0.95 * f64::from(RATE), "{slowest_after}");
    }
}

/// The members of the fleet are the same all the time, as those that are cut off count for
/// three seconds.
#[test]
#[ignore = "needs redis-server"]
fn cut_of_a_moment_costs_less_than_a_second_and_leaves_nothing() {
    let redis = Redis::start();
    for (count, time) in [(4, 1_000), (10, 1_000), (6, 1_500), (10, 2_000)] {
        for seed in 0..SEEDS {
            fastrand::seed(seed);
            let script = Script::new(&redis, &format!("Moment{count}for{time}of{seed}"));
            let fleet = run(script, 14_000, |now, fleet| match now {
                4_000 => fleet.cut_off(0..count, true),
                _ if now == 4_000 + time => fleet.cut_off(0..count, false),
                _ => {}
            });
            let all = refused(&fleet, 0, 14_000);
            assert!(all <= RATE, "{all} of {count} for {time} ms, seed {seed}");
            assert_eq!(refused(&fleet, 8_000, 14_000), 0, "{count} for {time} ms, seed {seed}");
            let (rate, _) = measure(&fleet, 8_000, 14_000);
            assert!(rate >= 0.95 * f64::from(RATE), "{rate} of {count} for {time} ms, {seed}");
        }
    }
}

/// Who is idle is not cut off: its share is not left to it.
#[test]
#[ignore = "needs redis-server"]
fn late_requests_cost_little_while_others_are_idle() {
    let redis = Redis::start();
    for busy in [1, 3, 12] {
        let script = Script::new(&redis, &format!("Idle{busy}"));
        let fleet = run(script, 60_000, |now, fleet| match now {
            4_000 => fleet.make_idle(busy..PROCESSES),
            20_000 | 40_000 | 45_000 => fleet.next_is_late_by(ms(120)),
            _ => {}
        });
        assert_eq!(refused(&fleet, 20_000, 60_000), 3, "{busy} are busy");
        let (once, twice) = (measure(&fleet, 20_000, 40_000).0, measure(&fleet, 40_000, 60_000).0);
        println!("{busy:>2} busy: {once:.1}/s after one late request, {twice:.1}/s after two");
        assert!(once >= 0.94 * f64::from(RATE), "{once}");
        assert!(twice >= 0.85 * f64::from(RATE), "{twice}");
    }
}

/// A process that comes and goes does not make the others forget what they have learned of
/// those that stay cut off.
#[test]
#[ignore = "needs redis-server"]
fn few_are_refused_while_three_are_cut_off_and_a_fourth_comes_and_goes() {
    let redis = Redis::start();
    let (mut slowest, mut most) = (f64::MAX, 0.0_f64);
    for seed in 0..SEEDS {
        fastrand::seed(seed);
        let script = Script::new(&redis, &format!("Flaps{seed}"));
        let fleet = run(script, 28_000, |now, fleet| match now {
            4_000 => fleet.cut_off(0..4, true),
            12_000 | 20_000 => fleet.cut_off(3..4, true),
            8_500 | 16_500 | 24_500 => fleet.cut_off(3..4, false),
            _ => {}
        });
        let (rate, part) = measure(&fleet, 4_000, 28_000);
        (slowest, most) = (slowest.min(rate), most.max(part));
    }
    println!("one comes and goes: at least {slowest:.1}/s, at most {:.1} % refused", 100.0 * most);
    check(slowest, most);
}

/// What `docs/quota.md` says of short cuts, of flapping and of large fleets.
#[test]
#[ignore = "needs redis-server; only measures"]
fn recorded_limits() {
    type IsCut = fn(usize, u32) -> bool;
    let redis = Redis::start();
    let kinds: [(&str, usize, u32, IsCut); 6] = [
        ("3 of 12, for 5 s", 12, 5_000, |process, _| process < 3),
        ("6 of 12, for 5 s", 12, 5_000, |process, _| process < 6),
        ("15 of 20, for 5 s", 20, 5_000, |process, _| process < 15),
        ("3 of 12, every other 2 s", 12, 28_000, |process, now| {
            process < 3 && now / 2_000 % 2 == 0
        }),
        ("each half of 12, 5 s in turn", 12, 30_000, |process, now| {
            (process < 6) == (now / 5_000 % 2 == 0)
        }),
        ("20 of 40, for 20 s", 40, 20_000, |process, _| process < 20),
    ];
    for (name, processes, time, is_cut) in kinds {
        let (mut most, mut slowest_after) = (0.0_f64, f64::MAX);
        for seed in 0..4 {
            fastrand::seed(seed);
            let script = Script::new(&redis, &format!("{name}{seed}"));
            let mut cut = vec![false; processes];
            let fleet = run_fleet(processes, script, 14_000 + time, |now, fleet| {
                let during = (4_000..4_000 + time).contains(&now);
                for (process, was_cut) in cut.iter_mut().enumerate() {
                    let is_cut = during && is_cut(process, now - 4_000);
                    if is_cut != *was_cut {
                        fleet.cut_off(process..process + 1, is_cut);
                        *was_cut = is_cut;
                    }
                }
            });
            let end = 4_000 + u64::from(time);
            most = most.max(measure(&fleet, 4_000, end).1);
            slowest_after = slowest_after.min(measure(&fleet, end, end + 10_000).0);
        }
        println!(
            "{name}: at most {:.1} % refused; at least {slowest_after:.1}/s afterwards",
            100.0 * most
        );
    }
}
