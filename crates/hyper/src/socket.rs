//! A TCP socket that is looked at before it is used again.

use std::io::{self, ErrorKind, IoSlice, Read};
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::coop::has_budget_remaining;
use tokio::time::Instant;

/// A connection that was used so recently is not looked at: what its peer sent since
/// may be on its way anyhow, and no look finds that.
const RECENT: Duration = Duration::from_micros(100);

/// A TCP connection.
///
/// A runtime learns that bytes or the end arrived when it polls the system, and one
/// that slept or computed has not. hyper reads from an idle connection before it
/// writes a request, and would be told that nothing is there. So a read for which
/// the runtime has nothing asks the socket itself. Below TLS, this finds records.
///
/// A write does not mean that a response is awaited: over HTTP/2 a client also writes
/// what no response follows.
#[derive(Debug)]
pub(crate) struct Socket {
    tcp: TcpStream,
    last_used: Instant,
}

impl Socket {
    pub(crate) fn new(tcp: TcpStream) -> Self {
        Self { tcp, last_used: Instant::now() }
    }

    fn should_look(&self) -> bool {
        // Without budget the runtime wants another task to run, whatever is there.
        self.last_used.elapsed() >= RECENT && has_budget_remaining()
    }

    /// What the socket holds now, whatever the runtime knows of it. The caller has
    /// registered its waker.
    fn look(&self, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let socket = SockRef::from(&self.tcp);
        // Most often nothing is there, and no buffer needs to be cleared for that.
        match socket.peek(&mut [MaybeUninit::uninit()]) {
            Ok(0) => return Poll::Ready(Ok(())),
            Ok(_) => {}
            Err(error) => return ready_unless_blocked(error),
        }
        match (&*socket).read(buffer.initialize_unfilled()) {
            Ok(count) => {
                buffer.advance(count);
                Poll::Ready(Ok(()))
            }
            Err(error) => ready_unless_blocked(error),
        }
    }
}

fn ready_unless_blocked(error: io::Error) -> Poll<io::Result<()>> {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::Interrupted => Poll::Pending,
        _ => Poll::Ready(Err(error)),
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut polled = Pin::new(&mut self.tcp).poll_read(cx, buffer);
        if polled.is_pending() && self.should_look() {
            polled = self.look(buffer);
        }
        if polled.is_ready() {
            self.last_used = Instant::now();
        }
        polled
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.last_used = Instant::now();
        Pin::new(&mut self.tcp).poll_write(cx, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.last_used = Instant::now();
        Pin::new(&mut self.tcp).poll_write_vectored(cx, buffers)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;
    use std::task::Waker;

    use super::*;

    /// A socket and its peer. The runtime of the test is not polled after this.
    async fn pair() -> (Socket, std::net::TcpStream) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let tcp = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (Socket::new(tcp), listener.accept().unwrap().0)
    }

    /// What arrived: `None` if nothing did.
    fn read(socket: &mut Socket) -> Option<Vec<u8>> {
        let mut buffer = [0; 16];
        let mut buffer = ReadBuf::new(&mut buffer);
        let mut cx = Context::from_waker(Waker::noop());
        match Pin::new(socket).poll_read(&mut cx, &mut buffer) {
            Poll::Ready(result) => result.map(|()| Some(buffer.filled().to_vec())).unwrap(),
            Poll::Pending => None,
        }
    }

    /// The socket is no longer one that was used recently.
    fn pass_time(socket: &mut Socket) {
        socket.last_used -= RECENT;
    }

    /// Head and body of a request then leave in one packet.
    #[tokio::test]
    async fn several_buffers_are_written_at_once() {
        assert!(pair().await.0.is_write_vectored());
    }

    #[tokio::test]
    async fn bytes_and_the_end_are_seen_without_the_runtime() {
        let (mut socket, mut peer) = pair().await;
        let mut read_later = || {
            pass_time(&mut socket);
            read(&mut socket)
        };
        assert_eq!(read_later(), None);
        peer.write_all(b"unasked").unwrap();
        assert_eq!(read_later().unwrap(), b"unasked");
        assert_eq!(read_later(), None);
        drop(peer);
        assert_eq!(read_later().unwrap(), b"");
    }

    #[tokio::test]
    async fn connection_that_was_used_recently_is_not_looked_at() {
        let (mut socket, mut peer) = pair().await;
        let soon = Instant::now() + Duration::from_secs(60);
        socket.last_used = soon;
        peer.write_all(b"response").unwrap();
        assert_eq!(read(&mut socket), None);
        let mut cx = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut socket).poll_write(&mut cx, b"request").is_ready());
        assert!(socket.last_used < soon, "a write is a use");
        pass_time(&mut socket);
        let before = socket.last_used;
        assert_eq!(read(&mut socket).unwrap(), b"response");
        assert!(socket.last_used > before, "so is a read");
    }
}
