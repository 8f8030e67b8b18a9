//! Processes that share an account, each with a pacer and many tasks, against a
//! service that counts as the emulator does. Runs in virtual time and is
//! determined by a seed.

extern crate std;

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::*;

/// Requests per second that the service accepts.
const RATE: usize = 20;

/// One process of a fleet.
#[derive(Debug, Clone, Copy)]
struct Process {
    tasks: usize,
    /// When its tasks start.
    starts: Duration,
    /// When it stops.
    stops: Duration,
    /// Network latency, one way.
    latency: Duration,
    /// Upper bound of the random delay added to each way and to each timer.
    jitter: Duration,
    /// Upper bound of the random processing time of an accepted request.
    work: Duration,
}

/// A process on one machine in the same region.
const NEAR: Process = Process {
    tasks: 32,
    starts: Duration::ZERO,
    stops: Duration::MAX,
    latency: Duration::from_millis(5),
    jitter: Duration::ZERO,
    work: Duration::ZERO,
};

/// Accepted requests with the index of their process, and throttled requests.
#[derive(Debug, Default, PartialEq)]
struct Journal {
    accepted: Vec<(Duration, usize)>,
    throttled: Vec<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A task is idle and can send another request.
    Idle,
    /// The timer of a task fires.
    Wakes(Permit),
    /// A request reaches the service.
    Arrives(Permit),
    /// A response reaches the task; `true` if the request was accepted.
    Completed(Permit, bool),
}

fn run(processes: &[Process], until: Duration, seed: u64) -> Journal {
    let mut random = Random(seed);
    let mut pacers: Vec<_> = processes.iter().map(|_| Pacer::new(20)).collect();
    let mut events = BinaryHeap::new();
    let mut journal = Journal::default();
    let mut order = 0_u64;
    for (index, process) in processes.iter().enumerate() {
        for _ in 0..process.tasks {
            events.push(Reverse((process.starts, order, index, Event::Idle)));
            order += 1;
        }
    }
    while let Some(Reverse((now, _, index, event))) = events.pop() {
        let process = &processes[index];
        if now >= until {
            break;
        }
        if now >= process.stops && matches!(event, Event::Idle | Event::Wakes(_)) {
            continue;
        }
        let pacer = &mut pacers[index];
        let one_way = process.latency + random.below(process.jitter);
        let (delay, next) = match event {
            Event::Idle => {
                let permit = pacer.reserve(now, NO_LIMIT).unwrap();
                (pacer.wait(permit, now) + random.below(process.jitter), Event::Wakes(permit))
            }
            Event::Wakes(permit) => match pacer.wait(permit, now) {
                Duration::ZERO => {
                    assert!(pacer.redeem(permit, now), "timers are late by 8 ms at most");
                    (one_way, Event::Arrives(permit))
                }
                wait => (wait + random.below(process.jitter), event),
            },
            Event::Arrives(permit) if journal.has_room(now) => {
                journal.accepted.push((now, index));
                (one_way + random.below(process.work), Event::Completed(permit, true))
            }
            Event::Arrives(permit) => {
                journal.throttled.push(now);
                assert!(journal.throttled.len() < 5_000, "the pacers do not limit the rate");
                (one_way, Event::Completed(permit, false))
            }
            Event::Completed(permit, true) => {
                pacer.succeeded(permit, now);
                (ms(0), Event::Idle)
            }
            Event::Completed(permit, false) => {
                pacer.throttled(permit, now, random.next());
                (ms(0), Event::Idle)
            }
        };
        events.push(Reverse((now + delay, order, index, next)));
        order += 1;
    }
    journal
}

impl Journal {
    fn has_room(&self, now: Duration) -> bool {
        let in_window = |(then, _): &&(Duration, usize)| now - *then < WINDOW;
        self.accepted.iter().rev().take_while(in_window).count() < RATE
    }

    /// Accepted requests in percent of the rate of the service.
    fn used(&self, time: Duration) -> f64 {
        100.0 * count(&self.accepted) / (20.0 * time.as_secs_f64())
    }

    /// Throttled requests in percent of all requests.
    fn throttled(&self) -> f64 {
        let throttled = count(&self.throttled);
        100.0 * throttled / (throttled + count(&self.accepted))
    }

    /// The time after `after` until the first process had used 90 % of the rate for
    /// five seconds.
    fn first_recovered(&self, after: Duration) -> Option<Duration> {
        let times = self.accepted.iter().filter(|&&(at, process)| process == 0 && at >= after);
        let times: Vec<_> = times.map(|&(at, _)| at).collect();
        let recovered =
            times.windows(RATE * 5 * 9 / 10).find(|w| w[w.len() - 1] - w[0] < ms(5_000))?;
        Some(recovered[recovered.len() - 1] - after)
    }
}

/// The random number generator `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: Duration) -> Duration {
        Duration::from_micros(self.next() % (u64::try_from(limit.as_micros()).unwrap() + 1))
    }
}

