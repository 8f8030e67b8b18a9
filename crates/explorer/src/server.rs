//! The explorer over HTTP.

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::explorer::Explorer;
use crate::router::router;

/// A server of one [`Explorer`].
#[derive(Debug)]
pub struct Server {
    explorer: Explorer,
    listener: TcpListener,
    local_addr: SocketAddr,
}

impl Server {
    /// Listens on `address`; port 0 takes a free one.
    pub async fn bind(explorer: Explorer, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let local_addr = listener.local_addr()?;
        Ok(Self { explorer, listener, local_addr })
    }

    /// The link to open: its fragment has the token, which browsers send to no server.
    pub fn link(&self) -> String {
        format!("http://{}/#{}", self.local_addr, self.explorer.inner().token.expose())
    }

    /// Serves until `shutdown` is ready.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let router = router(self.explorer);
        axum::serve(self.listener, router).with_graceful_shutdown(shutdown).await
    }
}
