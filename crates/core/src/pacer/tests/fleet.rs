//! Processes that share an account, each with a pacer and many tasks, against
//! a service that counts as the emulator does. In virtual time; a seed decides
//! about everything.

extern crate std;

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use super::*;

/// What the service allows.
const RATE: usize = 20;

/// One process.
#[derive(Debug, Clone, Copy)]
struct Process {
    tasks: usize,
    /// When its tasks begin.
    starts: Duration,
    /// When it ends.
    stops: Duration,
    /// From sending to the service, and back again.
    latency: Duration,
    /// What comes on top, each way, at random; timers are late by it as well.
    jitter: Duration,
    /// How long the service works on a request that it takes, at random.
    work: Duration,
}

/// A steady process: one machine in the same region.
const NEAR: Process = Process {
    tasks: 32,
    starts: Duration::ZERO,
    stops: Duration::MAX,
    latency: Duration::from_millis(5),
    jitter: Duration::ZERO,
    work: Duration::ZERO,
};

/// When the service took a request, and of whom, and when it refused one.
#[derive(Debug, Default, PartialEq)]
struct Journal {
    admitted: Vec<(Duration, usize)>,
    refused: Vec<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A task is free to send another request.
    Free,
    /// It wakes to send in its slot.
    Wakes(Permit),
    Arrives(Permit),
    Answered(Permit, bool),
}

fn run(processes: &[Process], until: Duration, seed: u64) -> Journal {
    let mut random = Random(seed);
    let mut pacers: Vec<_> = processes.iter().map(|_| Pacer::new(20)).collect();
    let mut events = BinaryHeap::new();
    let mut journal = Journal::default();
    let mut order = 0_u64;
    for (of, process) in processes.iter().enumerate() {
        for _ in 0..process.tasks {
            events.push(Reverse((process.starts, order, of, Event::Free)));
            order += 1;
        }
    }
    while let Some(Reverse((now, _, of, event))) = events.pop() {
        let process = &processes[of];
        if now >= until {
            break;
        }
        if now >= process.stops && matches!(event, Event::Free | Event::Wakes(_)) {
            continue;
        }
        let (pacer, way) = (&mut pacers[of], process.latency + random.below(process.jitter));
        let (after, next) = match event {
            Event::Free => {
                let slot = pacer.reserve(now, PATIENT).unwrap();
                (pacer.wait(slot, now) + random.below(process.jitter), Event::Wakes(slot))
            }
            Event::Wakes(slot) => match pacer.wait(slot, now) {
                Duration::ZERO => (way, Event::Arrives(slot)),
                wait => (wait + random.below(process.jitter), event),
            },
            Event::Arrives(slot) if journal.has_room(now) => {
                journal.admitted.push((now, of));
                (way + random.below(process.work), Event::Answered(slot, true))
            }
            Event::Arrives(slot) => {
                journal.refused.push(now);
                assert!(journal.refused.len() < 5_000, "nobody paces");
                (way, Event::Answered(slot, false))
            }
            Event::Answered(slot, true) => {
                pacer.succeeded(slot, now);
                (ms(0), Event::Free)
            }
            Event::Answered(slot, false) => {
                pacer.throttled(slot, now, random.next());
                (ms(0), Event::Free)
            }
        };
        events.push(Reverse((now + after, order, of, next)));
        order += 1;
    }
    journal
}

impl Journal {
    fn has_room(&self, now: Duration) -> bool {
        let of_this_window = |(then, _): &&(Duration, usize)| now - *then < WINDOW;
        self.admitted.iter().rev().take_while(of_this_window).count() < RATE
    }

    /// Of what the service allows, in per cent.
    fn used(&self, time: Duration) -> f64 {
        100.0 * count(&self.admitted) / (20.0 * time.as_secs_f64())
    }

    /// Of all requests, in per cent.
    fn refused(&self) -> f64 {
        let refused = count(&self.refused);
        100.0 * refused / (refused + count(&self.admitted))
    }

    /// When the first process had five seconds with 90 % of what is allowed.
    fn first_is_back(&self, after: Duration) -> Option<Duration> {
        let times = self.admitted.iter().filter(|&&(at, of)| of == 0 && at >= after);
        let times: Vec<_> = times.map(|&(at, _)| at).collect();
        let back = times.windows(RATE * 5 * 9 / 10).find(|w| w[w.len() - 1] - w[0] < ms(5_000))?;
        Some(back[back.len() - 1] - after)
    }
}

/// The generator `SplitMix64`.
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

/// Processes that are not alike: near and far, quick and slow, at once or not.
fn fleet(count: u64, seed: u64) -> Vec<Process> {
    let mut random = Random(seed << 8 | count);
    let apart = ms([50, 500, 3_000][index(seed % 3)]);
    let work = ms([0, 100, 800][index(seed / 3 % 3)]);
    let mut process = || Process {
        starts: random.below(apart),
        latency: ms(1) + random.below(ms(75)),
        jitter: random.below(ms(8)),
        work,
        // Enough of them to want more than their share all the time.
        tasks: [16, 32][index(random.next() % 2)],
        ..NEAR
    };
    (0..count).map(|_| process()).collect()
}