/// Processes that differ in latency, jitter, work, tasks and start.
fn fleet(count: u64, seed: u64) -> Vec<Process> {
    let mut random = Random(seed << 8 | count);
    let spread = ms([50, 500, 3_000][index(seed % 3)]);
    let work = ms([0, 100, 800][index(seed / 3 % 3)]);
    let mut process = || Process {
        starts: random.below(spread),
        latency: ms(1) + random.below(ms(75)),
        jitter: random.below(ms(8)),
        work,
        // Enough tasks to demand more than the share of the process at all times.
        tasks: [16, 32][index(random.next() % 2)],
        ..NEAR
    };
    (0..count).map(|_| process()).collect()
}

fn count<T>(items: &[T]) -> f64 {
    f64::from(u32::try_from(items.len()).unwrap())
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap()
}

#[test]
fn lone_process_uses_95_percent_and_is_never_throttled() {
    let cases = [
        NEAR,
        Process { latency: ms(60), jitter: ms(3), ..NEAR },
        Process { latency: ms(1), jitter: ms(10), work: ms(200), ..NEAR },
        // 30 ms late in all: the tolerance of the pacer.
        Process { latency: ms(20), jitter: Duration::from_micros(14_999), work: ms(500), ..NEAR },
    ];
    for process in cases {
        for seed in 0..20 {
            let journal = run(&[process], ms(10_000), seed);
            assert_eq!(journal.throttled, [], "{process:?}, seed {seed}");
            let used = journal.used(ms(10_000));
            assert!(used >= 95.0, "{used} %: {process:?}, seed {seed}");
        }
    }
}

#[test]
fn processes_that_share_an_account_use_most_of_the_rate_and_are_rarely_throttled() {
    for count in 2..=8 {
        for seed in 0..9 {
            let journal = run(&fleet(count, seed), ms(60_000), seed);
            let (used, throttled) = (journal.used(ms(60_000)), journal.throttled());
            let (least, most) = if count <= 4 { (78.0, 4.0) } else { (75.0, 5.0) };
            assert!(used >= least, "{used} % used by {count}, seed {seed}");
            assert!(throttled < most, "{throttled} % throttled of {count}, seed {seed}");
        }
    }
}

/// Prints the table of docs/pacing.md:
/// `cargo test --release -p tencentcloud-core --lib -- --ignored --nocapture fleets`
#[test]
#[ignore = "measures many fleets; the tests above check a part of them against limits"]
fn measure_fleets() {
    const FLEETS: u32 = 400;
    std::println!("| processes | used | least | throttled | most |");
    for count in [1, 2, 4, 8, 12] {
        let (mut used, mut throttled, mut least, mut most) = (0.0, 0.0, f64::MAX, 0.0_f64);
        for seed in 0..FLEETS {
            let journal = run(&fleet(count, seed.into()), ms(60_000), seed.into());
            used += journal.used(ms(60_000)) / f64::from(FLEETS);
            throttled += journal.throttled() / f64::from(FLEETS);
            least = least.min(journal.used(ms(60_000)));
            most = most.max(journal.throttled());
        }
        std::println!("| {count} | {used:.1} | {least:.1} | {throttled:.1} | {most:.1} |");
    }
}

#[test]
fn remaining_process_recovers_within_90_seconds_when_the_others_stop() {
    let alone = ms(30_000);
    for count in [2, 4, 8] {
        for seed in 0..6 {
            let mut processes = fleet(count, seed);
            processes[0].tasks = 32;
            for process in &mut processes[1..] {
                process.stops = alone;
            }
            let journal = run(&processes, alone + ms(95_000), seed);
            let recovered = journal.first_recovered(alone);
            assert!(
                recovered.is_some_and(|time| time <= ms(90_000)),
                "{recovered:?}: {count}, seed {seed}"
            );
        }
    }
}

#[test]
fn rate_below_the_documented_one_is_found() {
    // Another client, which does not adapt, uses half of the rate, evenly.
    let mut other = (0..600).map(|n| ms(100 * n)).peekable();
    let mut pacer = Pacer::new(20);
    let mut journal = Journal::default();
    let mut random = Random(7);
    let (mut now, mut accepted) = (ms(0), 0);
    for _ in 0..480 {
        let permit = pacer.reserve(now, NO_LIMIT).unwrap();
        now += pacer.wait(permit, now);
        while let Some(at) = other.next_if(|&at| at <= now) {
            if journal.has_room(at) {
                journal.accepted.push((at, 1));
            }
        }
        if journal.has_room(now) {
            journal.accepted.push((now, 0));
            accepted += 1;
            pacer.succeeded(permit, now);
        } else {
            journal.throttled.push(now);
            pacer.throttled(permit, now, random.next());
        }
    }
    // Ten requests per second are left.
    assert!(now >= ms(48_000), "{accepted} until {now:?}");
    assert!(now <= ms(60_000), "{accepted} until {now:?}");
    assert!(accepted >= 465, "{accepted} of 480");
}

#[test]
fn same_seed_gives_the_same_run() {
    let processes = fleet(4, 1);
    let journal = run(&processes, ms(20_000), 1);
    assert!(!journal.throttled.is_empty());
    assert_eq!(journal, run(&processes, ms(20_000), 1));
    assert_ne!(journal, run(&processes, ms(20_000), 2));
}
