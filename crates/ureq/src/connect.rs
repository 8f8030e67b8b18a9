//! Making a connection: DNS, TCP, proxy and TLS, within one limit.
//!
//! ureq makes one connection for each attempt at most.

use std::sync::Arc;

use http::Uri;
use tencentcloud_net::{ConnectError, Proxy, Target};
use ureq::config::Config;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, Connector, NextTimeout, Transport};

use crate::deadline::Deadline;
use crate::dns::Dns;
use crate::error;
use crate::tcp::TcpTransport;
use crate::timings;
use crate::tls::Tls;
use crate::tunnel;

/// All that a connection depends on.
#[derive(Debug)]
pub(crate) struct ConnectorConfig {
    pub(crate) dns: Arc<Dns>,
    pub(crate) proxy: Proxy,
    pub(crate) tls: Tls,
}

impl Connector for ConnectorConfig {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        // ureq counts the connect limit from the start of the request, and its
        // resolver takes no time. So the limit covers DNS, TCP and TLS.
        let deadline = Deadline::after_remaining(details.timeout.after);
        timings::connecting(|| self.open(details, deadline)).map(Some).map_err(error::carry)
    }
}

impl ConnectorConfig {
    fn open(
        &self,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, ConnectError> {
        let server = Target::of(details.uri)?;
        let Some(proxy) = self.proxy.server_for(&server)? else {
            return self.reach(&server, details, deadline).map_err(|error| error.at(&server));
        };
        let transport = self
            .reach(proxy.target(), details, deadline)
            .and_then(|transport| tunnel::open(transport, &server, proxy, deadline))
            .map_err(|error| error.at_proxy(proxy))?;
        self.secure(transport, &server, details, deadline).map_err(|error| error.at(&server))
    }

    /// A connection to a server or to a proxy, with TLS if its scheme says so.
    fn reach(
        &self,
        target: &Target,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, ConnectError> {
        let addresses = self.dns.resolve(target, deadline)?;
        let connect = || {
            let (transport, address) = TcpTransport::connect(&addresses, deadline)?;
            let transport = self.secure(Box::new(transport), target, details, deadline)?;
            Ok((transport, address))
        };
        match connect() {
            Ok((transport, address)) => {
                self.dns.prefer(target, &addresses, address);
                Ok(transport)
            }
            Err(error) => {
                // Its address may have changed.
                self.dns.forget(target, &addresses);
                Err(error)
            }
        }
    }

    fn secure(
        &self,
        transport: Box<dyn Transport>,
        target: &Target,
        details: &ConnectionDetails<'_>,
        deadline: Deadline,
    ) -> Result<Box<dyn Transport>, ConnectError> {
        if !target.is_tls() {
            return Ok(transport);
        }
        Ok(Box::new(self.tls.handshake(transport, target, details, deadline)?))
    }
}

/// A resolver that does nothing: ureq calls it for every request, also for those
/// on a kept connection. The connector looks up names instead.
#[derive(Debug)]
pub(crate) struct NoResolver;

impl Resolver for NoResolver {
    fn resolve(
        &self,
        _uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(self.empty())
    }
}
