//! Everything that happens before the first byte of a request: name, socket,
//! proxy, TLS. Its failures are [`Sent::Never`](tencentcloud_core::Sent::Never),
//! and it is done once for each attempt: ureq does not come back here by itself.

use std::sync::Arc;

use http::Uri;
use tencentcloud_core::{TransportError, TransportErrorKind};
use ureq::unversioned::transport::{ConnectionDetails, Connector, Transport};

use crate::deadline::Deadline;
use crate::error;
use crate::resolve::Names;
use crate::tcp;
use crate::tls::Tls;
use crate::tunnel;
use crate::veil::Unveiled;

/// Makes connections for ureq.
#[derive(Debug)]
pub(crate) struct Connect {
    names: Arc<Names>,
    tls: Tls,
}

impl Connector for Connect {
    type Out = Unveiled;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        // ureq counts the connect limit from the request, because its resolver
        // has nothing to do; so it covers name, connection and TLS together.
        let deadline = Deadline::after_remaining(details.timeout.after);
        let opened = self.open(details, deadline);
        opened.map(|transport| Some(Unveiled(transport))).map_err(error::carried)
    }
}

impl Connect {
    pub(crate) fn new(names: Names, tls: Tls) -> Self {
        Self { names: Arc::new(names), tls }
    }

    fn open(
        &self,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, TransportError> {
        let target = Target::of(details.uri)?;
        let Some(proxy) = details.config.proxy() else {
            return self.reach(target, details, deadline);
        };
        let through = Target::of(proxy.uri())?;
        let transport = self
            .reach(through, details, deadline)
            .and_then(|transport| tunnel::open(transport, &target, proxy, deadline))
            .map_err(tunnel::blame)?;
        self.secure(transport, &target, details, deadline)
    }

    /// A connection to a host itself, with TLS if its scheme says so.
    fn reach(
        &self,
        target: Target<'_>,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, TransportError> {
        let addresses = self.names.resolve(target.host, target.port, deadline)?;
        tcp::connect(&addresses, deadline)
            .and_then(|transport| self.secure(Box::new(transport), &target, details, deadline))
            // These addresses led nowhere, or to somebody else.
            .inspect_err(|_| self.names.forget(target.host, target.port))
    }

    fn secure(
        &self,
        transport: Box<dyn Transport>,
        target: &Target<'_>,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, TransportError> {
        if !target.tls {
            return Ok(transport);
        }
        let secured = self.tls.connect(transport, target.host, details, deadline)?;
        Ok(Box::new(secured))
    }
}

/// Where a connection leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    pub(crate) tls: bool,
    /// As in a URI: IPv6 in brackets.
    pub(crate) host: &'a str,
    pub(crate) port: u16,
}

impl<'a> Target<'a> {
    pub(crate) fn of(uri: &'a Uri) -> Result<Self, TransportError> {
        let refused = |why| error::never(TransportErrorKind::Unsupported, why);
        let tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(refused("only http and https are spoken")),
        };
        let host = uri.host().filter(|host| !host.is_empty());
        Ok(Self {
            tls,
            host: host.ok_or_else(|| refused("its URI names no host"))?,
            port: uri.port_u16().unwrap_or(if tls { 443 } else { 80 }),
        })
    }
}
