//! TCP connections, as ureq uses them.
//!
//! ureq's own socket sends head and body of a request as two segments, probes an
//! idle connection twice, and takes a reset for the end of a body that ends with
//! its connection. Here written data waits until ureq reads, one probe is enough,
//! and a reset is an error.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;
use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport};
use ureq::{Error, Timeout};

use crate::deadline::Deadline;
use crate::error;
use crate::limits::{BUFFER, CORK};
use crate::patience;
use crate::race;

pub(crate) struct TcpTransport {
    stream: TcpStream,
    buffers: LazyBuffers,
    /// Written by ureq and not sent yet.
    corked: Vec<u8>,
    /// Whether ureq has read since it last probed the connection.
    is_in_use: bool,
    /// Whether ureq has kept the connection for another request.
    is_kept: bool,
}

impl TcpTransport {
    /// A connection to one of these addresses, and which.
    pub(crate) fn connect(
        addresses: &[SocketAddr],
        deadline: Deadline,
    ) -> Result<(Self, SocketAddr), ConnectError> {
        let stream = race::connect(addresses, deadline)?;
        let prepare = || {
            stream.set_nodelay(true)?;
            stream.peer_addr()
        };
        let address =
            prepare().map_err(|error| ConnectError::new(TransportErrorKind::Connect, error))?;
        Ok((Self::new(stream), address))
    }

    fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            buffers: LazyBuffers::new(BUFFER, BUFFER),
            corked: Vec::new(),
            is_in_use: false,
            is_kept: false,
        }
    }

    fn uncork(&mut self, deadline: Deadline) -> io::Result<()> {
        write_all(&self.stream, &self.corked, deadline)?;
        self.corked.clear();
        Ok(())
    }

    /// When the next read ends in vain, and the reason to give for it.
    fn patience(&self, deadline: Deadline, reason: Timeout) -> (Deadline, Timeout) {
        if self.is_in_use || !self.is_kept {
            return (deadline, reason);
        }
        let silence = Deadline::after(patience::first_byte());
        if silence < deadline { (silence, patience::SILENCE) } else { (deadline, reason) }
    }
}

impl Transport for TcpTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.corked.len() + amount > CORK {
            let deadline = Deadline::after_remaining(timeout.after);
            self.uncork(deadline).map_err(|error| to_ureq(error, timeout.reason))?;
            let output = self.buffers.output();
            let output = output.get(..amount).unwrap_or(output);
            return write_all(&self.stream, output, deadline)
                .map_err(|error| to_ureq(error, timeout.reason));
        }
        let output = self.buffers.output();
        self.corked.extend_from_slice(output.get(..amount).unwrap_or(output));
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let deadline = Deadline::after_remaining(timeout.after);
        self.uncork(deadline).map_err(|error| to_ureq(error, timeout.reason))?;
        let (deadline, reason) = self.patience(deadline, timeout.reason);
        self.is_in_use = true;
        let buffer = self.buffers.input_append_buf();
        let amount =
            read(&self.stream, buffer, deadline).map_err(|error| to_ureq(error, reason))?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    /// ureq asks when it returns a connection to the pool and when it takes it out.
    /// The second probe finds what the first would, so the first is left out.
    fn is_open(&mut self) -> bool {
        if std::mem::take(&mut self.is_in_use) {
            self.is_kept = true;
            return true;
        }
        self.buffers.input().is_empty() && is_idle(&self.stream)
    }
}

impl fmt::Debug for TcpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TcpTransport").finish_non_exhaustive()
    }
}

/// Whether nothing can be read: no end, no error, no unexpected bytes.
fn is_idle(mut stream: &TcpStream) -> bool {
    let mut probe = || {
        stream.set_nonblocking(true)?;
        let read = stream.read(&mut [0]);
        stream.set_nonblocking(false)?;
        read
    };
    probe().is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

fn write_all(mut stream: &TcpStream, mut bytes: &[u8], deadline: Deadline) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.set_write_timeout(Some(deadline.left().ok_or(ErrorKind::TimedOut)?))?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(error) if is_early(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn read(mut stream: &TcpStream, buffer: &mut [u8], deadline: Deadline) -> io::Result<usize> {
    loop {
        stream.set_read_timeout(Some(deadline.left().ok_or(ErrorKind::TimedOut)?))?;
        match stream.read(buffer) {
            Err(error) if is_early(&error) => {}
            done => return done,
        }
    }
}

/// A signal, or the timeout of the socket. The deadline decides whether to go on.
fn is_early(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// An error for ureq. It must not see a reset as such: it would take that for the
/// end of a body that ends with its connection.
fn to_ureq(error: io::Error, reason: Timeout) -> Error {
    match error.kind() {
        ErrorKind::TimedOut => Error::Timeout(reason),
        _ => error::carry(error),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// The buffers hold what is sent, keys among it.
    #[test]
    fn debug_shows_no_buffer() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let shown = format!("{:?}", TcpTransport::new(stream));
        assert!(shown.starts_with("TcpTransport") && shown.len() < 100, "{shown}");
    }
}
