//! A log of what the server received: connections, request heads and whole requests.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::frames::{Frame, PREFACE};

/// Counts of one server, over all its connections.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) connections: usize,
    /// Finished scripts.
    pub(crate) ended: usize,
    /// Requests whose head was received.
    pub(crate) heads: usize,
    /// Requests that were received to their last byte.
    pub(crate) whole: usize,
    /// The client has its result, or gave up.
    pub(crate) over: bool,
}

/// Shared by the threads of a server and the test that checks them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ServerLog(Arc<(Mutex<Counts>, Condvar)>);

impl ServerLog {
    pub(crate) fn counts(&self) -> Counts {
        *self.lock()
    }

    pub(crate) fn update(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// Waits until the condition holds. Returns `false` after the timeout.
    pub(crate) fn wait(&self, timeout: Duration, condition: impl Fn(&Counts) -> bool) -> bool {
        let deadline = Instant::now() + timeout;
        let mut counts = self.lock();
        while !condition(&counts) {
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

/// The received bytes of one connection, split into requests.
#[derive(Debug)]
pub(crate) struct ConnectionLog {
    server_log: ServerLog,
    /// Bytes that do not complete a request yet.
    rest: Vec<u8>,
    is_http2: bool,
    /// The length of the first request in `rest`, once its head is complete.
    expected: Option<usize>,
    /// Counts of this connection alone.
    pub(crate) bytes: usize,
    pub(crate) connects: usize,
    pub(crate) heads: usize,
    pub(crate) whole: usize,
}

impl ConnectionLog {
    pub(crate) fn new(server_log: ServerLog) -> Self {
        Self {
            server_log,
            rest: Vec::new(),
            is_http2: false,
            expected: None,
            bytes: 0,
            connects: 0,
            heads: 0,
            whole: 0,
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.rest.extend_from_slice(bytes);
        while self.step() {}
    }

    /// Discards bytes that are not HTTP, such as a TLS handshake.
    pub(crate) fn discard(&mut self) {
        self.rest.clear();
    }

    fn step(&mut self) -> bool {
        if self.is_http2 {
            return self.step_http2();
        }
        if self.rest.starts_with(PREFACE) {
            self.rest.drain(..PREFACE.len());
            self.is_http2 = true;
            return true;
        }
        if let Some(expected) = self.expected {
            let is_whole = self.rest.len() >= expected;
            if is_whole {
                self.rest.drain(..expected);
                self.expected = None;
                self.count_whole();
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
            self.count_head();
        }
        true
    }

    fn step_http2(&mut self) -> bool {
        let Some(frame) = Frame::first(&self.rest) else { return false };
        self.rest.drain(..frame.length);
        if frame.begins_request {
            self.count_head();
        }
        if frame.ends_request {
            self.count_whole();
        }
        true
    }

    fn count_head(&mut self) {
        self.heads += 1;
        self.server_log.update(|counts| counts.heads += 1);
    }

    fn count_whole(&mut self) {
        self.whole += 1;
        self.server_log.update(|counts| counts.whole += 1);
    }
}

fn content_length(head: &str) -> usize {
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
    });
    length.unwrap_or(0)
}
