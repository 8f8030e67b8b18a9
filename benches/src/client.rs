//! CPU time of whole calls over loopback, compared with the bare HTTP library.
//!
//! The server and each row run in separate processes, so that the CPU time of a process
//! is that of one client with all its threads. Clients run one at a time.

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

/// The minimum CPU time of a slice.
const SLICE: Duration = Duration::from_millis(40);

/// Slices of a row in a round. The rows take turns after each, since the speed of a
/// virtual machine changes within seconds.
const SLICES: usize = 10;

/// Warm-up calls before a measurement; they also determine the calls of a slice.
const WARM_UP: u32 = 3_200;

/// The HTTP libraries below our transports.
const BASES: [&str; 2] = ["hyper", "ureq"];

/// Numbers of concurrent calls.
const CONCURRENCY: [u32; 2] = [1, 32];

/// Measures all rows and publishes the report. Progress is logged to stderr.
pub(crate) fn measure(rounds: usize) -> Result<(), Box<dyn Error>> {
    let mut server = Process::start(&["serve"])?;
    let mut rows = Vec::new();
    for base in BASES {
        for concurrency in CONCURRENCY {
            eprintln!("over {base}, {}, {rounds} rounds ...", calls(concurrency));
            rows.extend(measure_against(base, concurrency, rounds, &mut server)?);
        }
    }
    let report = Report::new(rows);
    report.publish()?;
    report.check_connections()
}

/// Measures the rows of one base, which take turns in each round.
fn measure_against(
    base: &str,
    concurrency: u32,
    rounds: usize,
    server: &mut Process,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = kinds()
        .filter(|kind| kind.base == base)
        .map(|kind| Measured::new(kind, concurrency, server))
        .collect::<Result<Vec<_>, _>>()?;
    for _ in 0..rounds {
        for row in &mut rows {
            row.start(server)?;
        }
        for slice in 0..SLICES {
            // Rotates which row comes first.
            let first = slice % rows.len();
            let (later, sooner) = rows.split_at_mut(first);
            for row in sooner.iter_mut().chain(later) {
                row.slice()?;
            }
        }
        for row in &mut rows {
            row.end(server)?;
        }
    }
    let reference = rows.iter().find(|row| row.kind.is_bare()).map(|row| row.samples.clone());
    let reference = reference.ok_or("no row of the bare library")?;
    Ok(rows.iter().map(|row| row.result(&reference)).collect())
}

/// A row under measurement.
struct Measured {
    kind: Kind,
    concurrency: u32,
    /// The address that only this row uses.
    address: String,
    round: Option<Round>,
    /// Microseconds per call, one sample per round.
    samples: Vec<f64>,
    /// The maximum over all processes.
    connections: u32,
}

/// A row within a round, in a separate process, because the memory layout of a process
/// changes the time of its calls by up to 10 %.
struct Round {
    client: Process,
    calls_per_slice: u32,
    cpu_us: f64,
    connections_before: u32,
}

impl Measured {
    fn new(kind: Kind, concurrency: u32, server: &mut Process) -> Result<Self, Box<dyn Error>> {
        let address = server.request("listen")?;
        Ok(Self { kind, concurrency, address, round: None, samples: Vec::new(), connections: 0 })
    }

    /// Starts the process of a round, opens all its connections and warms it up.
    fn start(&mut self, server: &mut Process) -> Result<(), Box<dyn Error>> {
        let connections_before = self.connections_seen(server)?;
        let Self { kind, concurrency, address, .. } = &*self;
        let concurrency_argument = concurrency.to_string();
        let mut client = Process::start(&[
            "turns",
            kind.client,
            kind.transport,
            &concurrency_argument,
            address,
        ])?;
        server.request(&format!("hold {address} {concurrency}"))?;
        cpu_us(*concurrency, &mut client)?;
        let per_call = cpu_us(WARM_UP, &mut client)? / f64::from(WARM_UP);
        let calls_per_slice = calls_per_slice(per_call, *concurrency);
        self.round = Some(Round { client, calls_per_slice, cpu_us: 0.0, connections_before });
        Ok(())
    }

