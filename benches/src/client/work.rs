//! Sequential and concurrent calls.

use std::error::Error;
use std::thread;

use tokio::task::JoinSet;

pub(super) type Failure = Box<dyn Error + Send + Sync>;

/// Makes a number of calls, divided among the concurrent tasks or threads.
pub(super) type Work = Box<dyn FnMut(u32) -> Result<(), Failure>>;

/// Makes one call and reads its whole response.
pub(super) trait Caller: Clone + Send + Sync + 'static {
    fn call(&self) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Calls from concurrent tasks on one thread.
pub(super) fn tasks(concurrency: u32, caller: impl Caller) -> Result<Work, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(Box::new(move |calls| {
        runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for _ in 0..concurrency {
                let caller = caller.clone();
                tasks.spawn(async move {
                    for _ in 0..calls / concurrency {
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

/// Calls from concurrent threads.
pub(super) fn threads(
    concurrency: u32,
    call: impl Fn() -> Result<(), Failure> + Sync + 'static,
) -> Work {
    Box::new(move |calls| {
        let repeat = || (0..calls / concurrency).try_for_each(|_| call());
        thread::scope(|scope| {
            let threads: Vec<_> = (0..concurrency).map(|_| scope.spawn(repeat)).collect();
            threads.into_iter().try_for_each(|thread| {
                thread.join().unwrap_or_else(|_| Err("a thread panicked".into()))
            })
        })
    })
}
