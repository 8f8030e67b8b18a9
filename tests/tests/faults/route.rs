//! How the client comes to the fault: its endpoint, its names and its proxy.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

use crate::certificates::NAME;
use crate::moves::Scene;
use crate::server::Server;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// `http://` and the server's address.
    Clear,
    /// `https://` and a name that leads to the server.
    Tls,
    /// The same, but the name leads to an address where nobody listens first.
    TlsAtSecondAddress,
    /// The server is the proxy on the way to `https://` and a name.
    Proxy,
    /// A proxy where nobody listens.
    NoProxy,
    /// An address where nobody listens.
    Nobody,
    /// An address that lets nobody in.
    Full,
    /// The resolver has an error.
    NoName,
    /// The resolver has no address.
    NoAddress,
    /// The resolver thinks for longer than the limit.
    SlowName,
}

/// What a client is told.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    pub(crate) endpoint: String,
    pub(crate) proxy: Option<String>,
    pub(crate) names: Names,
}

#[derive(Debug, Clone)]
pub(crate) enum Names {
    Are(Vec<SocketAddr>),
    Fail,
    Take(Duration),
}

/// A route with what stands at its end.
pub(crate) struct Site {
    pub(crate) wire: Wire,
    pub(crate) server: Option<Server>,
    held: Vec<Held>,
}

#[expect(dead_code, reason = "held, so that the address stays what it is")]
enum Held {
    Bound(Socket),
    Waiting(TcpStream),
}

/// What a slow resolver takes.
const SLOW: Duration = Duration::from_secs(3);

impl Site {
    pub(crate) fn open(route: Route, scene: &Scene) -> Self {
        let served = |wire: fn(SocketAddr) -> Wire| {
            let server = Server::start(scene.clone());
            Self { wire: wire(server.address()), server: Some(server), held: vec![] }
        };
        let held = |wire: fn(SocketAddr) -> Wire, (address, held)| Self {
            wire: wire(address),
            server: None,
            held,
        };
        let named = |names| Self {
            wire: Wire { endpoint: format!("https://{NAME}"), proxy: None, names },
            server: None,
            held: vec![],
        };
        match route {
            Route::Clear => served(clear),
            Route::Tls => served(tls),
            Route::TlsAtSecondAddress => {
                let (dead, bound) = nobody();
                let mut site = served(tls);
                if let Names::Are(addresses) = &mut site.wire.names {
                    addresses.insert(0, dead);
                }
                site.held = bound;
                site
            }
            Route::Proxy => served(proxied),
            Route::NoProxy => held(proxied, nobody()),
            Route::Nobody => held(clear, nobody()),
            Route::Full => held(clear, full()),
            Route::NoName => named(Names::Fail),
            Route::NoAddress => named(Names::Are(vec![])),
            Route::SlowName => named(Names::Take(SLOW)),
        }
    }
}

fn clear(address: SocketAddr) -> Wire {
    Wire { endpoint: format!("http://{address}"), proxy: None, names: Names::Fail }
}

fn tls(address: SocketAddr) -> Wire {
    let endpoint = format!("https://{NAME}:{}", address.port());
    Wire { endpoint, proxy: None, names: Names::Are(vec![address]) }
}

fn proxied(address: SocketAddr) -> Wire {
    let proxy = Some(format!("http://{address}"));
    Wire { endpoint: format!("https://{NAME}"), proxy, names: Names::Fail }
}

/// A port that is taken, and not listened at.
fn nobody() -> (SocketAddr, Vec<Held>) {
    let (address, socket) = bound();
    (address, vec![Held::Bound(socket)])
}

/// A listener that accepts nobody, and whose queue is full.
fn full() -> (SocketAddr, Vec<Held>) {
    let (address, socket) = bound();
    socket.listen(0).unwrap();
    let mut held = vec![Held::Bound(socket)];
    while let Ok(waiting) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        held.push(Held::Waiting(waiting));
        assert!(held.len() < 1000, "this queue does not fill up");
    }
    (address, held)
}

fn bound() -> (SocketAddr, Socket) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    (socket.local_addr().unwrap().as_socket().unwrap(), socket)
}
