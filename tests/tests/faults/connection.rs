//! One connection, from the server's side.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};
use socket2::SockRef;

use crate::script::Op;
use crate::server_log::{ConnectionLog, ServerLog};

/// The timeout of each read and write, so that an abandoned server ends.
pub(crate) const IO_TIMEOUT: Duration = Duration::from_mins(1);

pub(crate) struct Connection {
    stream: Stream,
    received: ConnectionLog,
    server_log: ServerLog,
    /// The number of heads that the script has read.
    heads: usize,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
    Closed,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, server_log: ServerLog) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(IO_TIMEOUT))?;
        stream.set_write_timeout(Some(IO_TIMEOUT))?;
        let received = ConnectionLog::new(server_log.clone());
        Ok(Self { stream: Stream::Plain(stream), received, server_log, heads: 0 })
    }

    /// Runs the operations in order. An error, such as a disconnected client,
    /// ends the script.
    pub(crate) fn run(&mut self, script: &[Op]) -> io::Result<()> {
        script.iter().try_for_each(|op| self.perform(op))
    }

    /// Reads what has arrived, then closes or resets the connection.
    pub(crate) fn end(&mut self, with_reset: bool) {
        // Count bytes that have arrived, even if the script did not read them.
        let _ = self.drain();
        if with_reset {
            let _ = SockRef::from(self.tcp().unwrap()).set_linger(Some(Duration::ZERO));
        }
        self.stream = Stream::Closed;
    }

    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.stream, Stream::Closed)
    }

    fn perform(&mut self, op: &Op) -> io::Result<()> {
        match op {
            Op::ReadConnect => self.read_until(|received| received.connects > 0),
            Op::ReadHead => {
                self.heads += 1;
                let heads = self.heads;
                self.read_until(|received| received.heads >= heads)
            }
            Op::ReadBody => {
                let heads = self.heads;
                self.read_until(|received| received.whole >= heads)
            }
            Op::ReadAny => self.read_until(|received| received.bytes > 0),
            Op::Handshake(certificate) => {
                self.received.discard();
                let Stream::Plain(tcp) = &self.stream else { panic!("already in a TLS session") };
                let session = ServerConnection::new(certificate.config()).unwrap();
                let mut stream = StreamOwned::new(session, tcp.try_clone()?);
                while stream.conn.is_handshaking() {
                    stream.conn.complete_io(&mut stream.sock)?;
                }
                self.stream = Stream::Tls(Box::new(stream));
                Ok(())
            }
            Op::Write(bytes) => self.write(bytes),
            Op::WriteBelowTls(bytes) => self.tcp()?.write_all(bytes),
            Op::WriteSlowly(bytes, pause) => bytes.chunks(1).try_for_each(|byte| {
                self.write(byte)?;
                thread::sleep(*pause);
                Ok(())
            }),
            Op::WriteRepeatedly(bytes, times, pause) => (0..*times).try_for_each(|_| {
                self.write(bytes)?;
                if !pause.is_zero() {
                    thread::sleep(*pause);
                }
                Ok(())
            }),
            Op::Wait(time) => {
                thread::sleep(*time);
                Ok(())
            }
            Op::CloseNotify => {
                if let Stream::Tls(stream) = &mut self.stream {
                    stream.conn.send_close_notify();
                    stream.flush()?;
                }
                Ok(())
            }
            Op::Hold => self.read_until(|_| false),
            Op::StopReading => {
                self.server_log.wait(IO_TIMEOUT, |counts| counts.over);
                Ok(())
            }
            Op::Reset => {
                self.end(true);
                Ok(())
            }
            Op::Close => {
                self.end(false);
                Ok(())
            }
        }
    }

    fn read_until(&mut self, is_enough: impl Fn(&ConnectionLog) -> bool) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        while !is_enough(&self.received) {
            let amount = self.read(&mut buffer)?;
            if amount == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.received.push(&buffer[..amount]);
        }
        Ok(())
    }

    fn drain(&mut self) -> io::Result<()> {
        self.tcp()?.set_nonblocking(true)?;
        self.read_until(|_| false)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Plain(tcp) => tcp.read(buffer),
            Stream::Tls(tls) => tls.read(buffer),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(tcp) => tcp.write_all(bytes),
            Stream::Tls(tls) => tls.write_all(bytes).and_then(|()| tls.flush()),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }

    fn tcp(&self) -> io::Result<&TcpStream> {
        match &self.stream {
            Stream::Plain(tcp) => Ok(tcp),
            Stream::Tls(tls) => Ok(&tls.sock),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }
}