    fn slice(&mut self) -> Result<(), Box<dyn Error>> {
        let round = self.round.as_mut().ok_or("no round was started")?;
        round.cpu_us += cpu_us(round.calls_per_slice, &mut round.client)?;
        Ok(())
    }

    /// Ends the round with its sample.
    fn end(&mut self, server: &mut Process) -> Result<(), Box<dyn Error>> {
        let round = self.round.take().ok_or("no round was started")?;
        let calls = round.calls_per_slice * u32::try_from(SLICES)?;
        self.samples.push(round.cpu_us / f64::from(calls));
        let connections = self.connections_seen(server)? - round.connections_before;
        self.connections = self.connections.max(connections);
        Ok(())
    }

    /// Connections to the address so far.
    fn connections_seen(&self, server: &mut Process) -> Result<u32, Box<dyn Error>> {
        Ok(server.request(&format!("connections {}", self.address))?.parse()?)
    }

    /// The row of the report. The ratio is computed for each round, so that a
    /// disturbance of a whole round cancels out.
    fn result(&self, bare: &[f64]) -> Row {
        let ratios = self.samples.iter().zip(bare).map(|(row, bare)| row / bare);
        Row {
            client: self.kind.client,
            transport: self.kind.transport,
            calls: calls(self.concurrency),
            cpu_us: median(self.samples.clone()),
            ratio_to_bare: median(ratios.collect()),
            connections: self.connections,
            expected: (!self.kind.is_peer).then_some(self.concurrency),
            base: self.kind.base,
        }
    }
}

/// CPU microseconds of the process for this number of calls.
fn cpu_us(calls: u32, client: &mut Process) -> Result<f64, Box<dyn Error>> {
    let nanoseconds: f64 = client.request(&calls.to_string())?.parse()?;
    Ok(nanoseconds / 1e3)
}

/// The calls of a slice, a multiple of the concurrency.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand calls")]
fn calls_per_slice(us_per_call: f64, concurrency: u32) -> u32 {
    let calls = SLICE.as_secs_f64() * 1e6 / us_per_call.max(1.0);
    (calls.ceil() as u32).next_multiple_of(concurrency)
}

fn calls(concurrency: u32) -> &'static str {
    if concurrency == 1 { "sequential" } else { "32-way" }
}

/// The process of a row: runs the calls of each line of stdin.
pub(crate) fn turns(
    client: &str,
    transport: &str,
    concurrency: u32,
    server: SocketAddr,
) -> Result<(), Failure> {
    cpu::stay_on(cpu::Place::Last)?;
    let Some(kind) = kinds().find(|kind| kind.client == client && kind.transport == transport)
    else {
        return Err(format!("unknown row: `{client}` over `{transport}`").into());
    };
    let mut work = (kind.make)(&Setting { server, concurrency })?;
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
    fn slice_has_the_minimum_time_and_a_multiple_of_the_concurrency() {
        assert_eq!(calls_per_slice(40.0, 1), 1_000);
        assert_eq!(calls_per_slice(40.0, 32), 1_024);
        assert_eq!(calls_per_slice(0.0, 1), 40_000);
    }

    #[test]
    fn our_clients_open_one_connection_per_concurrent_call() {
        for concurrency in CONCURRENCY {
            for kind in kinds().filter(|kind| !kind.is_peer) {
                let server = server::Listening::start().unwrap();
                server.hold(concurrency);
                let setting = Setting { server: server.address(), concurrency };
                let mut work = (kind.make)(&setting).unwrap();
                work(concurrency).unwrap();
                work(10 * concurrency).unwrap();
                let name = (kind.client, kind.transport, calls(concurrency));
                assert_eq!((name, server.connections()), (name, concurrency));
            }
        }
    }
}
