//! Processor time, and who works on which processor.

use std::time::Duration;

use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use nix::unistd::Pid;

use super::work::Failure;

/// What this process has used so far, with all its threads, in user code and in
/// the kernel.
pub(super) fn used() -> Result<Duration, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok(duration(usage.user_time())? + duration(usage.system_time())?)
}

fn duration(time: TimeVal) -> Result<Duration, Failure> {
    let seconds = Duration::from_secs(time.tv_sec().try_into()?);
    Ok(seconds + Duration::from_micros(time.tv_usec().try_into()?))
}

/// One of the processors that this process may use.
#[derive(Clone, Copy)]
pub(super) enum Place {
    First,
    Last,
}

/// Keeps this process on one processor, unless it is the only one. Client and
/// server then never share one, in no run and no round.
pub(super) fn stay_on(place: Place) -> nix::Result<()> {
    let this = Pid::from_raw(0);
    let allowed = sched_getaffinity(this)?;
    let mut processors = (0..CpuSet::count()).filter(|cpu| allowed.is_set(*cpu) == Ok(true));
    let (Some(first), Some(last)) = (processors.next(), processors.next_back()) else {
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
    fn work_in_another_thread_counts() {
        let before = used().unwrap();
        let work = || {
            // Bounded by what is to be seen: the clock of the process has moved.
            while used().unwrap() <= before {
                std::hint::black_box([0_u8; 4096].iter().sum::<u8>());
            }
        };
        std::thread::scope(|scope| scope.spawn(work).join().unwrap());
        assert!(used().unwrap() > before);
    }
}
