//! A socket, as ureq wants it: limits on every step, and as few system calls as
//! a call over a kept connection needs.
//!
//! ureq's own socket sets a limit anew before every read and write, asks twice
//! whether an idle connection is still good, and sends head and body of a
//! request as two segments. Here the limit in force stays as long as it is close
//! enough, the second question is enough, and what is written waits until
//! somebody wants to read.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::Error;
use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};

use crate::deadline::Deadline;
use crate::error;

/// What one read takes in, and what one write of ureq hands over.
pub(crate) const BUFFER: usize = 64 * 1024;
/// How much may wait to be sent together.
const CORK: usize = 16 * 1024;

/// Connects to the first address that answers.
pub(crate) fn connect(
    addresses: &[SocketAddr],
    deadline: Deadline,
) -> Result<TcpTransport, TransportError> {
    let mut failure = error::never(TransportErrorKind::Connect, "there is no address");
    let mut rest = addresses;
    while let Some((address, others)) = rest.split_first() {
        let late = || error::late("while the connection was made");
        let left = deadline.left().ok_or_else(late)?;
        // One dead address must not use up the time of all: half of what is
        // left for each, the rest for the last.
        let share = if others.is_empty() { left } else { left / 2 };
        match TcpStream::connect_timeout(address, share).and_then(TcpTransport::new) {
            Ok(transport) => return Ok(transport),
            Err(e) if e.kind() == ErrorKind::TimedOut => failure = late(),
            Err(e) => failure = error::never(TransportErrorKind::Connect, error::at(address, &e)),
        }
        rest = others;
    }
    Err(failure)
}

pub(crate) struct TcpTransport {
    stream: TcpStream,
    buffers: LazyBuffers,
    /// Written by ureq, not sent yet.
    corked: Vec<u8>,
    /// The limits that the socket has now.
    read_limit: Limit,
    write_limit: Limit,
    /// Something was read since the connection was last looked at.
    in_use: bool,
}

impl TcpTransport {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffers: LazyBuffers::new(BUFFER, BUFFER),
            corked: Vec::new(),
            read_limit: Limit::default(),
            write_limit: Limit::default(),
            in_use: false,
        })
    }

    fn uncork(&mut self, deadline: Deadline) -> io::Result<()> {
        if self.corked.is_empty() {
            return Ok(());
        }
        let corked = std::mem::take(&mut self.corked);
        send(&self.stream, &mut self.write_limit, &corked, deadline)?;
        // Its room serves the next request.
        self.corked = corked;
        self.corked.clear();
        Ok(())
    }
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let fits = self.corked.len() + amount <= CORK;
        if !fits {
            let deadline = Deadline::after_remaining(timeout.after);
            self.uncork(deadline).map_err(|e| broken(e, timeout))?;
            let output = written(&mut self.buffers, amount);
            return send(&self.stream, &mut self.write_limit, output, deadline)
                .map_err(|e| broken(e, timeout));
        }
        let output = written(&mut self.buffers, amount);
        self.corked.extend_from_slice(output);
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let deadline = Deadline::after_remaining(timeout.after);
        self.in_use = true;
        self.uncork(deadline).map_err(|e| broken(e, timeout))?;
        let room = self.buffers.input_append_buf();
        let amount = receive(&self.stream, &mut self.read_limit, room, deadline)
            .map_err(|e| broken(e, timeout))?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    /// ureq asks when it puts a connection back and when it takes it out again.
    /// What has happened by then is seen at the second question, so the first,
    /// which follows a use, costs nothing.
    fn is_open(&mut self) -> bool {
        if std::mem::take(&mut self.in_use) {
            return true;
        }
        self.buffers.input().is_empty() && is_quiet(&self.stream)
    }
}

impl fmt::Debug for TcpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TcpTransport").finish_non_exhaustive()
    }
}

/// What ureq has put into the output buffer.
fn written(buffers: &mut LazyBuffers, amount: usize) -> &[u8] {
    let output = buffers.output();
    output.get(..amount).unwrap_or(output)
}

/// An idle connection on which nothing is to be read: no end, no error, and no
/// bytes that nobody has asked for.
fn is_quiet(mut stream: &TcpStream) -> bool {
    let mut probe = || {
        stream.set_nonblocking(true)?;
        let read = stream.read(&mut [0]);
        stream.set_nonblocking(false)?;
        read
    };
    probe().is_err_and(|e| e.kind() == ErrorKind::WouldBlock)
}

fn send(
    mut stream: &TcpStream,
    limit: &mut Limit,
    mut bytes: &[u8],
    deadline: Deadline,
) -> io::Result<()> {
    while !bytes.is_empty() {
        limit.keep(deadline, |left| stream.set_write_timeout(left))?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
            Err(e) if is_early(&e) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

fn receive(
    mut stream: &TcpStream,
    limit: &mut Limit,
    room: &mut [u8],
    deadline: Deadline,
) -> io::Result<usize> {
    loop {
        limit.keep(deadline, |left| stream.set_read_timeout(left))?;
        match stream.read(room) {
            Err(e) if is_early(&e) => {}
            done => return done,
        }
    }
}

/// A signal came, or the socket's limit ran out. Whether that is the end, the
/// deadline decides.
fn is_early(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// The time limit that a socket has now, for reads or for writes.
#[derive(Default)]
struct Limit(Option<Duration>);

impl Limit {
    /// Sees to it that the socket gives up at the deadline, give or take a five
    /// hundredth of what is left. Calls one after another, with the same
    /// limits, then need no system call for it.
    fn keep(
        &mut self,
        deadline: Deadline,
        set: impl FnOnce(Option<Duration>) -> io::Result<()>,
    ) -> io::Result<()> {
        let left = deadline.left().ok_or(ErrorKind::TimedOut)?;
        if self.0.is_none_or(|limit| limit.abs_diff(left) > left / 512) {
            set(Some(left))?;
            self.0 = Some(left);
        }
        Ok(())
    }
}

/// An error of the socket, for ureq to carry. It must not see a reset as such:
/// for a body that ends with the connection it would take that for the end.
fn broken(error: io::Error, timeout: NextTimeout) -> Error {
    match error.kind() {
        ErrorKind::TimedOut => Error::Timeout(timeout.reason),
        _ => error::carried(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a limit is set for a row of deadlines.
    fn set_for(deadlines: &[u64]) -> u32 {
        let (mut limit, mut times) = (Limit::default(), 0);
        for millis in deadlines {
            let deadline = Deadline::after(Duration::from_millis(*millis));
            let kept = limit.keep(deadline, |left| {
                assert!(left <= Some(Duration::from_millis(*millis)));
                times += 1;
                Ok(())
            });
            kept.unwrap();
        }
        times
    }

    #[test]
    fn a_limit_is_set_when_it_differs() {
        assert_eq!(set_for(&[60_000, 60_000, 59_990, 60_010]), 1);
        assert_eq!(set_for(&[60_000, 59_000, 1_000, 60_000]), 4);
    }

    #[test]
    fn a_limit_that_is_over_is_an_error() {
        let kept = Limit::default().keep(Deadline::after(Duration::ZERO), |_| Ok(()));
        assert_eq!(kept.unwrap_err().kind(), ErrorKind::TimedOut);
    }
}
