//! How the client reaches the fault: endpoint, resolver and proxy.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

use crate::certificates::NAME;
use crate::script::Scenario;
use crate::server::Server;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// `http://` and the server's address.
    PlainHttp,
    /// `https://` and a name that resolves to the server.
    Tls,
    /// The name resolves to a port without a listener, then to the server.
    TlsAtSecondAddress,
    /// The name resolves to an address that never responds, then to the server.
    TlsAfterSilentAddress,
    /// The server is the proxy in front of an `https://` endpoint.
    Proxy,
    /// Nothing listens at the proxy's address.
    ProxyRefused,
    /// Nothing listens at the endpoint's address.
    ConnectionRefused,
    /// The listener's queue is full.
    BacklogFull,
    /// The resolver fails.
    UnknownName,
    /// The resolver returns no address.
    NoAddress,
    /// The resolver takes longer than the timeout.
    SlowResolver,
}

/// The configuration of a client.
#[derive(Debug, Clone)]
pub(crate) struct ClientConfig {
    pub(crate) endpoint: String,
    pub(crate) proxy: Option<String>,
    pub(crate) resolver: Resolver,
}

#[derive(Debug, Clone)]
pub(crate) enum Resolver {
    Returns(Vec<SocketAddr>),
    Fails,
    FailsAfter(Duration),
}

/// A route with the server or sockets at its end.
pub(crate) struct Setup {
    pub(crate) config: ClientConfig,
    pub(crate) server: Option<Server>,
    reserved: Vec<Reserved>,
}

#[expect(dead_code, reason = "held so that nothing else takes the address")]
enum Reserved {
    Bound(Socket),
    Queued(TcpStream),
}

/// The delay of a slow resolver.
const SLOW: Duration = Duration::from_secs(3);

impl Setup {
    pub(crate) fn open(route: Route, scenario: &Scenario) -> Self {
        let served = |config: fn(SocketAddr) -> ClientConfig| {
            let server = Server::start(scenario.clone());
            Self { config: config(server.address()), server: Some(server), reserved: vec![] }
        };
        let unserved = |config: fn(SocketAddr) -> ClientConfig, (address, reserved)| Self {
            config: config(address),
            server: None,
            reserved,
        };
        let unresolved = |resolver| Self {
            config: ClientConfig { endpoint: format!("https://{NAME}"), proxy: None, resolver },
            server: None,
            reserved: vec![],
        };
        match route {
            Route::PlainHttp => served(plain_http),
            Route::Tls => served(tls),
            Route::TlsAtSecondAddress => served(tls).after(refusing()),
            Route::TlsAfterSilentAddress => served(tls).after(full()),
            Route::Proxy => served(proxied),
            Route::ProxyRefused => unserved(proxied, refusing()),
            Route::ConnectionRefused => unserved(plain_http, refusing()),
            Route::BacklogFull => unserved(plain_http, full()),
            Route::UnknownName => unresolved(Resolver::Fails),
            Route::NoAddress => unresolved(Resolver::Returns(vec![])),
            Route::SlowResolver => unresolved(Resolver::FailsAfter(SLOW)),
        }
    }

    /// With an address before those of the resolver.
    fn after(mut self, (first, reserved): (SocketAddr, Vec<Reserved>)) -> Self {
        if let Resolver::Returns(addresses) = &mut self.config.resolver {
            addresses.insert(0, first);
        }
        self.reserved = reserved;
        self
    }
}

fn plain_http(address: SocketAddr) -> ClientConfig {
    let endpoint = format!("http://{address}");
    ClientConfig { endpoint, proxy: None, resolver: Resolver::Fails }
}

fn tls(address: SocketAddr) -> ClientConfig {
    let endpoint = format!("https://{NAME}:{}", address.port());
    ClientConfig { endpoint, proxy: None, resolver: Resolver::Returns(vec![address]) }
}

fn proxied(address: SocketAddr) -> ClientConfig {
    let proxy = Some(format!("http://{address}"));
    ClientConfig { endpoint: format!("https://{NAME}"), proxy, resolver: Resolver::Fails }
}

/// A bound port without a listener.
fn refusing() -> (SocketAddr, Vec<Reserved>) {
    let (address, socket) = bound();
    (address, vec![Reserved::Bound(socket)])
}

/// A listener that never accepts and whose queue is full.
fn full() -> (SocketAddr, Vec<Reserved>) {
    let (address, socket) = bound();
    socket.listen(0).unwrap();
    let mut reserved = vec![Reserved::Bound(socket)];
    while let Ok(queued) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        reserved.push(Reserved::Queued(queued));
        assert!(reserved.len() < 1000, "the queue does not fill up");
    }
    (address, reserved)
}

fn bound() -> (SocketAddr, Socket) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    (socket.local_addr().unwrap().as_socket().unwrap(), socket)
}
