//! What shared rates cost a call: CPU time beside the client's own pacing at the same rate,
//! and round trips to the server.

use std::error::Error;
use std::fmt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use bytes::Bytes;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use serde::Serialize;
use tencentcloud_client::{Client, Credential, Endpoint, Request, blocking};
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Transport, TransportError,
};
use tencentcloud_quota::Quota;

use crate::median::median;
use crate::publish::publish_table;

type Failure = Box<dyn Error>;

/// A rate at which a process is busy without pause, and far from saturated.
const RATE: u32 = 1_000;
/// Long, since it is the steady state that matters: each limiter is new.
const SAMPLE: Duration = Duration::from_secs(4);

/// The documented rate of most actions.
const DOCUMENTED: u32 = 20;
const TRIPS: Duration = Duration::from_secs(10);

const TASKS: usize = 4;

#[derive(Serialize)]
struct Report {
    async_cpu: Cpu,
    blocking_cpu: Cpu,
    /// Round trips for a call at 20 requests per second.
    trips_of_one: f64,
    trips_of_twelve: f64,
    /// Time of the server for a script, in microseconds.
    script_us: f64,
    /// Memory of the server for a rate that twelve processes share, with the index, in bytes.
    rate_bytes: u64,
}

/// CPU time of a call, in microseconds; medians.
#[derive(Serialize)]
struct Cpu {
    own_pacing: f64,
    shared_rate: f64,
    /// The median of the differences of neighbors.
    difference: f64,
}

/// Measures; prints a table and writes `target/bench/quota.json`.
pub(crate) fn measure(rounds: usize) -> Result<(), Failure> {
    let server = Server::start()?;
    let async_cpu = cpu(rounds, &server, call_async)?;
    let blocking_cpu = cpu(rounds, &server, call_blocking)?;
    server.command(&["CONFIG", "RESETSTAT"])?;
    let trips_of_one = trips(1, &server)?;
    let trips_of_twelve = trips(12, &server)?;
    let stats = server.command(&["INFO", "commandstats"])?;
    let script_us = stats
        .lines()
        .find_map(|line| line.strip_prefix("cmdstat_evalsha:")?.split("usec_per_call=").nth(1))
        .and_then(|text| text.split(',').next()?.parse().ok())
        .unwrap_or(f64::NAN);
    let rate = "{tc3}:twelve:ecm:ImportImage:";
    let mut rate_bytes = 0;
    for key in [rate, &format!("{rate}:members"), "{tc3}:index"] {
        let bytes = server.command(&["MEMORY", "USAGE", key])?;
        rate_bytes += bytes.parse::<u64>()?;
    }
    let report =
        Report { async_cpu, blocking_cpu, trips_of_one, trips_of_twelve, script_us, rate_bytes };
    publish_table("quota", &report)
}

/// Alternates samples of both limiters.
fn cpu(
    rounds: usize,
    server: &Server,
    call: fn(Option<Quota>, u32, Duration) -> usize,
) -> Result<Cpu, Failure> {
    let (mut paced, mut shared) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        // Each is the first in half of the rounds.
        for is_shared in if round % 2 == 0 { [false, true] } else { [true, false] } {
            if is_shared {
                let quota = server.quota(&format!("cpu-{round}"), RATE)?;
                shared.push(sample(|| call(Some(quota), RATE, SAMPLE))?);
            } else {
                paced.push(sample(|| call(None, RATE, SAMPLE))?);
            }
        }
    }
    let differences = shared.iter().zip(&paced).map(|(shared, paced)| shared - paced).collect();
    Ok(Cpu {
        difference: median(differences),
        own_pacing: median(paced),
        shared_rate: median(shared),
    })
}

/// CPU time of each call of a run, in microseconds.
fn sample(run: impl FnOnce() -> usize) -> Result<f64, Failure> {
    let used = || -> Result<i64, Failure> {
        let usage = getrusage(UsageWho::RUSAGE_SELF)?;
        Ok((usage.user_time() + usage.system_time()).num_microseconds())
    };
    let before = used()?;
    let calls = run();
    #[expect(clippy::cast_precision_loss, reason = "microseconds of seconds")]
    Ok((used()? - before) as f64 / calls.max(1) as f64)
}

/// Round trips for each call of busy limiters, each with its own connection.
fn trips(limiters: usize, server: &Server) -> Result<f64, Failure> {
    let account = if limiters == 1 { "one" } else { "twelve" };
    let quotas = (0..limiters).map(|_| server.quota(account, DOCUMENTED));
    let quotas: Vec<Quota> = quotas.collect::<Result<_, _>>()?;
    let calls: usize = thread::scope(|scope| {
        let runs: Vec<_> = quotas
            .iter()
            .map(|quota| scope.spawn(|| call_blocking(Some(quota.clone()), DOCUMENTED, TRIPS)))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap_or_default()).sum()
    });
    let trips: u64 = quotas.iter().map(|quota| quota.stats().round_trips).sum();
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    Ok(trips as f64 / calls.max(1) as f64)
}

