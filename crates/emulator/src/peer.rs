//! The other end of a connection.

use std::net::IpAddr;

/// The addresses of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer {
    /// The address of the client.
    pub(crate) remote: IpAddr,
    pub(crate) remote_port: u16,
    /// The address of the emulator that the client has connected to.
    pub(crate) local: IpAddr,
    /// The port of the emulator.
    pub(crate) port: u16,
}

impl Peer {
    /// Whether it is another machine.
    pub(crate) fn is_remote(self) -> bool {
        !self.remote.to_canonical().is_loopback()
    }
}
