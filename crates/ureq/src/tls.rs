//! TLS over any connection, with rustls and ring.
//!
//! ureq has this too; here the roots of the platform and roots of the user's own
//! can be trusted together, and no certificates are compiled in unasked.

use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::sync::{Arc, OnceLock};

use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use tencentcloud_core::{BoxError, TransportError, TransportErrorKind};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

use crate::deadline::Deadline;
use crate::error;
use crate::tcp::BUFFER;

mod roots;

pub(crate) use self::roots::Roots;

/// What every TLS connection of a transport has in common.
pub(crate) struct Tls {
    roots: Roots,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    pub(crate) fn new(roots: Roots) -> Self {
        Self { roots, config: OnceLock::new() }
    }

    /// Shakes hands over a connection.
    pub(crate) fn connect(
        &self,
        transport: Box<dyn Transport>,
        host: &str,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<TlsTransport, TransportError> {
        let failed = |e: BoxError| error::never(TransportErrorKind::Tls, e);
        let config = self.config().map_err(failed)?;
        // A URI has IPv6 in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(|e| failed(e.into()))?;
        let mut session = ClientConnection::new(config, name).map_err(|e| failed(e.into()))?;

        let late = || error::late("in the TLS handshake");
        let mut socket = TransportAdapter::new(transport, Arc::clone(&details.current_time));
        socket.set_timeout(NextTimeout {
            after: deadline.left().ok_or_else(late)?.into(),
            reason: Timeout::Connect,
            ..NextTimeout::default()
        });
        session.complete_io(&mut socket).map_err(|e| match Error::from(e) {
            Error::Timeout(_) => late(),
            Error::Other(e) => failed(e),
            Error::Io(e) if e.kind() == ErrorKind::UnexpectedEof => failed("it hung up".into()),
            Error::Io(e) => failed(e.into()),
            e => failed(e.into()),
        })?;
        Ok(TlsTransport {
            stream: StreamOwned::new(session, socket),
            buffers: LazyBuffers::new(BUFFER, BUFFER),
        })
    }

    /// Some hundred files have to be read for the platform's certificates, so
    /// they are read when first needed, which for plain http is never. A failure
    /// is not remembered, and of two threads that do it at once the first wins.
    fn config(&self) -> Result<Arc<ClientConfig>, BoxError> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        let config = Arc::new(self.load()?);
        Ok(Arc::clone(self.config.get_or_init(|| config)))
    }

    fn load(&self) -> Result<ClientConfig, BoxError> {
        // Named, because the default of the process may be another or none.
        let provider = Arc::new(ring::default_provider());
        let verifier = self.roots.verifier(&provider)?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
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
        self.stream.write_all(output).map_err(broken)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let room = self.buffers.input_append_buf();
        let amount = self.stream.read(room).map_err(broken)?;
        self.buffers.input_appended(amount);
        Ok(amount > 0)
    }

    fn is_open(&mut self) -> bool {
        // It would not want to read if the server had said goodbye.
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

/// As for a bare socket: ureq must not see an end without a goodbye as the end.
fn broken(error: std::io::Error) -> Error {
    match Error::from(error) {
        Error::Io(error) => error::carried(error),
        error => error,
    }
}
