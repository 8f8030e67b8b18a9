//! The script on a real server, in simulated time, while a part of a fleet is cut off.

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
        let source = SCRIPT.replace("redis.call('TIME')", "{ ARGV[10], ARGV[11] }");
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
        command.arg(ask.unpaced).arg(ask.taken).arg(ask.refused);
        command.arg(now.as_secs()).arg(now.subsec_micros());
        command.query(&mut self.connection).unwrap()
    }
}

/// Runs a fleet for this time, in milliseconds; `event` is called before each.
fn run(
    script: Script,
    time: u32,
    mut event: impl FnMut(u32, &mut Simulation<Script>),
) -> Simulation<Script> {
    let mut fleet = Simulation::new(script, PROCESSES, Events::default(), START);
    for now in 0..time {
        event(now, &mut fleet);
        // A process that was refused has fewer turns.
        fleet.step(ms(20_000));
    }
    fleet
}

/// The accepted requests of a second, and the part that is refused, in this time.
fn measure(fleet: &Simulation<Script>, from: u64, to: u64) -> (f64, f64) {
    let (accepted, refused) = fleet.count(START + ms(from)..START + ms(to));
    let [accepted, refused] = [accepted, refused].map(f64::from);
    (accepted / ms(to - from).as_secs_f64(), refused / (accepted + refused))
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
            assert!(measure(&fleet, 0, 4_000).1 <= 0.0);
            let (rate, refused) = measure(&fleet, 4_000, 24_000);
            let (rate_after, refused_after) = measure(&fleet, 26_000, 34_000);
            assert!(refused_after <= 0.0, "{count} processes, seed {seed}");
            slowest = slowest.min(rate);
            slowest_after = slowest_after.min(rate_after);
            most = most.max(refused);
        }
        println!(
            "{count:>2} of {PROCESSES} cut off: at least {slowest:.1}/s, at most {:.1} % refused; \
             at least {slowest_after:.1}/s afterwards",
            100.0 * most
        );
        assert!(most <= 0.05 && slowest >= 0.8 * f64::from(RATE));
        assert!(slowest_after >= 0.95 * f64::from(RATE));
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
        let (rate, refused) = measure(&fleet, 4_000, 28_000);
        (slowest, most) = (slowest.min(rate), most.max(refused));
    }
    println!("one comes and goes: at least {slowest:.1}/s, at most {:.1} % refused", 100.0 * most);
    assert!(most <= 0.05 && slowest >= 0.8 * f64::from(RATE));
}