fn count<T>(of: &[T]) -> f64 {
    f64::from(u32::try_from(of.len()).unwrap())
}

fn index(n: u64) -> usize {
    usize::try_from(n).unwrap()
}

#[test]
fn thirty_two_tasks_reach_95_percent_and_are_never_refused() {
    let cases = [
        NEAR,
        Process { latency: ms(60), jitter: ms(3), ..NEAR },
        Process { latency: ms(1), jitter: ms(10), work: ms(200), ..NEAR },
        // Later by 30 ms in all: what the pacer promises to bear.
        Process { latency: ms(20), jitter: Duration::from_micros(14_999), work: ms(500), ..NEAR },
    ];
    for process in cases {
        for seed in 0..20 {
            let journal = run(&[process], ms(10_000), seed);
            assert_eq!(journal.refused, [], "{process:?}, seed {seed}");
            let used = journal.used(ms(10_000));
            assert!(used >= 95.0, "{used} %: {process:?}, seed {seed}");
        }
    }
}

#[test]
fn processes_that_share_an_account_use_it_well_and_are_seldom_refused() {
    for count in 2..=8 {
        for seed in 0..9 {
            let journal = run(&fleet(count, seed), ms(60_000), seed);
            let (used, refused) = (journal.used(ms(60_000)), journal.refused());
            let (least, most) = if count <= 4 { (78.0, 4.0) } else { (75.0, 5.0) };
            assert!(used >= least, "{used} % used by {count}, seed {seed}");
            assert!(refused < most, "{refused} % refused of {count}, seed {seed}");
        }
    }
}

/// Writes the table in docs/pacing.md:
/// `cargo test --release -p tencentcloud-core --lib -- --ignored --nocapture fleets`
#[test]
#[ignore = "a measurement of many fleets; the tests above hold a part of them to limits"]
fn fleets_at_large() {
    const FLEETS: u32 = 400;
    std::println!("| processes | used | least | refused | most |");
    for count in [1, 2, 4, 8, 12] {
        let (mut used, mut refused, mut least, mut most) = (0.0, 0.0, f64::MAX, 0.0_f64);
        for seed in 0..FLEETS {
            let journal = run(&fleet(count, seed.into()), ms(60_000), seed.into());
            used += journal.used(ms(60_000)) / f64::from(FLEETS);
            refused += journal.refused() / f64::from(FLEETS);
            least = least.min(journal.used(ms(60_000)));
            most = most.max(journal.refused());
        }
        std::println!("| {count} | {used:.1} | {least:.1} | {refused:.1} | {most:.1} |");
    }
}

#[test]
fn the_one_that_is_left_alone_is_back_within_90_seconds() {
    let alone = ms(30_000);
    for count in [2, 4, 8] {
        for seed in 0..6 {
            let mut processes = fleet(count, seed);
            processes[0].tasks = 32;
            for process in &mut processes[1..] {
                process.stops = alone;
            }
            let journal = run(&processes, alone + ms(95_000), seed);
            let back = journal.first_is_back(alone);
            assert!(back.is_some_and(|back| back <= ms(90_000)), "{back:?}: {count}, seed {seed}");
        }
    }
}

#[test]
fn a_service_that_allows_less_than_documented_is_kept_to() {
    // A neighbour that learns nothing takes half of it, evenly.
    let mut neighbour = (0..600).map(|n| ms(100 * n)).peekable();
    let mut pacer = Pacer::new(20);
    let mut journal = Journal::default();
    let mut random = Random(7);
    let (mut now, mut mine) = (ms(0), 0);
    for _ in 0..480 {
        let slot = pacer.reserve(now, PATIENT).unwrap();
        now += pacer.wait(slot, now);
        while let Some(at) = neighbour.next_if(|&at| at <= now) {
            if journal.has_room(at) {
                journal.admitted.push((at, 1));
            }
        }
        if journal.has_room(now) {
            journal.admitted.push((now, 0));
            mine += 1;
            pacer.succeeded(slot, now);
        } else {
            journal.refused.push(now);
            pacer.throttled(slot, now, random.next());
        }
    }
    // Ten a second are left.
    assert!(now >= ms(48_000), "{mine} until {now:?}");
    assert!(now <= ms(60_000), "{mine} until {now:?}");
    assert!(mine >= 465, "{mine} of 480");
}

#[test]
fn a_seed_decides_about_everything() {
    let processes = fleet(4, 1);
    let journal = run(&processes, ms(20_000), 1);
    assert!(!journal.refused.is_empty());
    assert_eq!(journal, run(&processes, ms(20_000), 1));
    assert_ne!(journal, run(&processes, ms(20_000), 2));
}
