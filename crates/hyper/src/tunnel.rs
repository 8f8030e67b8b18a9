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
        // Byte by byte, since what follows the response belongs to the server.
        match io.read_u8().await {
            Ok(byte) => received.push(byte),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(tunnel::closed());
            }
            Err(error) => return Err(failed(error)),
        }
        if tunnel::response_length(&received)?.is_some() {
            return Ok(io);
        }
    }
}
