//! Time and memory of `tc3` as a process.

#![expect(clippy::disallowed_methods, reason = "it measures time and writes the results")]

use std::fmt::Display;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Outcome};
use crate::process::{self, root};

/// Runs of each process, of which the median counts.
pub(super) const RUNS: usize = 21;

const RUN_LIMIT: Duration = Duration::from_mins(2);

/// What a process takes from start to end.
#[derive(Serialize, Deserialize)]
pub(super) struct Usage {
    pub(super) median_ms: f64,
    /// The highest of all runs.
    pub(super) peak_mib: f64,
}

impl Usage {
    /// Measures `tc3` with these arguments, from a process that has waited for no other
    /// children: the system reports their peak of memory only together.
    pub(super) fn of(arguments: &[&str]) -> Outcome<Self> {
        let xtask = std::env::current_exe().map_err(failed("find xtask"))?;
        let mut command = Command::new(xtask);
        command.args(["bench", "process", "--"]).args(arguments);
        let json = process::output(command, RUN_LIMIT)?;
        serde_json::from_str(&json).map_err(failed("read the times of a process"))
    }
}

/// Measures `tc3` with these arguments and prints the result as JSON.
pub(super) fn print(arguments: &[String]) -> Outcome {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let mut tc3 = Command::new(root().join("target/release/tc3"));
        tc3.args(arguments).stdout(Stdio::null());
        let start = Instant::now();
        let status = tc3.status().map_err(failed("run tc3"))?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
        if !status.success() {
            return Err(Failure::new(format!("tc3 {}: {status}", arguments.join(" "))));
        }
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(failed("read the peak of memory"))?;
    // In KiB on Linux.
    let peak_mib = u32::try_from(usage.max_rss()).map_or(f64::NAN, |peak| f64::from(peak) / 1024.0);
    let usage = Usage { median_ms: median(times), peak_mib };
    println!("{}", serde_json::to_string(&usage).map_err(failed("write JSON"))?);
    Ok(())
}

/// Writes `target/bench/NAME.json`.
pub(super) fn write_json(name: &str, report: &impl Serialize) -> Outcome {
    let path = root().join(format!("target/bench/{name}.json"));
    let json = serde_json::to_string_pretty(report).map_err(failed("write JSON"))?;
    std::fs::create_dir_all(root().join("target/bench")).map_err(failed("make target/bench"))?;
    std::fs::write(&path, json).map_err(failed("write the results"))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}

/// The CPU time of all children that ended.
pub(crate) fn cpu_seconds() -> Outcome<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(failed("read the CPU time"))?;
    let seconds = |time: nix::sys::time::TimeVal| {
        let time = Duration::from_secs(time.tv_sec().unsigned_abs())
            + Duration::from_micros(time.tv_usec().unsigned_abs());
        time.as_secs_f64()
    };
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

pub(super) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub(super) fn failed<E: Display>(what: &str) -> impl FnOnce(E) -> Failure {
    let what = what.to_owned();
    move |error| Failure::new(format!("failed to {what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn median_is_the_middle_value() {
        assert_eq!(median([3.0, 1e9, 1.0, 2.0, 2.5]).to_string(), "2.5");
        assert!(median([]).is_nan());
    }
}
