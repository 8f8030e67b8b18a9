//! Tunnels through an HTTP proxy.

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, ProxyServer, Target, tunnel};
use ureq::Error;
use ureq::unversioned::transport::Transport;

use crate::deadline::Deadline;
use crate::error;
use crate::tls::connect_timeout;

const STEP: &str = "awaiting the tunnel";

/// Asks the proxy at the other end of a connection for a tunnel to a server.
pub(crate) fn open(
    mut transport: Box<dyn Transport>,
    server: &Target,
    proxy: &ProxyServer,
    deadline: Deadline,
) -> Result<Box<dyn Transport>, ConnectError> {
    let request = tunnel::request(server, proxy);
    let output = transport.buffers().output();
    output
        .get_mut(..request.len())
        .ok_or_else(|| ConnectError::new(TransportErrorKind::Proxy, "credentials are too long"))?
        .copy_from_slice(&request);
    transport.transmit_output(request.len(), connect_timeout(deadline, STEP)?).map_err(failed)?;
    loop {
        let has_more = transport.await_input(connect_timeout(deadline, STEP)?).map_err(failed)?;
        let received = transport.buffers().input();
        if tunnel::is_open(received)? {
            let length = received.len();
            transport.buffers().input_consume(length);
            return Ok(transport);
        }
        if !has_more {
            return Err(tunnel::closed());
        }
    }
}

fn failed(error: Error) -> ConnectError {
    match error {
        Error::Timeout(_) => error::timeout(STEP),
        Error::Other(error) => ConnectError::from_cause(TransportErrorKind::Proxy, &*error),
        error => ConnectError::from_cause(TransportErrorKind::Proxy, &error),
    }
}
