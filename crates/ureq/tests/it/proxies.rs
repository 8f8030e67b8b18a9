//! Requests through a proxy.

use std::io;
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use TransportErrorKind as Kind;

use crate::server::{Peer, Server, closed_port};
use crate::*;

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
const SHORT: Duration = Duration::from_millis(300);

/// A transport that must use the proxy, because its resolver fails.
fn through(proxy: &str) -> UreqTransport {
    let builder = UreqTransport::builder()
        .proxy(Proxy::url(proxy).unwrap())
        .resolver(|host, _| Err(io::Error::other(format!("{host} was looked up"))));
    builder.build().unwrap()
}

/// A proxy whose tunnels all lead to one server.
pub(crate) fn proxy(target: SocketAddr, sender: mpsc::Sender<String>) -> Server {
    Server::start(move |_, mut peer| {
        sender.send(peer.head().unwrap()).unwrap();
        let server = TcpStream::connect(target).unwrap();
        peer.write("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
        relay(peer, server);
    })
}

fn relay(peer: Peer<TcpStream>, server: TcpStream) {
    let (mut client, mut server) = (peer.0, server);
    let (mut back, mut from) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    let back = thread::spawn(move || io::copy(&mut from, &mut back));
    let _ = io::copy(&mut client, &mut server);
    let _ = server.shutdown(std::net::Shutdown::Write);
    let _ = back.join();
}

#[test]
fn request_goes_through_a_tunnel() {
    let server = Server::responding(OK);
    let (sender, receiver) = mpsc::channel();
    let proxy = proxy(server.address(), sender);
    let transport = through(&format!("http://user:p%40ss@{}", proxy.address()));
    for _ in 0..2 {
        exchange(&transport, post("http://ecm.example:81/", "{}"), LIMITS).unwrap();
    }
    let request = receiver.recv_timeout(SHORT).unwrap();
    assert!(
        request.starts_with("CONNECT ecm.example:81 HTTP/1.1\r\nHost: ecm.example:81\r\n"),
        "{request}"
    );
    assert!(request.contains("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n"), "{request}");
    // A tunnel is kept like any other connection.
    assert_eq!((proxy.connections(), server.connections()), (1, 1));
}

#[test]
fn loopback_is_reached_directly() {
    let server = Server::responding(OK);
    let transport = through(&format!("http://{}", closed_port()));
    exchange(&transport, post(server.url(), "{}"), LIMITS).unwrap();
}

#[test]
fn refusal_of_the_proxy_is_an_error() {
    for response in [
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        "",
    ] {
        let proxy = Server::start(move |_, mut peer| {
            peer.head();
            peer.write(response);
        });
        let transport = through(&format!("http://{}", proxy.address()));
        for request in [post("https://ecm.example/", "{}"), get("http://ecm.example/")] {
            let text = fails(&transport, request, LIMITS, Kind::Proxy, Sent::Never);
            let named = format!("proxy {}: ", proxy.address());
            assert!(text.contains(&named), "{text}");
            if let Some(status @ ("403" | "407" | "100")) = response.get(9..12) {
                assert!(text.ends_with(&format!("refused with status {status}")), "{text}");
            }
        }
    }
}

#[test]
fn unreachable_proxy_is_a_proxy_error() {
    let transport = through(&format!("http://{}", closed_port()));
    let request = post("https://ecm.example/", "{}");
    fails(&transport, request, LIMITS, Kind::Proxy, Sent::Never);
    let transport = through("http://proxy.example:3128");
    let request = post("https://ecm.example/", "{}");
    let text = fails(&transport, request, LIMITS, Kind::Proxy, Sent::Never);
    assert_eq!(text, "the proxy failed: proxy proxy.example:3128: proxy.example was looked up");
}

#[test]
fn silent_or_slow_proxy_times_out() {
    let silent = Server::start(|_, peer| peer.wait());
    let dribbling = Server::start(|_, mut peer| {
        peer.write("HTTP/1.1 200 ");
        while peer.write("x") {
            thread::sleep(Duration::from_millis(20));
        }
    });
    for proxy in [silent, dribbling] {
        let transport = through(&format!("http://{}", proxy.address()));
        let limits = Limits::new(SHORT, Duration::from_secs(5));
        takes(SHORT, || {
            let request = post("https://ecm.example/", "{}");
            fails(&transport, request, limits, Kind::Timeout, Sent::Never)
        });
    }
}

#[test]
fn endless_head_of_the_proxy_is_an_error() {
    let proxy = Server::start(|_, mut peer| {
        peer.head();
        while peer.write("HTTP/1.1 200 OK\r\nX: x\r\n".repeat(100)) {}
    });
    let transport = through(&format!("http://{}", proxy.address()));
    let request = post("https://ecm.example/", "{}");
    let text = fails(&transport, request, LIMITS, Kind::Proxy, Sent::Never);
    assert!(text.ends_with(": response head is too long"), "{text}");
}

#[test]
fn password_is_not_printed() {
    let proxy = Proxy::url("http://user:hush@127.0.0.1:1").unwrap();
    assert!(!format!("{proxy:?}").contains("hush"));
    let builder = UreqTransport::builder().proxy(proxy);
    assert!(!format!("{builder:?}").contains("hush"));
    let transport = builder.build().unwrap();
    assert!(!format!("{transport:?}").contains("hush"));
    let error = exchange(&transport, get("http://ecm.example/"), LIMITS).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
}
