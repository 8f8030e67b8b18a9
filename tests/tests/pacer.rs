//! The pacer uses the documented rate and does not exceed it: clients with many
//! tasks against the rate limit of the emulator, on tokio's paused clock.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_client::Client;
use tencentcloud_core::{
    AsyncTransport, Clock, Limits, Now, ResponseBody, Timestamp, Transport, TransportError,
};
use tencentcloud_ecm::DescribeImage;
use tencentcloud_emulator::Emulator;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// The documented rate of the ECM actions, per second.
const RATE: u32 = 20;

/// A service with a rate limit, and counts of its responses.
#[derive(Debug, Clone)]
struct Service {
    emulator: Emulator,
    start: Instant,
    counts: Arc<Mutex<Counts>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    admitted: u32,
    refused: u32,
    /// The elapsed time by the emulator's clock.
    clock: Duration,
}

/// The network and the clock of one process.
#[derive(Debug, Clone)]
struct Process {
    service: Service,
    /// One way.
    latency: Duration,
    random: Arc<Mutex<fastrand::Rng>>,
}

const START: u64 = 1_700_000_000;

impl Service {
    fn new() -> Self {
        let emulator =
            Emulator::builder().clock_start(Timestamp::new(START).unwrap()).build().unwrap();
        emulator.clock().freeze(true);
        Self { emulator, start: Instant::now(), counts: Arc::default() }
    }

    fn respond(&self, request: Request<Bytes>) -> Response<Bytes> {
        let mut counts = self.counts.lock().unwrap();
        let now = self.start.elapsed();
        self.emulator.clock().advance(now.saturating_sub(counts.clock));
        counts.clock = now;
        let response = self.emulator.respond(request);
        let body = String::from_utf8_lossy(response.body());
        if body.contains("RequestLimitExceeded") {
            counts.refused += 1;
        } else {
            assert!(!body.contains("\"Error\""), "{body}");
            counts.admitted += 1;
        }
        response
    }

    /// The counts at this time. Panics if a task has failed.
    async fn counts(&self, mut tasks: JoinSet<()>, until: Instant) -> Counts {
        sleep_until(until).await;
        while let Some(ended) = tasks.try_join_next() {
            ended.unwrap();
        }
        *self.counts.lock().unwrap()
    }
}

impl Process {
    fn of(service: &Service, latency: Duration, seed: u64) -> Self {
        let random = Arc::new(Mutex::new(fastrand::Rng::with_seed(seed)));
        Self { service: service.clone(), latency, random }
    }

    /// Spawns tasks that send one request after another until this time.
    fn run(&self, tasks: usize, until: Instant, set: &mut JoinSet<()>) {
        let client = Client::builder(self.clone())
            .credentials(self.service.emulator.credential())
            .clock(self.clone())
            .timeout(Duration::from_mins(5))
            .build();
        for _ in 0..tasks {
            let client = client.clone();
            set.spawn(async move {
                while Instant::now() < until {
                    client.send(&DescribeImage::default()).await.unwrap();
                }
            });
        }
    }

    /// Network jitter of up to 3 ms.
    fn jitter(&self) -> Duration {
        Duration::from_micros(self.random.lock().unwrap().u64(0..3_000))
    }
}

#[async_trait]
impl Transport for Process {
    async fn send(
        &self,
        request: Request<Bytes>,
        _: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        sleep(self.latency + self.jitter()).await;
        let response = self.service.respond(request);
        sleep(self.latency + self.jitter()).await;
        Ok(response.map(ResponseBody::from))
    }

    async fn sleep(&self, delay: Duration) {
        sleep(delay).await;
    }

    fn in_process(&self) -> bool {
        true
    }
}

impl AsyncTransport for Process {}

impl Clock for Process {
    fn now(&self) -> Now {
        let elapsed = self.service.start.elapsed();
        let unix = Timestamp::new(START + elapsed.as_secs()).unwrap();
        Now::new(unix, elapsed, self.random.lock().unwrap().u64(..))
    }
}

#[tokio::test(start_paused = true)]
async fn tasks_of_one_process_use_the_rate_and_are_never_refused() {
    for latency in [1, 20, 150] {
        let service = Service::new();
        let mut tasks = JoinSet::new();
        let until = Instant::now() + Duration::from_secs(10);
        Process::of(&service, Duration::from_millis(latency), 1).run(32, until, &mut tasks);
        let Counts { admitted, refused, .. } = service.counts(tasks, until).await;
        assert_eq!(refused, 0, "latency {latency} ms");
        assert!(admitted >= RATE * 10 * 95 / 100, "{admitted} in 10 s, latency {latency} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn four_processes_share_the_rate() {
    for seed in 0..3 {
        let service = Service::new();
        let mut random = fastrand::Rng::with_seed(seed);
        let mut tasks = JoinSet::new();
        let until = Instant::now() + Duration::from_mins(1);
        for process in 0..4 {
            let latency = Duration::from_millis(random.u64(2..40));
            sleep(Duration::from_millis(random.u64(0..1_000))).await;
            Process::of(&service, latency, seed << 8 | process).run(8, until, &mut tasks);
        }
        let Counts { admitted, refused, .. } = service.counts(tasks, until).await;
        assert!(admitted >= RATE * 60 * 75 / 100, "{admitted} in a minute, seed {seed}");
        assert!(refused * 20 < admitted + refused, "{refused} refused of {admitted}, seed {seed}");
    }
}
