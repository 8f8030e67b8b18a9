//! The emulator over HTTP.

mod connection;
mod request_line;
#[cfg(feature = "tls")]
mod tls;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use self::connection::Connection;
#[cfg(feature = "tls")]
use self::tls::Tls;
use crate::emulator::Emulator;

/// Serves an [`Emulator`] over HTTP/1.1 and HTTP/2, without TLS unless `Server::with_tls`
/// of the feature `tls` is called.
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
/// println!("listening on {}", server.url());
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
    #[cfg(feature = "tls")]
    tls: Option<Tls>,
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
        Ok(Self {
            emulator,
            listener,
            local_addr,
            #[cfg(feature = "tls")]
            tls: None,
        })
    }

    /// Serves HTTPS instead of HTTP, with a new certificate authority. Clients must trust
    /// its certificate, [`Server::authority_pem`].
    ///
    /// The server's certificate is valid for `localhost`, `127.0.0.1`, `::1`, the address
    /// of [`Server::bind`] and `*.tencentcloudapi.com`, at any time from 1975 to 4095, since
    /// clients of tests may have another clock. The private key of the authority is dropped
    /// at once, so it signs nothing else; that of the server stays in memory.
    ///
    /// A client has ten seconds for the handshake. One that fails ends its connection only.
    ///
    /// # Errors
    ///
    /// No key can be generated, because the operating system provides no randomness.
    #[cfg(feature = "tls")]
    pub fn with_tls(mut self) -> io::Result<Self> {
        self.tls = Some(Tls::new(self.local_addr.ip()).map_err(io::Error::other)?);
        Ok(self)
    }

    /// The certificate of the authority in PEM, which clients must trust. `None` without
    /// [`Server::with_tls`].
    #[cfg(feature = "tls")]
    pub fn authority_pem(&self) -> Option<&str> {
        self.tls.as_ref().map(Tls::authority_pem)
    }

    /// The bound address.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// The URL of the server without a path, such as `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        #[cfg(feature = "tls")]
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        #[cfg(not(feature = "tls"))]
        let scheme = "http";
        format!("{scheme}://{}", self.local_addr)
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
            let Ok(connection) = Connection::new(self.emulator.clone(), &stream, peer) else {
                continue;
            };
            #[cfg(feature = "tls")]
            if let Some(tls) = &self.tls {
                connections.spawn(tls.serve(connection, stream, stopped.clone()));
                continue;
            }
            connections.spawn(connection.serve(stream, stopped.clone()));
        }
        drop((stop, self.listener));
        let finished = async { while connections.join_next().await.is_some() {} };
        // Those that do not finish are dropped.
        let _ = tokio::time::timeout(GRACE, finished).await;
        Ok(())
    }
}
