//! What the server received, written down as it comes.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::frames::{Frame, PREFACE};

/// The counts of one server, over all its connections.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) connections: usize,
    /// Scripts that came to their end.
    pub(crate) ended: usize,
    /// Requests of which the head was received.
    pub(crate) heads: usize,
    /// Requests that were received to their last byte.
    pub(crate) whole: usize,
    /// The client has what it wanted, or gave up.
    pub(crate) over: bool,
}

/// Shared by the threads of a server and those who judge it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger(Arc<(Mutex<Counts>, Condvar)>);

impl Ledger {
    pub(crate) fn counts(&self) -> Counts {
        *self.lock()
    }

    pub(crate) fn note(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// Waits until the counts are so, but no longer than that.
    pub(crate) fn wait(&self, limit: Duration, are_so: impl Fn(&Counts) -> bool) -> bool {
        let deadline = Instant::now() + limit;
        let mut counts = self.lock();
        while !are_so(&counts) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            counts = self.0.1.wait_timeout(counts, left).unwrap().0;
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.0.lock().unwrap()
    }
}

/// The bytes of one connection, cut into requests.
#[derive(Debug)]
pub(crate) struct Record {
    ledger: Ledger,
    /// What does not make a whole request yet.
    rest: Vec<u8>,
    /// What comes is HTTP/2.
    in_frames: bool,
    /// The length of the request that `rest` begins with, once its head is there.
    expected: Option<usize>,
    /// What this connection alone brought.
    pub(crate) bytes: usize,
    pub(crate) connects: usize,
    pub(crate) heads: usize,
    pub(crate) whole: usize,
}

impl Record {
    pub(crate) fn new(ledger: Ledger) -> Self {
        let rest = Vec::new();
        Self {
            ledger,
            rest,
            in_frames: false,
            expected: None,
            bytes: 0,
            connects: 0,
            heads: 0,
            whole: 0,
        }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.rest.extend_from_slice(bytes);
        while self.step() {}
    }

    /// What was read so far was no HTTP.
    pub(crate) fn forget(&mut self) {
        self.rest.clear();
    }

    fn step(&mut self) -> bool {
        if self.in_frames {
            return self.step_of_frames();
        }
        if self.rest.starts_with(PREFACE) {
            self.rest.drain(..PREFACE.len());
            self.in_frames = true;
            return true;
        }
        if let Some(expected) = self.expected {
            let is_whole = self.rest.len() >= expected;
            if is_whole {
                self.rest.drain(..expected);
                self.expected = None;
                self.note_whole();
            }
            return is_whole;
        }
        let Some(end) = self.rest.windows(4).position(|four| four == b"\r\n\r\n") else {
            return false;
        };
        let head = String::from_utf8_lossy(&self.rest[..end]).into_owned();
        if head.starts_with("CONNECT ") {
            self.connects += 1;
            self.rest.drain(..end + 4);
        } else {
            self.expected = Some(end + 4 + content_length(&head));
            self.note_head();
        }
        true
    }

    fn step_of_frames(&mut self) -> bool {
        let Some(frame) = Frame::first(&self.rest) else { return false };
        self.rest.drain(..frame.length);
        if frame.begins_request {
            self.note_head();
        }
        if frame.ends_request {
            self.note_whole();
        }
        true
    }

    fn note_head(&mut self) {
        self.heads += 1;
        self.ledger.note(|counts| counts.heads += 1);
    }

    fn note_whole(&mut self) {
        self.whole += 1;
        self.ledger.note(|counts| counts.whole += 1);
    }
}

fn content_length(head: &str) -> usize {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
    });
    length.unwrap_or(0)
}
