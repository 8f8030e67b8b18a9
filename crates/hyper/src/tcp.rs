//! TCP connections.

use std::io;
use std::net::SocketAddr;

use socket2::{SockRef, TcpKeepalive};
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;
use tokio::net::TcpStream;

use crate::limits::{TCP_KEEP_ALIVE, TCP_KEEP_ALIVE_INTERVAL, TCP_KEEP_ALIVE_RETRIES};
use crate::socket::Socket;

/// A connection to an address. The caller limits the time.
pub(crate) async fn connect(address: SocketAddr) -> Result<Socket, ConnectError> {
    let connected = async {
        let tcp = TcpStream::connect(address).await?;
        tcp.set_nodelay(true)?;
        keep_alive(&tcp)?;
        io::Result::Ok(tcp)
    };
    match connected.await {
        Ok(tcp) => Ok(Socket::new(tcp)),
        Err(error) => Err(ConnectError::from_cause(TransportErrorKind::Connect, &error)),
    }
}

/// A connection whose other end is gone without a word ends, also while idle.
fn keep_alive(tcp: &TcpStream) -> io::Result<()> {
    let keep_alive = TcpKeepalive::new()
        .with_time(TCP_KEEP_ALIVE)
        .with_interval(TCP_KEEP_ALIVE_INTERVAL)
        .with_retries(TCP_KEEP_ALIVE_RETRIES);
    SockRef::from(tcp).set_tcp_keepalive(&keep_alive)
}
