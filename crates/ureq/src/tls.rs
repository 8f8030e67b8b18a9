//! TLS over any connection, with rustls and ring.
//!
//! ureq has this too; here the roots of the platform and roots of the user's own
//! can be trusted together, and no certificates are compiled in unasked.

use std::fmt;
use std::io::{ErrorKind, Read, Write};
use std::sync::{Arc, OnceLock};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

use crate::builder::BuildError;
use crate::deadline::Deadline;
use crate::error;
use crate::tcp::BUFFER;

/// Whose certificates are trusted, beside those given to
/// [`Builder::root_certificates`](crate::Builder::root_certificates).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Roots {
    /// Those that the operating system trusts, read when the first `https`
    /// connection is made.
    #[default]
    Platform,
    /// Mozilla's, compiled in; for containers that have none.
    #[cfg(feature = "webpki-roots")]
    WebPki,
    /// Nobody's.
    None,
}

/// What every TLS connection of a transport has in common.
pub(crate) struct Tls {
    roots: Roots,
    given: Vec<CertificateDer<'static>>,
    config: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    /// `pem` are texts with one certificate or more each.
    pub(crate) fn new(roots: Roots, pem: &[Vec<u8>]) -> Result<Self, BuildError> {
        let mut given = Vec::new();
        for text in pem {
            let before = given.len();
            for certificate in CertificateDer::pem_slice_iter(text) {
                given.push(certificate.map_err(|e| BuildError::Certificate(e.into()))?);
            }
            if given.len() == before {
                return Err(BuildError::Certificate("it holds no certificate".into()));
            }
        }
        // So that a certificate that cannot be a root is told at once.
        store(&given).map_err(|e| BuildError::Certificate(e.into()))?;
        Ok(Self { roots, given, config: OnceLock::new() })
    }

    /// Shakes hands over a connection.
    pub(crate) fn connect(
        &self,
        transport: Box<dyn Transport>,
        host: &str,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<TlsTransport, TransportError> {
        let failed = |e: rustls::Error| error::never(TransportErrorKind::Tls, e);
        let config = self.config().map_err(failed)?;
        // A URI has IPv6 in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned())
            .map_err(|e| error::never(TransportErrorKind::Tls, e))?;
        let mut session = ClientConnection::new(config, name).map_err(failed)?;

        let late = || error::late("in the TLS handshake");
        let mut socket = TransportAdapter::new(transport, Arc::clone(&details.current_time));
        socket.set_timeout(NextTimeout {
            after: deadline.left().ok_or_else(late)?.into(),
            reason: Timeout::Connect,
            ..NextTimeout::default()
        });
        session.complete_io(&mut socket).map_err(|e| match Error::from(e) {
            Error::Timeout(_) => late(),
            Error::Other(e) => error::never(TransportErrorKind::Tls, e),
            Error::Io(e) if e.kind() == ErrorKind::UnexpectedEof => {
                error::never(TransportErrorKind::Tls, "the server hung up")
            }
            Error::Io(e) => error::never(TransportErrorKind::Tls, e),
            e => error::never(TransportErrorKind::Tls, e),
        })?;
        Ok(TlsTransport {
            stream: StreamOwned::new(session, socket),
            buffers: LazyBuffers::new(BUFFER, BUFFER),
        })
    }

    fn config(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        if let Some(config) = self.config.get() {
            return Ok(Arc::clone(config));
        }
        // Two threads may do this at once; the first to finish is kept.
        let config = Arc::new(self.load()?);
        Ok(Arc::clone(self.config.get_or_init(|| config)))
    }

    /// TLS 1.2 or 1.3, HTTP/1.1, ring, and the roots that were asked for.
    fn load(&self) -> Result<ClientConfig, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?;
        let builder = match self.roots {
            Roots::Platform => {
                let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(
                    self.given.iter().cloned(),
                    provider,
                )?;
                // As safe as the platform: "dangerous" is whatever is not rustls' own.
                builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
            }
            #[cfg(feature = "webpki-roots")]
            Roots::WebPki => {
                let mut roots = store(&self.given)?;
                roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
                builder.with_root_certificates(roots)
            }
            Roots::None => builder.with_root_certificates(store(&self.given)?),
        };
        let mut config = builder.with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }
}

fn store(given: &[CertificateDer<'static>]) -> Result<RootCertStore, rustls::Error> {
    let mut store = RootCertStore::empty();
    for certificate in given {
        store.add(certificate.clone())?;
    }
    Ok(store)
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").field("roots", &self.roots).finish_non_exhaustive()
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
