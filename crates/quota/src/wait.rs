//! The wait of a call for its permit.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use tencentcloud_client::Surroundings;

use crate::lane::Turn;
use crate::shared::Shared;

/// A call in the line of its action. It leaves the line when it has its turn, or when this
/// is dropped.
pub(crate) struct Place<'a> {
    shared: &'a Shared,
    rate: &'a str,
    call: u64,
    had_turn: bool,
}

impl<'a> Place<'a> {
    pub(crate) fn enter(shared: &'a Shared, rate: &'a str, stated: u32) -> Option<Self> {
        shared.enter(rate, stated).map(|call| Self { shared, rate, call, had_turn: false })
    }

    fn poll(&mut self, waker: &Waker) -> Turn {
        let turn = self.shared.poll(self.rate, self.call, waker);
        self.had_turn = !matches!(turn, Turn::Wait(_));
        turn
    }

    /// Waits for the turn of the call. Returns the slot of its permit; `None` if it is paced
    /// locally.
    pub(crate) async fn turn(mut self, with: &Surroundings<'_>) -> Option<u64> {
        if with.is_blocking { self.block(with) } else { self.pending(with).await }
    }

    /// Blocks the thread, which is woken as a task would be.
    fn block(&mut self, with: &Surroundings<'_>) -> Option<u64> {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            match self.poll(&waker) {
                Turn::Permitted(slot) => return Some(slot),
                Turn::Wait(until) => {
                    let left = with.time_left();
                    if left.is_zero() {
                        return None;
                    }
                    thread::park_timeout(until.saturating_sub(self.shared.now()).min(left));
                }
                _ => return None,
            }
        }
    }

    async fn pending(&mut self, with: &Surroundings<'_>) -> Option<u64> {
        let mut alarm = None::<Alarm<'_>>;
        poll_fn(|context| {
            loop {
                match self.poll(context.waker()) {
                    Turn::Permitted(slot) => return Poll::Ready(Some(slot)),
                    Turn::Wait(until) => {
                        let wait = until.saturating_sub(self.shared.now());
                        let kept = alarm.take().filter(|alarm| alarm.at == until);
                        let mut set = kept.unwrap_or_else(|| Alarm::new(until, wait, with));
                        if set.is_due(context) {
                            continue;
                        }
                        alarm = Some(set);
                        return Poll::Pending;
                    }
                    _ => return Poll::Ready(None),
                }
            }
        })
        .await
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if !self.had_turn {
            self.shared.leave(self.rate, self.call);
        }
    }
}

/// A timer of the client's runtime.
struct Alarm<'a> {
    at: Duration,
    sleep: Pin<Box<dyn Future<Output = ()> + Send + 'a>>,
}

impl<'a> Alarm<'a> {
    fn new(at: Duration, wait: Duration, with: &Surroundings<'a>) -> Self {
        Self { at, sleep: with.transport.sleep(wait) }
    }

    fn is_due(&mut self, context: &mut Context<'_>) -> bool {
        self.sleep.as_mut().poll(context).is_ready()
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
