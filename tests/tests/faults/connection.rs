//! One connection, from the server's side.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};
use socket2::SockRef;

use crate::ledger::{Ledger, Record};
use crate::moves::Move;

/// No read or write takes longer, so that a server left alone ends by itself.
pub(crate) const LONGEST: Duration = Duration::from_mins(1);

pub(crate) struct Connection {
    stream: Stream,
    record: Record,
    ledger: Ledger,
    /// How many heads the script has asked for.
    heads: usize,
}

enum Stream {
    Clear(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
    Closed,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, ledger: Ledger) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(LONGEST))?;
        stream.set_write_timeout(Some(LONGEST))?;
        let record = Record::new(ledger.clone());
        Ok(Self { stream: Stream::Clear(stream), record, ledger, heads: 0 })
    }

    /// Makes the moves, one after the other; an error ends them, such as that
    /// the client has gone.
    pub(crate) fn play(&mut self, script: &[Move]) -> io::Result<()> {
        script.iter().try_for_each(|one| self.make(one))
    }

    /// Reads what is there, closes, and forgets the connection.
    pub(crate) fn end(&mut self, with_reset: bool) {
        // What has arrived counts, whether the script wanted to know it or not.
        let _ = self.drain();
        if with_reset {
            let _ = SockRef::from(self.tcp().unwrap()).set_linger(Some(Duration::ZERO));
        }
        self.stream = Stream::Closed;
    }

    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.stream, Stream::Closed)
    }

    fn make(&mut self, one: &Move) -> io::Result<()> {
        match one {
            Move::Connect => self.read_until(|record| record.connects > 0),
            Move::Head => {
                self.heads += 1;
                let heads = self.heads;
                self.read_until(|record| record.heads >= heads)
            }
            Move::Body => {
                let heads = self.heads;
                self.read_until(|record| record.whole >= heads)
            }
            Move::Something => self.read_until(|record| record.bytes > 0),
            Move::Handshake(certificate) => {
                self.record.forget();
                let Stream::Clear(tcp) = &self.stream else { panic!("one handshake is enough") };
                let session = ServerConnection::new(certificate.config()).unwrap();
                let mut stream = StreamOwned::new(session, tcp.try_clone()?);
                while stream.conn.is_handshaking() {
                    stream.conn.complete_io(&mut stream.sock)?;
                }
                self.stream = Stream::Tls(Box::new(stream));
                Ok(())
            }
            Move::Write(bytes) => self.write(bytes),
            Move::WriteInClear(bytes) => self.tcp()?.write_all(bytes),
            Move::Dribble(bytes, pause) => bytes.chunks(1).try_for_each(|byte| {
                self.write(byte)?;
                thread::sleep(*pause);
                Ok(())
            }),
            Move::Flood(bytes, times, pause) => (0..*times).try_for_each(|_| {
                self.write(bytes)?;
                if !pause.is_zero() {
                    thread::sleep(*pause);
                }
                Ok(())
            }),
            Move::Goodbye => {
                if let Stream::Tls(stream) = &mut self.stream {
                    stream.conn.send_close_notify();
                    stream.flush()?;
                }
                Ok(())
            }
            Move::Hold => self.read_until(|_| false),
            Move::Deaf => {
                self.ledger.wait(LONGEST, |counts| counts.over);
                Ok(())
            }
            Move::Reset => {
                self.end(true);
                Ok(())
            }
            Move::Close => {
                self.end(false);
                Ok(())
            }
        }
    }

    fn read_until(&mut self, is_enough: impl Fn(&Record) -> bool) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        while !is_enough(&self.record) {
            let amount = self.read(&mut buffer)?;
            if amount == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            self.record.take(&buffer[..amount]);
        }
        Ok(())
    }

    fn drain(&mut self) -> io::Result<()> {
        self.tcp()?.set_nonblocking(true)?;
        self.read_until(|_| false)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.stream {
            Stream::Clear(tcp) => tcp.read(buffer),
            Stream::Tls(tls) => tls.read(buffer),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Clear(tcp) => tcp.write_all(bytes),
            Stream::Tls(tls) => tls.write_all(bytes).and_then(|()| tls.flush()),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }

    fn tcp(&self) -> io::Result<&TcpStream> {
        match &self.stream {
            Stream::Clear(tcp) => Ok(tcp),
            Stream::Tls(tls) => Ok(&tls.sock),
            Stream::Closed => Err(ErrorKind::NotConnected.into()),
        }
    }
}
