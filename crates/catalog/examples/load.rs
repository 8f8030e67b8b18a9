//! Times the first use of ECM, and of every other version. With `--times`, prints only
//! the milliseconds of ECM and of the slowest version, and its name, separated by tabs.
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::time::{Duration, Instant};

use tencentcloud_catalog::{Service, service, services};

fn main() {
    let ecm = service("ecm").map(|ecm| load(ecm, "2019-07-19"));
    let mut times = Vec::new();
    for service in services() {
        for date in service.dates() {
            times.push((load(service, date), service.name(), date));
        }
    }
    times.sort_unstable();
    if std::env::args().any(|argument| argument == "--times") {
        let ecm = ecm.unwrap_or_default().as_secs_f64() * 1e3;
        let Some((slowest, name, date)) = times.last() else { return };
        return println!("{ecm:.3}\t{:.3}\t{name} {date}", slowest.as_secs_f64() * 1e3);
    }
    let total: Duration = times.iter().map(|(time, ..)| *time).sum();
    println!("ecm: {ecm:?}\nall {} versions: {total:?}\nslowest: {:?}", times.len(), times.last());
}

fn load(service: &Service, date: &str) -> Duration {
    let begin = Instant::now();
    let version = service.version(date);
    let time = begin.elapsed();
    assert!(version.is_some_and(|version| !version.actions.is_empty()), "{service:?}");
    time
}
