//! Scripted servers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// The longest run of a server, in case a test hangs.
const LONGEST: Duration = Duration::from_secs(10);

pub(crate) struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Accepts at most a hundred connections and runs the script for each on its own
    /// thread, with the number of the connection from 0.
    pub(crate) fn start(script: impl Fn(usize, Peer<TcpStream>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let stop = Arc::new(AtomicBool::new(false));
        let script = Arc::new(script);
        let thread = {
            let (connections, stop) = (connections.clone(), stop.clone());
            thread::spawn(move || {
                let start = Instant::now();
                while !stop.load(Ordering::Relaxed) && start.elapsed() < LONGEST {
                    let Ok((stream, _)) = listener.accept() else {
                        thread::sleep(Duration::from_millis(1));
                        continue;
                    };
                    let number = connections.fetch_add(1, Ordering::Relaxed);
                    assert!(number < 100, "too many connections");
                    let script = script.clone();
                    thread::spawn(move || script(number, Peer::of(stream)));
                }
            })
        };
        Self { address, connections, stop, thread: Some(thread) }
    }

    /// Responds to every request with this text.
    pub(crate) fn responding(response: &'static str) -> Self {
        Self::start(move |_, mut peer| {
            while peer.request().is_some() {
                peer.write(response);
            }
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The number of accepted connections.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// A connection to a client.
pub(crate) struct Peer<S>(pub(crate) S);

impl Peer<TcpStream> {
    fn of(stream: TcpStream) -> Self {
        stream.set_nonblocking(false).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream.set_write_timeout(Some(LONGEST)).unwrap();
        Self(stream)
    }

    /// Waits until the client closes.
    pub(crate) fn wait(mut self) {
        let _ = self.0.read_to_end(&mut Vec::new());
    }

    /// Closes with a reset: the system sends one if bytes are unread.
    pub(crate) fn reset(mut self) {
        let _ = self.0.read(&mut [0]);
        drop(self);
    }
}

impl<S: Read + Write> Peer<S> {
    /// Reads a complete request, `None` if the client closed.
    pub(crate) fn request(&mut self) -> Option<String> {
        let head = self.head()?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
        });
        let mut body = vec![0; length.unwrap_or(0)];
        self.0.read_exact(&mut body).ok()?;
        Some(head + &String::from_utf8(body).unwrap())
    }

    pub(crate) fn head(&mut self) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte).ok()?;
            head.push(byte[0]);
        }
        Some(String::from_utf8(head).unwrap())
    }

    /// Sends this; false if the client closed.
    pub(crate) fn write(&mut self, text: impl AsRef<[u8]>) -> bool {
        self.0.write_all(text.as_ref()).and_then(|()| self.0.flush()).is_ok()
    }
}

/// An address without a listener.
pub(crate) fn closed_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
