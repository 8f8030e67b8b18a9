//! Streaming answers over real sockets: each event is there when it was sent.
//!
//! Every case runs over both transports, against a server on loopback that
//! waits, between two events, until the client has seen the first.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tencentcloud_client::{Client, Credential, Endpoint, Event, Events, blocking};
use tencentcloud_core::{Error, Request, Sent, TransportErrorKind};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

/// How long a server waits for its client, and a client for its server.
const PATIENCE: Duration = Duration::from_secs(10);

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
                       X-TC-RequestId: r-1\r\nTransfer-Encoding: chunked\r\n\r\n";
const UNTIL_CLOSED: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n\
                            X-TC-RequestId: r-1\r\nConnection: close\r\n\r\n";

/// A server for one request.
struct Server {
    address: SocketAddr,
    seen: Sender<()>,
    thread: JoinHandle<()>,
}

struct Peer {
    stream: TcpStream,
    seen: Receiver<()>,
}

impl Server {
    /// Reads the request and then does this.
    fn that(answers: impl FnOnce(Peer) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, is_seen) = channel();
        let thread = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            stream.set_nodelay(true).unwrap();
            let mut peer = Peer { stream, seen: is_seen };
            peer.read_request();
            answers(peer);
        });
        Self { address, seen, thread }
    }

    /// Lets it go on with what waits for that.
    fn seen(&self) {
        self.seen.send(()).unwrap();
    }

    /// Whether all was as it expected.
    fn end(self) {
        self.thread.join().unwrap();
    }
}

impl Peer {
    /// The body has no nesting, so it ends in a brace.
    fn read_request(&mut self) {
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !request.ends_with(b"}") {
            let count = self.stream.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "the request is not whole");
            request.extend(buffer.iter().take(count));
        }
    }

    fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).unwrap();
    }

    fn chunk(&mut self, text: &str) {
        self.send(&format!("{:x}\r\n{text}\r\n", text.len()));
    }

    fn until_seen(&self) {
        let seen = self.seen.recv_timeout(PATIENCE);
        assert!(seen.is_ok(), "the client does not see an event before the next one is sent");
    }
}

type Items = Box<dyn Iterator<Item = Result<Event, Error>>>;

/// Runs a case over hyper, then over ureq.
fn over_each(
    server: impl Fn() -> Server,
    timeout: Duration,
    check: impl Fn(&Server, Result<(String, Items), Error>),
) {
    let request =
        || Request::new("hunyuan", "2023-09-01", "ChatCompletions", r#"{"Stream": true}"#);
    let keys = || Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let endpoint =
        |server: &Server| Endpoint::custom(&format!("http://{}", server.address)).unwrap();

    let serving = server();
    // With a thread of its own, so that connections are looked after while the
    // test is not waiting for an event.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(endpoint(&serving))
        .credentials(keys())
        .timeout(timeout)
        .build();
    let events = runtime.block_on(client.request(request()).stream());
    let handle = runtime.handle().clone();
    check(&serving, events.map(|events| (events.request_id().to_owned(), in_turn(events, handle))));
    serving.end();

    let serving = server();
    let client = blocking::Client::builder(UreqTransport::new().unwrap())
        .endpoint(endpoint(&serving))
        .credentials(keys())
        .timeout(timeout)
        .build();
    let events = client.request(request()).stream();
    check(
        &serving,
        events.map(|events| (events.request_id().to_owned(), Box::new(events) as Items)),
    );
    serving.end();
}

/// The events of the async client, for a test that is not async.
fn in_turn(mut events: Events, runtime: tokio::runtime::Handle) -> Items {
    Box::new(std::iter::from_fn(move || runtime.block_on(events.next())))
}

#[test]
fn an_event_is_seen_before_the_next_one_is_sent() {
    let server = || {
        Server::that(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.until_seen();
            // Half of one, with the rest in another chunk.
            peer.chunk("event: x\ndata: ");
            peer.chunk("b\n\n: comment\n\n");
            peer.until_seen();
            peer.chunk("data: [DONE]\n\n");
            peer.send("0\r\n\r\n");
        })
    };
    over_each(server, PATIENCE, |server, events| {
        let (request_id, mut events) = events.unwrap();
        assert_eq!(request_id, "r-1");
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.seen();
        let event = events.next().unwrap().unwrap();
        assert_eq!((event.event.as_deref(), &*event.data), (Some("x"), "b"));
        server.seen();
        assert_eq!(events.next().unwrap().unwrap().data, "[DONE]");
        assert!(events.next().is_none());
    });
}

#[test]
fn a_stream_may_last_until_the_connection_is_closed() {
    let server = || {
        Server::that(|mut peer| {
            peer.send(UNTIL_CLOSED);
            peer.send("data: a\r\n\r\n");
            peer.until_seen();
            peer.send("data: b\r\n\r\ndata: half");
        })
    };
    over_each(server, PATIENCE, |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.seen();
        assert_eq!(events.next().unwrap().unwrap().data, "b");
        assert!(events.next().is_none());
    });
}

#[test]
fn a_server_that_breaks_off_within_an_event_is_an_error_once() {
    let server = || {
        Server::that(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.until_seen();
            peer.chunk("data: b\n");
        })
    };
    over_each(server, PATIENCE, |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.seen();
        let error = events.next().unwrap().unwrap_err();
        let Error::Stream { error: broken, request_id, .. } = &error else { panic!("{error}") };
        assert_eq!(broken.kind(), TransportErrorKind::Closed, "{error}");
        assert_eq!(request_id.as_deref(), Some("r-1"));
        assert_eq!(error.sent(), Sent::Maybe);
        assert!(events.next().is_none());
    });
}

#[test]
fn a_server_that_falls_silent_is_left_when_the_time_is_over() {
    let server = || {
        Server::that(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.until_seen();
        })
    };
    over_each(server, Duration::from_secs(2), |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        let error = events.next().unwrap().unwrap_err();
        assert!(matches!(error, Error::Stream { .. }) && error.is_timeout(), "{error}");
        server.seen();
    });
}

#[test]
fn an_error_of_the_api_comes_instead() {
    let server = || {
        Server::that(|mut peer| {
            let body = r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"m"},"RequestId":"r-2"}}"#;
            let length = body.len();
            peer.send(&format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            ));
        })
    };
    over_each(server, PATIENCE, |_, events| {
        let Err(error) = events else { panic!("it is no stream") };
        assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");
        assert_eq!(error.request_id(), Some("r-2"));
    });
}

#[test]
fn a_stream_that_is_dropped_is_cancelled() {
    let server = || {
        Server::that(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            // Until the client closes, be it with a reset.
            let closed = peer.stream.read(&mut [0; 1]);
            let still_open = closed.is_err_and(|error| {
                matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                )
            });
            assert!(!still_open, "the client goes on listening");
        })
    };
    over_each(server, PATIENCE, |_, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        drop(events);
    });
}
