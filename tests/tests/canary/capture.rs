//! Everything that is logged at level TRACE, through `tracing` and `log`, and
//! every panic.
//!
//! The only exception is level TRACE of ureq: its target `ureq_proto::util` logs
//! every byte of requests and responses, which cannot be turned off from here.
//! The page of `tencentcloud-ureq` and SECURITY.md say so.

use std::backtrace::Backtrace;
use std::fmt::{Debug, Write};
use std::panic;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use log::{Level, LevelFilter, Log, Record};
use tracing::field::{Field, Visit};
use tracing::span::{self, Attributes, Id};
use tracing::{Event, Metadata, Subscriber};

static TOLD: Mutex<String> = Mutex::new(String::new());

/// How a test begins to say what it has found.
pub(crate) const FOUND: &str = "A leak: ";

/// Begins to listen, once for the process.
pub(crate) fn start() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Listener).unwrap();
        log::set_logger(&Listener).unwrap();
        log::set_max_level(LevelFilter::Trace);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            before(info);
            // What a test has found is not to be found by all that follow.
            if info.payload_as_str().is_some_and(|text| text.starts_with(FOUND)) {
                return;
            }
            tell(&format!("{info}\n{:?}\n{}", info.payload_as_str(), Backtrace::force_capture()));
        }));
    });
}

/// What was told since the process began, by all tests of it.
pub(crate) fn told() -> MutexGuard<'static, String> {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn tell(text: &str) {
    let mut told = told();
    told.push_str(text);
    told.push('\n');
}

struct Listener;

impl Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        if record.level() == Level::Trace && record.target().starts_with("ureq") {
            return;
        }
        let message = record.args();
        tell(&format!("{} {} {message}", record.level(), record.target()));
    }

    fn flush(&self) {}
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut fields = Fields::of(span.metadata());
        span.record(&mut fields);
        tell(&fields.0);
        Id::from_u64(NEXT.fetch_add(1, Ordering::Relaxed))
    }

    fn record(&self, _: &Id, values: &span::Record<'_>) {
        let mut fields = Fields("recorded".to_owned());
        values.record(&mut fields);
        tell(&fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::of(event.metadata());
        event.record(&mut fields);
        tell(&fields.0);
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
