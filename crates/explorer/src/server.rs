//! The explorer over HTTP.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::explorer::Explorer;
use crate::router::router;

/// A server of one [`Explorer`].
#[derive(Debug)]
pub struct Server {
    explorer: Explorer,
    listener: TcpListener,
    local_addr: SocketAddr,
}

/// The time that pending requests have to finish at shutdown.
const GRACE: Duration = Duration::from_secs(2);

impl Server {
    /// Listens on `address`; port 0 takes a free one. On an address other than loopback the
    /// token alone guards the explorer, and it crosses the network unencrypted.
    pub async fn bind(explorer: Explorer, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let local_addr = listener.local_addr()?;
        Ok(Self { explorer, listener, local_addr })
    }

    /// The bound address.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// The link to open: its fragment has the token, which browsers send to no server.
    pub fn link(&self) -> String {
        format!("http://{}/#{}", self.local_addr, self.explorer.inner().token.expose())
    }

    /// Serves until `shutdown` is ready. Pending requests then have two seconds to finish.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let (stop, mut stopped) = watch::channel(());
        let shutdown = async move {
            shutdown.await;
            drop(stop);
        };
        let router = router(self.explorer, self.local_addr);
        let serving = axum::serve(self.listener, router).with_graceful_shutdown(shutdown);
        tokio::select! {
            ended = async { serving.await } => ended,
            () = async {
                let _ = stopped.changed().await;
                tokio::time::sleep(GRACE).await;
            } => Ok(()),
        }
    }
}
