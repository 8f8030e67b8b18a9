//! Event streams over sockets: each event is delivered as soon as it is sent.
//!
//! Every case runs over both transports. The server sends an event only after the
//! client has received the previous one.
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

/// The timeout of both sides.
const TIMEOUT: Duration = Duration::from_secs(10);

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
                       X-TC-RequestId: r-1\r\nTransfer-Encoding: chunked\r\n\r\n";
const UNTIL_CLOSED: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\n\
                            X-TC-RequestId: r-1\r\nConnection: close\r\n\r\n";

/// A server for one request.
struct Server {
    address: SocketAddr,
    received: Sender<()>,
    thread: JoinHandle<()>,
}

struct Peer {
    stream: TcpStream,
    received: Receiver<()>,
}

impl Server {
    /// A server that reads the request and then responds with the closure.
    fn responding(respond: impl FnOnce(Peer) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, received) = channel();
        let thread = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(TIMEOUT)).unwrap();
            stream.set_nodelay(true).unwrap();
            let mut peer = Peer { stream, received };
            peer.read_request();
            respond(peer);
        });
        Self { address, received: sender, thread }
    }

    /// Tells the server that the client has received an event.
    fn confirm(&self) {
        self.received.send(()).unwrap();
    }

    /// Waits for the server, and fails if it has failed.
    fn join(self) {
        self.thread.join().unwrap();
    }
}

impl Peer {
    /// Reads until a brace, the end of a flat JSON object.
    fn read_request(&mut self) {
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !request.ends_with(b"}") {
            let count = self.stream.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "the request is incomplete");
            request.extend(buffer.iter().take(count));
        }
    }

    fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).unwrap();
    }

    fn chunk(&mut self, text: &str) {
        self.send(&format!("{:x}\r\n{text}\r\n", text.len()));
    }

    fn wait_until_received(&self) {
        let received = self.received.recv_timeout(TIMEOUT);
        assert!(received.is_ok(), "the client has not received the event");
    }
}

type Items = Box<dyn Iterator<Item = Result<Event, Error>>>;

/// Runs a case over hyper and over ureq.
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
    // A worker thread drives the connections while the test is not awaiting.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(endpoint(&serving))
        .credentials(keys())
        .timeout(timeout)
        .build();
    let events = runtime.block_on(client.request(request()).stream());
    let handle = runtime.handle().clone();
    check(&serving, events.map(|events| (events.request_id().to_owned(), iterate(events, handle))));
    serving.join();

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
    serving.join();
}

/// The events of the async client, as an iterator.
fn iterate(mut events: Events, runtime: tokio::runtime::Handle) -> Items {
    Box::new(std::iter::from_fn(move || runtime.block_on(events.next())))
}

#[test]
fn event_is_delivered_before_the_next_one_is_sent() {
    let server = || {
        Server::responding(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.wait_until_received();
            // One event in two chunks.
            peer.chunk("event: x\ndata: ");
            peer.chunk("b\n\n: comment\n\n");
            peer.wait_until_received();
            peer.chunk("data: [DONE]\n\n");
            peer.send("0\r\n\r\n");
        })
    };
    over_each(server, TIMEOUT, |server, events| {
        let (request_id, mut events) = events.unwrap();
        assert_eq!(request_id, "r-1");
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.confirm();
        let event = events.next().unwrap().unwrap();
        assert_eq!((event.event.as_deref(), &*event.data), (Some("x"), "b"));
        server.confirm();
        assert_eq!(events.next().unwrap().unwrap().data, "[DONE]");
        assert!(events.next().is_none());
    });
}

#[test]
fn stream_may_end_with_the_connection() {
    let server = || {
        Server::responding(|mut peer| {
            peer.send(UNTIL_CLOSED);
            peer.send("data: a\r\n\r\n");
            peer.wait_until_received();
            peer.send("data: b\r\n\r\ndata: half");
        })
    };
    over_each(server, TIMEOUT, |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.confirm();
        assert_eq!(events.next().unwrap().unwrap().data, "b");
        // Only the end of the connection ends this body, in the middle of a line.
        let error = events.next().unwrap().unwrap_err();
        assert!(matches!(error, Error::Stream { .. }), "{error}");
        assert!(events.next().is_none());
    });
}

