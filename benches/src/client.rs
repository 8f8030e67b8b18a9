//! Whole calls over loopback: what ours cost, next to the HTTP library alone.
//!
//! Every turn of a row is a process of its own, and so is the server: what the
//! kernel says of a process then is one client and nothing else, with all its
//! threads. The clients work one at a time, by turns.

mod bare;
mod cpu;
mod import;
mod kinds;
mod other;
mod ours;
#[cfg(feature = "peers")]
mod peers;
mod report;
mod server;
mod work;

use std::error::Error;
use std::io::stdin;
use std::net::SocketAddr;
use std::time::Duration;

use crate::median::median;
use kinds::{Kind, Setting, kinds};
use other::Process;
use report::{Report, Row};
use work::Failure;

pub(crate) use server::serve;

/// The least processor time of a turn.
const TURN: Duration = Duration::from_millis(400);

/// Calls before anything is measured, and from which the length of a turn
/// follows.
const WARMING: u32 = 3_200;

/// The libraries below our transports.
const BASES: [&str; 2] = ["hyper", "ureq"];

/// How many calls at a time.
const WAYS: [u32; 2] = [1, 32];

/// Measures everything, in as many rounds. What goes on is told on stderr.
pub(crate) fn measure(rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut server = Process::start(&["serve"])?;
    let mut rows = Vec::new();
    for base in BASES {
        for ways in WAYS {
            eprintln!("over {base}, {}, {rounds} rounds ...", calls(ways));
            rows.extend(measure_against(base, ways, rounds, &mut server)?);
        }
    }
    let report = Report::new(rows);
    report.publish()?;
    report.check_connections()
}

/// The rows that are held against the same one take turns with each other.
fn measure_against(
    base: &str,
    ways: u32,
    rounds: usize,
    server: &mut Process,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = kinds()
        .filter(|kind| kind.base == base)
        .map(|kind| Measured::new(kind, ways, server))
        .collect::<Result<Vec<_>, _>>()?;
    for round in 0..rounds {
        // Nobody always begins.
        let first = round % rows.len();
        let (later, sooner) = rows.split_at_mut(first);
        for row in sooner.iter_mut().chain(later) {
            row.turn(server)?;
        }
    }
    let reference = rows.iter().find(|row| row.kind.is_bare()).map(|row| row.samples.clone());
    let reference = reference.ok_or("there is no bare library among the rows")?;
    Ok(rows.iter().map(|row| row.result(&reference)).collect())
}

/// One row while it is measured.
struct Measured {
    kind: Kind,
    ways: u32,
    /// The port that is its own.
    address: String,
    /// Microseconds of each call, by rounds.
    samples: Vec<f64>,
    /// Of the process that made most.
    connections: u32,
}

impl Measured {
    fn new(kind: Kind, ways: u32, server: &mut Process) -> Result<Self, Box<dyn Error>> {
        let address = server.ask("listen")?;
        Ok(Self { kind, ways, address, samples: Vec::new(), connections: 0 })
    }

    /// Where a process happens to lie in memory moves all its calls, by up to a
    /// tenth. So each turn is one of a new process.
    fn turn(&mut self, server: &mut Process) -> Result<(), Box<dyn Error>> {
        let Self { kind, ways, address, .. } = &*self;
        let before = self.seen(server)?;
        let way = ways.to_string();
        let mut client = Process::start(&["turns", kind.client, kind.transport, &way, address])?;
        // All connections are made at once, and none of them later.
        server.ask(&format!("hold {address} {ways}"))?;
        us_of(*ways, &mut client)?;
        let per_call = us_of(WARMING, &mut client)? / f64::from(WARMING);
        let calls = calls_of_a_turn(per_call, *ways);
        let sample = us_of(calls, &mut client)? / f64::from(calls);
        self.connections = self.connections.max(self.seen(server)? - before);
        self.samples.push(sample);
        Ok(())
    }

    /// Connections made to its port so far.
    fn seen(&self, server: &mut Process) -> Result<u32, Box<dyn Error>> {
        Ok(server.ask(&format!("connections {}", self.address))?.parse()?)
    }

    /// Each round gives a ratio of its own, so that what slows a whole round
    /// down moves none of them.
    fn result(&self, bare: &[f64]) -> Row {
        let ratios = self.samples.iter().zip(bare).map(|(row, bare)| row / bare);
        Row {
            client: self.kind.client,
            transport: self.kind.transport,
            calls: calls(self.ways),
            cpu_us: median(self.samples.clone()),
            ratio_to_bare: median(ratios.collect()),
            connections: self.connections,
            expected: (!self.kind.is_peer).then_some(self.ways),
            base: self.kind.base,
        }
    }
}

/// Microseconds that the process uses for so many calls.
fn us_of(calls: u32, client: &mut Process) -> Result<f64, Box<dyn Error>> {
    let nanoseconds: f64 = client.ask(&calls.to_string())?.parse()?;
    Ok(nanoseconds / 1e3)
}

/// A whole number for each way.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousands")]
fn calls_of_a_turn(us_per_call: f64, ways: u32) -> u32 {
    let calls = TURN.as_secs_f64() * 1e6 / us_per_call.max(1.0);
    (calls.ceil() as u32).next_multiple_of(ways)
}

fn calls(ways: u32) -> &'static str {
    if ways == 1 { "sequential" } else { "32-way" }
}

/// What the process of a row does, until its stdin ends.
pub(crate) fn turns(
    client: &str,
    transport: &str,
    ways: u32,
    server: SocketAddr,
) -> Result<(), Failure> {
    cpu::stay_on(cpu::Place::Last)?;
    let Some(kind) = kinds().find(|kind| kind.client == client && kind.transport == transport)
    else {
        return Err(format!("there is no `{client}` over `{transport}`").into());
    };
    let mut work = (kind.make)(&Setting { server, ways })?;
    for line in stdin().lines() {
        let calls = line?.parse()?;
        let before = cpu::used()?;
        work(calls)?;
        println!("{}", cpu::used()?.saturating_sub(before).as_nanos());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_long_enough_and_divides_among_its_ways() {
        assert_eq!(calls_of_a_turn(40.0, 1), 10_000);
        assert_eq!(calls_of_a_turn(40.0, 32), 10_016);
        assert_eq!(calls_of_a_turn(0.0, 1), 400_000);
    }

    /// One for sequential calls, as many as there are calls at a time.
    #[test]
    fn no_client_of_ours_makes_a_connection_more_than_it_needs() {
        for ways in WAYS {
            for kind in kinds().filter(|kind| !kind.is_peer) {
                let server = server::Listening::start().unwrap();
                server.hold(ways);
                let setting = Setting { server: server.address(), ways };
                let mut work = (kind.make)(&setting).unwrap();
                work(ways).unwrap();
                work(10 * ways).unwrap();
                let name = (kind.client, kind.transport, calls(ways));
                assert_eq!((name, server.connections()), (name, ways));
            }
        }
    }
}
