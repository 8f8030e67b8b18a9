//! Records every event of `tracing` and `log`, and every panic.

use std::backtrace::Backtrace;
use std::cell::Cell;
use std::fmt::{Debug, Write};
use std::panic;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use log::{Level, LevelFilter, Log, Record};
use tracing::field::{Field, Visit};
use tracing::span::{self, Attributes, Id};
use tracing::{Event, Metadata, Subscriber};

/// The only exception: targets of this prefix at this level.
///
/// There ureq prints the bytes of requests and responses (`ureq_proto::util`), and
/// complete URIs. It has no option against that. SECURITY.md says so. Its other
/// levels are searched like everything else.
pub(crate) const EXCEPTION: (&str, Level) = ("ureq", Level::Trace);

static LOGGED: Mutex<String> = Mutex::new(String::new());

thread_local! {
    /// The least detailed level of the exception on this thread.
    static EXCEPTED: Cell<Option<Level>> = const { Cell::new(Some(EXCEPTION.1)) };
}

/// The beginning of a test's report of a leak.
pub(crate) const LEAK: &str = "leaked secret: ";

/// Starts recording, once per process.
pub(crate) fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Recorder).unwrap();
        log::set_logger(&Recorder).unwrap();
        log::set_max_level(LevelFilter::Trace);
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            previous(info);
            // The report of one test must not fail the others.
            if info.payload_as_str().is_some_and(|text| text.starts_with(LEAK)) {
                return;
            }
            append(&format!("{info}\n{:?}\n{}", info.payload_as_str(), Backtrace::force_capture()));
        }));
    });
}

/// Everything recorded since the process started, by all tests.
pub(crate) fn logged() -> MutexGuard<'static, String> {
    LOGGED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a function with the exception at this level and below, on this thread;
/// `None` is no exception.
pub(crate) fn excepting<T>(level: Option<Level>, run: impl FnOnce() -> T) -> T {
    EXCEPTED.set(level);
    let result = run();
    EXCEPTED.set(Some(EXCEPTION.1));
    result
}

fn append(text: &str) {
    let mut logged = logged();
    logged.push_str(text);
    logged.push('\n');
}

struct Recorder;

impl Log for Recorder {
    /// ureq asks this before it prints complete URIs at other levels.
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        let is_excepted = EXCEPTED.get().is_some_and(|level| metadata.level() >= level);
        !(is_excepted && metadata.target().starts_with(EXCEPTION.0))
    }

    fn log(&self, record: &Record<'_>) {
        if Log::enabled(self, record.metadata()) {
            append(&format!("{} {} {}", record.level(), record.target(), record.args()));
        }
    }

    fn flush(&self) {}
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut fields = Fields::of(span.metadata());
        span.record(&mut fields);
        append(&fields.0);
        Id::from_u64(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, values: &span::Record<'_>) {
        let mut fields = Fields("recorded".to_owned());
        values.record(&mut fields);
        append(&fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::of(event.metadata());
        event.record(&mut fields);
        append(&fields.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields(String);

impl Fields {
    fn of(metadata: &Metadata<'_>) -> Self {
        Self(format!("{} {} {}", metadata.level(), metadata.target(), metadata.name()))
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}
