//! Tunnels through an HTTP proxy.

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, ProxyServer, Target, tunnel};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::stream::BoxIo;

/// Asks the proxy at the other end of a connection for a tunnel to a server.
pub(crate) async fn open(
    mut io: BoxIo,
    server: &Target,
    proxy: &ProxyServer,
) -> Result<BoxIo, ConnectError> {
    let failed =
        |error: std::io::Error| ConnectError::from_cause(TransportErrorKind::Proxy, &error);
    io.write_all(&tunnel::request(server, proxy)).await.map_err(failed)?;
    io.flush().await.map_err(failed)?;
    let mut received = Vec::new();
    loop {
        if io.read_buf(&mut received).await.map_err(failed)? == 0 {
            return Err(tunnel::closed());
        }
        if tunnel::is_open(&received)? {
            return Ok(io);
        }
    }
}
