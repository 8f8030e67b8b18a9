//! CPU time and CPU affinity.

use std::time::Duration;

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use nix::unistd::Pid;

use super::work::Failure;

/// CPU time of this process so far: all threads, user and system.
pub(super) fn used() -> Result<Duration, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok(duration(usage.user_time())? + duration(usage.system_time())?)
}

fn duration(time: TimeVal) -> Result<Duration, Failure> {
    let seconds = Duration::from_secs(time.tv_sec().try_into()?);
    Ok(seconds + Duration::from_micros(time.tv_usec().try_into()?))
}

/// One of the CPUs that this process may use.
#[derive(Clone, Copy)]
pub(super) enum Place {
    First,
    Last,
}

/// Pins this process to one CPU, if there are several, so that client and server
/// never share one.
pub(super) fn stay_on(place: Place) -> nix::Result<()> {
    let this = Pid::from_raw(0);
    let allowed = sched_getaffinity(this)?;
    let mut cpus = (0..CpuSet::count()).filter(|cpu| allowed.is_set(*cpu) == Ok(true));
    let (Some(first), Some(last)) = (cpus.next(), cpus.next_back()) else {
        return Ok(());
    };
    let mut one = CpuSet::new();
    one.set(match place {
        Place::First => first,
        Place::Last => last,
    })?;
    sched_setaffinity(this, &one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_includes_other_threads() {
        let before = used().unwrap();
        let work = || {
            // Until the CPU clock of the process advances.
            while used().unwrap() <= before {
                std::hint::black_box([0_u8; 4096].iter().sum::<u8>());
            }
        };
        std::thread::scope(|scope| scope.spawn(work).join().unwrap());
        assert!(used().unwrap() > before);
    }
}