fn request(rate: u32) -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}").rate(rate)
}

/// Calls for this time; returns the number of calls.
fn call_async(quota: Option<Quota>, rate: u32, time: Duration) -> usize {
    let mut builder = Client::builder(Immediate { is_async: true });
    if let Some(quota) = quota {
        builder = builder.rate_limiter(quota);
    }
    let client = builder.endpoint(endpoint()).credentials(credential()).build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let Ok(runtime) = runtime else { return 0 };
    let end = now() + time;
    runtime.block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..TASKS {
            let client = client.clone();
            tasks.spawn(async move {
                let mut calls = 0;
                while now() < end {
                    calls += usize::from(client.request(request(rate)).send().await.is_ok());
                }
                calls
            });
        }
        tasks.join_all().await.into_iter().sum()
    })
}

fn call_blocking(quota: Option<Quota>, rate: u32, time: Duration) -> usize {
    let mut builder = blocking::Client::builder(Immediate { is_async: false });
    if let Some(quota) = quota {
        builder = builder.rate_limiter(quota);
    }
    let client = builder.endpoint(endpoint()).credentials(credential()).build();
    let end = now() + time;
    let run = || {
        let mut calls = 0;
        while now() < end {
            calls += usize::from(client.request(request(rate)).send().is_ok());
        }
        calls
    };
    thread::scope(|scope| {
        let tasks: Vec<_> = (0..TASKS).map(|_| scope.spawn(run)).collect();
        tasks.into_iter().map(|task| task.join().unwrap_or_default()).sum()
    })
}

#[expect(clippy::disallowed_methods, reason = "it measures")]
fn now() -> Instant {
    Instant::now()
}

fn endpoint() -> Endpoint {
    Endpoint::default()
}

#[expect(clippy::expect_used, reason = "constants")]
fn credential() -> Credential {
    Credential::new("test-secret-id-000001", "test-secret-key-000001").expect("a valid credential")
}

/// A transport whose response is there at once.
#[derive(Debug, Clone, Copy)]
struct Immediate {
    is_async: bool,
}

#[async_trait::async_trait]
impl Transport for Immediate {
    async fn send(
        &self,
        _: http::Request<Bytes>,
        _: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        const BODY: &str = r#"{"Response": {"RequestId": "r-1"}}"#;
        Ok(http::Response::new(ResponseBody::from(BODY)))
    }

    #[expect(clippy::disallowed_methods, reason = "the timer of a blocking client")]
    async fn sleep(&self, delay: Duration) {
        if self.is_async {
            tokio::time::sleep(delay).await;
        } else {
            thread::sleep(delay);
        }
    }
}

impl AsyncTransport for Immediate {}
impl BlockingTransport for Immediate {}

/// A Redis server that ends with this value.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "it waits for a process")]
    fn start() -> Result<Self, Failure> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .stdout(Stdio::null())
            .spawn()?;
        let server = Self { process, port };
        for _ in 0..500 {
            if server.command(&["PING"]).is_ok() {
                return Ok(server);
            }
            thread::sleep(Duration::from_millis(10));
        }
        Err("redis-server does not start".into())
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    fn quota(&self, account: &str, rate: u32) -> Result<Quota, Failure> {
        let builder = Quota::builder(&self.url()).account(account);
        Ok(builder.rate("ecm", "ImportImage", rate).build()?)
    }

    fn command(&self, words: &[&str]) -> Result<String, Failure> {
        let mut connection = redis::Client::open(self.url())?.get_connection()?;
        let mut command = redis::Cmd::new();
        for word in words {
            command.arg(*word);
        }
        Ok(command.query(&mut connection)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, cpu) in [("async", &self.async_cpu), ("blocking", &self.blocking_cpu)] {
            let Cpu { own_pacing, shared_rate, difference } = cpu;
            writeln!(
                f,
                "CPU of a call, {name:<9} own pacing {own_pacing:6.1} µs, shared rate \
                 {shared_rate:6.1} µs, difference {difference:5.1} µs"
            )?;
        }
        writeln!(f, "round trips a call, one busy process     {:.2}", self.trips_of_one)?;
        writeln!(f, "round trips a call, twelve               {:.2}", self.trips_of_twelve)?;
        writeln!(f, "the script, on the server                {:.0} µs", self.script_us)?;
        writeln!(f, "a rate that twelve share, on the server  {} bytes", self.rate_bytes)
    }
}
