//! A fleet: processes of this test's own program, which call one emulator.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, SystemTime};

use tencentcloud_client::{Client, ClientBuilder, Credential, Endpoint, RetryPolicy, blocking};
use tencentcloud_core::Error;
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_quota::Quota;
use tencentcloud_ureq::UreqTransport;

use crate::report::{Call, Report};

/// The documented rate of ECM actions, per second.
pub(crate) const RATE: f64 = 20.0;

/// Calls that a process has under way at a time.
pub(crate) const TASKS: usize = 4;

const ID: &str = "test-secret-id-000001";
const KEY: &str = "test-secret-key-000001";

const SETTINGS: &str = "QUOTA_TEST_WORKER";

/// An emulator with the documented rates, over HTTP.
pub(crate) struct Api {
    runtime: tokio::runtime::Runtime,
    pub(crate) address: String,
    /// The file of certificates that its fleets trust.
    certificates: String,
}

impl Api {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let address = runtime.block_on(async {
            let emulator = Emulator::builder().key(ID, KEY).build().unwrap();
            let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await.unwrap();
            let address = format!("http://{}", server.local_addr());
            tokio::spawn(server.run(std::future::pending()));
            address
        });
        Self { runtime, address, certificates: String::new() }
    }

    /// Its fleets trust the certificates of this file.
    pub(crate) fn trusting(self, certificates: &str) -> Self {
        Self { certificates: certificates.to_owned(), ..self }
    }

    /// Starts a process for each URL; half of them are async, half blocking. An empty URL
    /// stands for local pacing; `#` and two numbers behind a URL are a weight, and how many
    /// calls the process has under way.
    pub(crate) fn fleet(&self, urls: &[String], time: Duration) -> Fleet {
        let _ = &self.runtime;
        let start = now() + Duration::from_millis(500 + 20 * urls.len() as u64);
        let processes = urls.iter().enumerate().map(|(number, url)| {
            let is_async = number % 2 == 0;
            let until = start + time;
            let settings =
                [url, &self.address, &is_async.to_string(), &micros(start), &micros(until)];
            let mut command = Command::new(std::env::current_exe().unwrap());
            if !self.certificates.is_empty() {
                command.env("SSL_CERT_FILE", &self.certificates);
            }
            command
                .args(["fleet::worker", "--exact", "--ignored", "--nocapture"])
                .env(SETTINGS, settings.map(String::as_str).join(" "))
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        });
        Fleet { processes: processes.collect(), killed: 0, start, time }
    }
}

pub(crate) struct Fleet {
    processes: Vec<Child>,
    killed: usize,
    start: Duration,
    time: Duration,
}

impl Fleet {
    /// Waits until the fleet has run for this time.
    pub(crate) fn wait_until(&self, time: Duration) {
        crate::server::pause((self.start + time).saturating_sub(now()));
    }

    /// Kills the first processes.
    pub(crate) fn kill(&mut self, count: usize) {
        for process in self.processes.iter_mut().take(count) {
            process.kill().unwrap();
        }
        self.killed = count;
    }

    /// Waits for the end of all processes, none of which may fail.
    pub(crate) fn report(self) -> Report {
        let readers = self.processes.into_iter().enumerate().map(|(number, mut process)| {
            thread::spawn(move || {
                let mut output = String::new();
                process.stdout.take().unwrap().read_to_string(&mut output).unwrap();
                let status = process.wait().unwrap();
                assert!(status.success() || number < self.killed, "process {number}: {status}");
                output
            })
        });
        let readers: Vec<_> = readers.collect();
        let outputs = readers.into_iter().map(|reader| reader.join().unwrap());
        Report::read(self.start, self.time, outputs)
    }
}

/// What a process of the fleet does. A process that a test starts has settings; this test
/// does nothing without.
#[test]
#[ignore = "a process of the fleets of the other tests"]
fn worker() {
    let Some(settings) = settings() else { return };
    let words: Vec<&str> = settings.split(' ').collect();
    let [url, api, is_async, start, until] = words.try_into().unwrap();
    let (url, numbers) = url.split_once('#').unwrap_or((url, ""));
    let (weight, tasks) = numbers.split_once(',').unwrap_or(("1", "4"));
    let (weight, tasks) = (weight.parse().unwrap(), tasks.parse().unwrap());
    let quota = (!url.is_empty()).then(|| Quota::builder(url).weight(weight).build().unwrap());
    let (start, until) = (from_micros(start), from_micros(until));
    crate::server::pause(start.saturating_sub(now()));
    let calls = call_until(api, quota.clone(), is_async == "true", tasks, until);
    println!();
    for call in calls {
        let (took, at) = (call.took.as_micros(), call.at.as_micros());
        println!("call {took} {at} {}", call.is_refused);
    }
    let stats = quota.map(|quota| quota.stats()).unwrap_or_default();
    println!("stats {} {} {}", stats.round_trips, stats.granted, stats.local);
}

fn build<C: std::fmt::Debug>(builder: ClientBuilder<C>, api: &str, quota: Option<Quota>) -> C {
    let builder = builder
        .endpoint(Endpoint::custom(api).unwrap())
        .credentials(Credential::new(ID, KEY).unwrap())
        .retry_policy(RetryPolicy::never());
    match quota {
        Some(quota) => builder.rate_limiter(quota).build(),
        None => builder.build(),
    }
}

/// The calls of a process, or of a part of one with its own runtime.
pub(crate) fn call_until(
    api: &str,
    quota: Option<Quota>,
    is_async: bool,
    tasks: usize,
    until: Duration,
) -> Vec<Call> {
    if is_async {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(call_async(api.to_owned(), quota, tasks, until))
    } else {
        call_blocking(api, quota, tasks, until)
    }
}

pub(crate) async fn call_async(
    api: String,
    quota: Option<Quota>,
    tasks: usize,
    until: Duration,
) -> Vec<Call> {
    let client = build(Client::builder(HyperTransport::new().unwrap()), &api, quota);
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..tasks {
        let client = client.clone();
        running.spawn(async move {
            let mut calls = Vec::new();
            while now() < until {
                let begun = now();
                let result = client.send(&DescribeImage::default()).await;
                calls.push(call(begun, result.map(drop)));
            }
            calls
        });
    }
    running.join_all().await.concat()
}

fn call_blocking(api: &str, quota: Option<Quota>, tasks: usize, until: Duration) -> Vec<Call> {
    let client = build(blocking::Client::builder(UreqTransport::new().unwrap()), api, quota);
    let calls = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..tasks {
            scope.spawn(|| {
                while now() < until {
                    let begun = now();
                    let result = client.send(&DescribeImage::default());
                    calls.lock().unwrap().push(call(begun, result.map(drop)));
                }
            });
        }
    });
    calls.into_inner().unwrap()
}

/// The outcome of a call that has just ended.
fn call(begun: Duration, result: Result<(), Error>) -> Call {
    let is_refused = match result {
        Ok(()) => false,
        Err(error) if error.is_throttled() => true,
        Err(error) => panic!("{error}"),
    };
    let at = now();
    Call { process: 0, took: at.saturating_sub(begun), at, is_refused }
}

fn settings() -> Option<String> {
    std::env::var(SETTINGS).ok()
}

pub(crate) fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap()
}

fn micros(time: Duration) -> String {
    time.as_micros().to_string()
}

fn from_micros(text: &str) -> Duration {
    Duration::from_micros(text.parse().unwrap())
}
