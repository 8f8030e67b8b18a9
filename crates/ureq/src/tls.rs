//! TLS sessions over any connection.
//!
//! ureq's own TLS cannot trust the platform's certificates and added ones at once.

use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::sync::{Arc, OnceLock};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::{ConnectError, RootCertificates, Target};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

use crate::deadline::Deadline;
use crate::error;
use crate::limits::BUFFER;

/// Makes TLS sessions.
#[derive(Debug)]
pub(crate) struct Tls {
    roots: RootCertificates,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    pub(crate) fn new(roots: RootCertificates) -> Self {
        Self { roots, config: OnceLock::new() }
    }

    /// A session with a server, over a connection to it.
    pub(crate) fn handshake(
        &self,
        transport: Box<dyn Transport>,
        server: &Target,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<TlsTransport, ConnectError> {
        let failed = |error: &(dyn std::error::Error + 'static)| {
            ConnectError::from_cause(TransportErrorKind::Tls, error)
        };
        let config = self.config()?;
        let name =
            ServerName::try_from(server.host().to_owned()).map_err(|error| failed(&error))?;
        let mut session = ClientConnection::new(config, name).map_err(|error| failed(&error))?;

        let mut socket = TransportAdapter::new(transport, Arc::clone(&details.current_time));
        socket.set_timeout(connect_timeout(deadline, "in the TLS handshake")?);
        session.complete_io(&mut socket).map_err(|error| match Error::from(error) {
            Error::Timeout(_) => error::timeout("in the TLS handshake"),
            Error::Other(error) => failed(&*error),
            Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
                ConnectError::new(TransportErrorKind::Tls, "the server closed the connection")
            }
            Error::Io(error) => failed(&error),
            error => failed(&error),
        })?;
        Ok(TlsTransport {
            stream: StreamOwned::new(session, socket),
            buffers: LazyBuffers::new(BUFFER, BUFFER),
        })
    }

    /// Reads the certificates when a session first needs them. A failure is not
    /// kept. Of two threads that read them at once, the first wins.
    fn config(&self) -> Result<Arc<ClientConfig>, ConnectError> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let mut config = self.roots.client_config()?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::clone(self.config.get_or_init(|| Arc::new(config))))
    }
}

/// What is left until the deadline, in ureq's form.
pub(crate) fn connect_timeout(
    deadline: Deadline,
    step: &'static str,
) -> Result<NextTimeout, ConnectError> {
    let left = deadline.left().ok_or_else(|| error::timeout(step))?;
    Ok(NextTimeout { after: left.into(), reason: Timeout::Connect, ..NextTimeout::default() })
}

pub(crate) struct TlsTransport {
    stream: StreamOwned<ClientConnection, TransportAdapter>,
    buffers: LazyBuffers,
}

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output();
        let output = output.get(..amount).unwrap_or(output);
        self.stream.write_all(output).map_err(to_ureq)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let buffer = self.buffers.input_append_buf();
        let amount = self.stream.read(buffer).map_err(to_ureq)?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        // After a `close_notify` of the server it does not want to read.
        self.stream.conn.wants_read() && self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for TlsTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsTransport").finish_non_exhaustive()
    }
}

/// An error for ureq, which must not take a missing `close_notify` for the end of
/// a body.
fn to_ureq(error: std::io::Error) -> Error {
    match Error::from(error) {
        Error::Io(error) => error::carry(error),
        error => error,
    }
}
