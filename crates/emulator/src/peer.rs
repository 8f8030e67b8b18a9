//! The other end of a connection.

use std::net::IpAddr;

/// The addresses of a connection.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "server"), expect(dead_code, reason = "only the server has connections"))]
pub(crate) struct Peer {
    /// The address of the client.
    pub(crate) remote: IpAddr,
    /// The address of the emulator that the client has connected to.
    pub(crate) local: IpAddr,
}
