//! The emulator over HTTP.

mod connection;
mod request_line;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use self::connection::Connection;
use crate::emulator::Emulator;

/// Serves an [`Emulator`] over HTTP/1.1 and HTTP/2 without TLS.
///
/// It is meant for loopback: the number of connections is not limited. A request
/// whose head exceeds 64 KiB is refused with status 431.
///
/// ```
/// use tencentcloud_emulator::{Emulator, Server};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::builder().build()?;
/// let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await?;
/// println!("listening on http://{}", server.local_addr());
/// let shutdown = async { /* a signal, say */ };
/// server.run(shutdown).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Server {
    emulator: Emulator,
    listener: TcpListener,
    local_addr: SocketAddr,
}

/// The time that pending requests have to finish at shutdown.
const GRACE: Duration = Duration::from_secs(2);

/// The pause after a failure to accept, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

impl Server {
    /// Binds to an address; port 0 means any free port. Connections queue up until
    /// [`Server::run`] is called. Fails if the address is not available.
    pub async fn bind(emulator: Emulator, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let local_addr = listener.local_addr()?;
        Ok(Self { emulator, listener, local_addr })
    }

    /// The bound address.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Serves until `shutdown` completes. Pending requests then have two seconds to
    /// finish.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let (stop, stopped) = watch::channel(());
        // The connections end when this future is dropped.
        let mut connections = JoinSet::new();
        let mut shutdown = pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                () = &mut shutdown => break,
                accepted = self.listener.accept() => accepted,
                Some(_) = connections.join_next() => continue,
            };
            let Ok((stream, peer)) = accepted else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            if let Ok(connection) = Connection::new(self.emulator.clone(), stream, peer) {
                connections.spawn(connection.serve(stopped.clone()));
            }
        }
        drop((stop, self.listener));
        let finished = async { while connections.join_next().await.is_some() {} };
        // Those that do not finish are dropped.
        let _ = tokio::time::timeout(GRACE, finished).await;
        Ok(())
    }
}
