//! Pacing of four processes that share one account, in real time: the share of 20
//! requests per second that they reach together, and how many are throttled.
//!
//! `cargo run --release -p tencentcloud-tests --example four_processes`
//!
//! It takes one minute. `docs/pacing.md` records the result; `tests/pacer.rs` runs the
//! same in virtual time.
#![expect(clippy::unwrap_used, reason = "a failed measurement panics")]

use std::env;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Client, Credential, Endpoint, Error, Interceptor};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const PROCESSES: u64 = 4;
const TASKS: usize = 8;
const DURATION: Duration = Duration::from_mins(1);
const KEY: [&str; 2] = ["test-secret-id-000001", "test-secret-key-000001"];

#[tokio::main]
async fn main() {
    match env::args().nth(1) {
        None => service().await,
        Some(url) => process(&url).await,
    }
}

/// Runs the service, starts the processes one after another, and sums up.
async fn service() {
    let emulator = Emulator::builder().key(KEY[0], KEY[1]).build().unwrap();
    let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await.unwrap();
    let url = format!("http://{}", server.local_addr());
    tokio::spawn(server.run(std::future::pending()));

    let mut processes = JoinSet::new();
    let begin = Instant::now();
    let mut last = begin;
    for _ in 0..PROCESSES {
        last = Instant::now();
        let mut command = Command::new(env::current_exe().unwrap());
        command.arg(&url).stdout(Stdio::piped());
        processes.spawn_blocking(move || command.output().unwrap());
        sleep(Duration::from_millis(fastrand::u64(0..1_000))).await;
    }
    let (mut admitted, mut throttled) = (0, 0);
    for output in processes.join_all().await {
        let output = String::from_utf8(output.stdout).unwrap();
        let mut counts = output.split_whitespace().map(|count| count.parse::<u32>().unwrap());
        let counts = (counts.next().unwrap(), counts.next().unwrap());
        println!("one process: {} admitted, {} throttled", counts.0, counts.1);
        admitted += counts.0;
        throttled += counts.1;
    }
    // From the start of the first process to the end of the last.
    let most = 20.0 * (last - begin + DURATION).as_secs_f64();
    let (all, share) = (admitted + throttled, f64::from(admitted) / most);
    println!("together: {:.1} % of 20 per second", 100.0 * share);
    println!("throttled: {:.1} % of {all} requests", 100.0 * f64::from(throttled) / f64::from(all));
}

/// Sends without pause from several tasks.
async fn process(url: &str) {
    let counts = Counts::default();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(Endpoint::custom(url).unwrap())
        .credentials(Credential::new(KEY[0], KEY[1]).unwrap())
        .interceptor(counts.clone())
        .build();
    let until = Instant::now() + DURATION;
    counts.0.until.set(until).unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let client = client.clone();
        tasks.spawn(async move {
            while Instant::now() < until {
                // The interceptor has counted a call whose attempts were all throttled.
                let _ = client.send(&DescribeImage::default()).await;
            }
        });
    }
    tasks.join_all().await;
    println!("{} {}", counts.0.admitted.load(Relaxed), counts.0.throttled.load(Relaxed));
}

/// Counts the responses until the measurement ends.
#[derive(Debug, Clone, Default)]
struct Counts(Arc<Responses>);

#[derive(Debug, Default)]
struct Responses {
    admitted: AtomicU32,
    throttled: AtomicU32,
    until: OnceLock<Instant>,
}

impl Interceptor for Counts {
    fn after_receiving(&self, info: &AttemptInfo<'_>) {
        let is_throttled = info.outcome.is_err_and(Error::is_throttled);
        if self.0.until.get().is_none_or(|until| Instant::now() >= *until) {
            return;
        }
        let count = if is_throttled { &self.0.throttled } else { &self.0.admitted };
        count.fetch_add(1, Relaxed);
    }
}
