//! The events of a streamed response.

use std::panic::resume_unwind;

use tencentcloud_client::{Event, blocking};
use tencentcloud_core::Error;
use tokio::task::JoinError;

use super::output;
use crate::failure::Failure;
use crate::stdout;

/// The events of either client.
pub(super) enum Events {
    Async(tencentcloud_client::Events),
    /// `None` while another thread waits for the next event.
    Blocking(Option<blocking::Events>),
}

impl Events {
    /// The next event; `None` after the last.
    async fn next(&mut self) -> Option<Result<Event, Error>> {
        match self {
            Self::Async(events) => events.next().await,
            Self::Blocking(waiting) => {
                let mut events = waiting.take()?;
                // Leaves this thread to the emulator and to Ctrl-C.
                let next = tokio::task::spawn_blocking(move || (events.next(), events)).await;
                let (event, events) = join(next).map_or_else(
                    |error| (Some(Err(error)), None),
                    |(event, events)| (event, Some(events)),
                );
                *waiting = events;
                event
            }
        }
    }
}

/// The result of a blocking task. Its panic is one of this thread.
pub(super) fn join<T>(result: Result<T, JoinError>) -> Result<T, Error> {
    result.map_err(|error| match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => Error::driver("the blocking task was canceled"),
    })
}

/// Prints the data of each event as it comes, one JSON value a line, until the reader of
/// stdout leaves.
pub(super) async fn print(
    mut events: Events,
    action: String,
    failed: impl Fn(Error) -> Failure,
) -> Result<(), Failure> {
    while let Some(event) = events.next().await {
        let event = event.map_err(&failed)?;
        // Some streams keep their connection alive with events that have no data.
        if !event.data.is_empty() && !stdout::print_to_reader(&output::line(&event.data))? {
            return Ok(());
        }
        if event.event.as_deref() == Some("error") {
            return Err(Failure::ErrorEvent(action));
        }
    }
    Ok(())
}
