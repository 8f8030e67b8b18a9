//! Four processes with one account, in real time: what share of 20 requests a
//! second do they reach together, and how many are refused?
//!
//! `cargo run --release -p tencentcloud-tests --example four_processes`
//!
//! It takes a minute. `docs/pacing.md` has the result; `tests/pacer.rs` does the
//! same in virtual time in every run of the tests.
#![expect(clippy::unwrap_used, reason = "a measurement that fails says where")]

use std::env;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tencentcloud_client::{AttemptInfo, Client, Credential, Endpoint, Interceptor};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

const PROCESSES: u64 = 4;
const TASKS: usize = 8;
const TIME: Duration = Duration::from_mins(1);
const KEY: [&str; 2] = ["test-secret-id-000001", "test-secret-key-000001"];

#[tokio::main]
async fn main() {
    match env::args().nth(1) {
        None => service().await,
        Some(url) => process(&url).await,
    }
}

/// Runs the service, starts the processes one after the other, and adds up.
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
    let (mut admitted, mut refused) = (0, 0);
    for output in processes.join_all().await {
        let output = String::from_utf8(output.stdout).unwrap();
        let mut counts = output.split_whitespace().map(|count| count.parse::<u32>().unwrap());
        let counts = (counts.next().unwrap(), counts.next().unwrap());
        println!("one process: {} admitted, {} refused", counts.0, counts.1);
        admitted += counts.0;
        refused += counts.1;
    }
    // From the start of the first to the end of the last.
    let most = 20.0 * (last - begin + TIME).as_secs_f64();
    let (all, share) = (admitted + refused, f64::from(admitted) / most);
    println!("together: {:.1} % of 20 a second", 100.0 * share);
    println!("refused: {:.1} % of {all} requests", 100.0 * f64::from(refused) / f64::from(all));
}

/// Sends all the time, from several tasks.
async fn process(url: &str) {
    let counts = Counts::default();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(Endpoint::custom(url).unwrap())
        .credentials(Credential::new(KEY[0], KEY[1]).unwrap())
        .interceptor(counts.clone())
        .build();
    let until = Instant::now() + TIME;
    counts.0.until.set(until).unwrap();
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let client = client.clone();
        tasks.spawn(async move {
            while Instant::now() < until {
                // A call that was refused in all its attempts has been counted.
                let _ = client.send(&DescribeImage::default()).await;
            }
        });
    }
    tasks.join_all().await;
    println!("{} {}", counts.0.admitted.load(Relaxed), counts.0.refused.load(Relaxed));
}

/// Answers of the service until the time is over.
#[derive(Debug, Clone, Default)]
struct Counts(Arc<Answers>);

#[derive(Debug, Default)]
struct Answers {
    admitted: AtomicU32,
    refused: AtomicU32,
    until: OnceLock<Instant>,
}

impl Interceptor for Counts {
    fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
        let body = &attempted.outcome.unwrap().body;
        if self.0.until.get().is_none_or(|until| Instant::now() >= *until) {
            return;
        }
        let refused = String::from_utf8_lossy(body).contains("RequestLimitExceeded");
        let count = if refused { &self.0.refused } else { &self.0.admitted };
        count.fetch_add(1, Relaxed);
    }
}
