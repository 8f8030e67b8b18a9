//! Calls one after another, in one or in many places at a time.

use std::error::Error;
use std::thread;

use tokio::task::JoinSet;

pub(super) type Failure = Box<dyn Error + Send + Sync>;

/// Makes so many calls, divided among its ways.
pub(super) type Work = Box<dyn FnMut(u32) -> Result<(), Failure>>;

/// Makes one call and waits for its whole answer.
pub(super) trait Caller: Clone + Send + Sync + 'static {
    fn call(&self) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Calls from as many tasks, all on one thread.
pub(super) fn tasks(ways: u32, caller: impl Caller) -> Result<Work, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(Box::new(move |calls| {
        runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..ways {
                let caller = caller.clone();
                tasks.spawn(async move {
                    for _ in 0..calls / ways {
                        caller.call().await?;
                    }
                    Ok::<(), Failure>(())
                });
            }
            while let Some(done) = tasks.join_next().await {
                done??;
            }
            Ok(())
        })
    }))
}

/// Calls from as many threads.
pub(super) fn threads(ways: u32, call: impl Fn() -> Result<(), Failure> + Sync + 'static) -> Work {
    Box::new(move |calls| {
        let repeat = || (0..calls / ways).try_for_each(|_| call());
        thread::scope(|scope| {
            let threads: Vec<_> = (0..ways).map(|_| scope.spawn(repeat)).collect();
            threads
                .into_iter()
                .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err("it panicked".into())))
        })
    })
}
