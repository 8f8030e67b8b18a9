//! A server that does to each connection what a test says.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// No test takes longer; a server that is left alone ends by itself.
const LONGEST: Duration = Duration::from_secs(10);

pub(crate) struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Accepts connections, at most a hundred, and runs the script for each on a
    /// thread of its own. The script gets the number of the connection, from 0.
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

    /// Answers every request on every connection with this text.
    pub(crate) fn answering(answer: &'static str) -> Self {
        Self::start(move |_, mut peer| {
            while peer.request().is_some() {
                peer.write(answer);
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

    /// How many connections have been accepted.
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

/// The other end of a connection.
pub(crate) struct Peer<S>(pub(crate) S);

impl Peer<TcpStream> {
    fn of(stream: TcpStream) -> Self {
        stream.set_nonblocking(false).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream.set_write_timeout(Some(LONGEST)).unwrap();
        Self(stream)
    }

    /// Waits until the client has gone.
    pub(crate) fn wait(mut self) {
        let _ = self.0.read_to_end(&mut Vec::new());
    }

    /// Closes with a reset instead of an end: with bytes unread, the system does
    /// so by itself.
    pub(crate) fn reset(mut self) {
        let _ = self.0.read(&mut [0]);
        drop(self);
    }
}

impl<S: Read + Write> Peer<S> {
    /// One request as it came, head and body; `None` when the client has gone.
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

    /// Sends this, unless the client has gone.
    pub(crate) fn write(&mut self, text: impl AsRef<[u8]>) -> bool {
        self.0.write_all(text.as_ref()).and_then(|()| self.0.flush()).is_ok()
    }
}

/// An address at which nobody listens.
pub(crate) fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}
