//! The other end of a connection.

use std::net::IpAddr;

/// The addresses of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    /// The address of the client.
    pub(crate) remote: IpAddr,
    /// The address of the emulator that the client has connected to.
    pub(crate) local: IpAddr,
}