#[test]
fn event_that_is_open_at_the_end_is_delivered() {
    for (head, last) in [(CHUNKED, "data: b"), (CHUNKED, "data: b\n"), (UNTIL_CLOSED, "data: b\n")]
    {
        let server = || {
            Server::responding(move |mut peer| {
                peer.send(head);
                if head == CHUNKED {
                    peer.chunk("data: a\n\n");
                    peer.chunk(last);
                    peer.send("0\r\n\r\n");
                } else {
                    peer.send(&format!("data: a\n\n{last}"));
                }
            })
        };
        over_each(server, TIMEOUT, |_, events| {
            let (_, mut events) = events.unwrap();
            assert_eq!(events.next().unwrap().unwrap().data, "a");
            assert_eq!(events.next().unwrap().unwrap().data, "b", "{last:?}");
            assert!(events.next().is_none());
        });
    }
}

#[test]
fn json_and_pages_with_the_type_of_a_stream_are_errors() {
    let body = r#"{"Response":{"Error":{"Code":"InternalError","Message":"m"},"RequestId":"r-2"}}"#;
    for (body, is_api) in [(body, true), ("<html>\n<h1>Bad gateway</h1>", false)] {
        let server = || {
            Server::responding(move |mut peer| {
                peer.send(UNTIL_CLOSED);
                peer.send(body);
            })
        };
        over_each(server, TIMEOUT, |_, events| {
            let (_, mut events) = events.unwrap();
            let error = events.next().unwrap().unwrap_err();
            match (&error, is_api) {
                (Error::Api(error), true) => assert_eq!(error.code, "InternalError"),
                (Error::Reply { .. }, false) => {}
                _ => panic!("{error}"),
            }
            assert!(events.next().is_none());
        });
    }
}

#[test]
fn stream_ends_with_one_error_when_interrupted_within_an_event() {
    let server = || {
        Server::responding(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.wait_until_received();
            peer.chunk("data: b\n");
        })
    };
    over_each(server, TIMEOUT, |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        server.confirm();
        let error = events.next().unwrap().unwrap_err();
        let Error::Stream { error: transport, request_id, .. } = &error else { panic!("{error}") };
        assert_eq!(transport.kind(), TransportErrorKind::Closed, "{error}");
        assert_eq!(request_id.as_deref(), Some("r-1"));
        assert_eq!(error.sent(), Sent::Maybe);
        assert!(events.next().is_none());
    });
}

#[test]
fn stream_times_out_when_the_server_is_silent() {
    let server = || {
        Server::responding(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            peer.wait_until_received();
        })
    };
    over_each(server, Duration::from_secs(2), |server, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        let error = events.next().unwrap().unwrap_err();
        assert!(matches!(error, Error::Stream { .. }) && error.is_timeout(), "{error}");
        server.confirm();
    });
}

#[test]
fn api_error_is_returned_instead_of_a_stream() {
    let server = || {
        Server::responding(|mut peer| {
            let body = r#"{"Response":{"Error":{"Code":"InvalidParameter","Message":"m"},"RequestId":"r-2"}}"#;
            let length = body.len();
            peer.send(&format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
            ));
        })
    };
    over_each(server, TIMEOUT, |_, events| {
        let Err(error) = events else { panic!("not an error") };
        assert_eq!(error.code().unwrap().as_str(), "InvalidParameter");
        assert_eq!(error.request_id(), Some("r-2"));
    });
}

#[test]
fn connection_is_closed_when_the_stream_is_dropped() {
    let server = || {
        Server::responding(|mut peer| {
            peer.send(CHUNKED);
            peer.chunk("data: a\n\n");
            // Returns when the client closes or resets the connection.
            let closed = peer.stream.read(&mut [0; 1]);
            let still_open = closed.is_err_and(|error| {
                matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                )
            });
            assert!(!still_open, "the client keeps the connection open");
        })
    };
    over_each(server, TIMEOUT, |_, events| {
        let (_, mut events) = events.unwrap();
        assert_eq!(events.next().unwrap().unwrap().data, "a");
        drop(events);
    });
}
