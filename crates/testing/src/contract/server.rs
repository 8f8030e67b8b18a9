//! A server on loopback that runs a script on each connection. It stops after a
//! few seconds.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::time::{Watch, pause};

/// The timeout of each read and write.
const PATIENCE: Duration = Duration::from_secs(4);
/// The time after which the server accepts no more connections.
const LIFETIME: Duration = Duration::from_secs(20);
const MOST_CONNECTIONS: usize = 200;

pub(super) struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
pub(super) struct State {
    requests: Mutex<Vec<ReceivedRequest>>,
    connections: AtomicUsize,
    open: AtomicUsize,
    stop: AtomicBool,
}

impl Server {
    /// Runs the script on each connection, in a separate thread.
    pub(super) fn start(
        script: impl Fn(&mut Peer) + Send + Sync + 'static,
    ) -> Result<Self, String> {
        let no_server = |error| format!("cannot start a test server: {error}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(no_server)?;
        listener.set_nonblocking(true).map_err(no_server)?;
        let address = listener.local_addr().map_err(no_server)?;
        let state = Arc::new(State::default());
        let serving = Arc::clone(&state);
        thread::Builder::new()
            .name("contract-server".to_owned())
            .spawn(move || accept(&listener, &serving, &Arc::new(script)))
            .map_err(no_server)?;
        Ok(Self { address, state })
    }

    /// Responds to every request with these bytes, and keeps the connection open
    /// unless the client asks to close it.
    pub(super) fn responding(response: impl Into<Vec<u8>>) -> Result<Self, String> {
        let response = response.into();
        Self::start(move |peer| {
            while let Some(request) = peer.request() {
                if !peer.write(&response) || request.closes_connection() {
                    break;
                }
            }
        })
    }

    /// Responds to one request on each connection with these bytes, and closes it.
    pub(super) fn responding_once(response: impl Into<Vec<u8>>) -> Result<Self, String> {
        let response = response.into();
        Self::start(move |peer| {
            peer.request();
            peer.write(&response);
        })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The complete requests so far.
    pub(super) fn requests(&self) -> Vec<ReceivedRequest> {
        self.state.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// The number of open connections.
    pub(super) fn open(&self) -> usize {
        self.state.open.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stop.store(true, Ordering::SeqCst);
    }
}

fn accept<S>(listener: &TcpListener, state: &Arc<State>, script: &Arc<S>)
where
    S: Fn(&mut Peer) + Send + Sync + 'static,
{
    let watch = Watch::start();
    while !state.stop.load(Ordering::SeqCst) && watch.elapsed() < LIFETIME {
        let Ok((stream, _)) = listener.accept() else {
            pause(Duration::from_millis(1));
            continue;
        };
        let is_usable = stream.set_nonblocking(false).is_ok()
            && stream.set_read_timeout(Some(PATIENCE)).is_ok()
            && stream.set_write_timeout(Some(PATIENCE)).is_ok();
        if !is_usable || state.connections.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS {
            continue;
        }
        state.open.fetch_add(1, Ordering::SeqCst);
        let script = Arc::clone(script);
        let mut peer = Peer { stream, state: Arc::clone(state) };
        // Without a thread the connection closes, which fails the check.
        let _ = thread::Builder::new().spawn(move || script(&mut peer));
    }
}

/// The server's end of a connection, closed on drop.
pub(super) struct Peer {
    stream: TcpStream,
    state: Arc<State>,
}

impl Peer {
    /// Reads one complete request; none if the client is gone.
    pub(super) fn request(&mut self) -> Option<ReceivedRequest> {
        let head = self.head()?;
        let mut arrived = ReceivedRequest { head, body: Vec::new() };
        if arrived.is_chunked() {
            while !arrived.body.ends_with(b"0\r\n\r\n") {
                arrived.body.push(self.byte()?);
            }
        } else {
            arrived.body = vec![0; arrived.length()];
            self.stream.read_exact(&mut arrived.body).ok()?;
        }
        self.state.requests.lock().unwrap_or_else(PoisonError::into_inner).push(arrived.clone());
        Some(arrived)
    }

    /// Reads the head of a request and leaves its body unread.
    pub(super) fn head(&mut self) -> Option<String> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.byte()?);
        }
        Some(String::from_utf8_lossy(&head).into_owned())
    }

    /// Reads the first bytes, whatever they are.
    pub(super) fn beginning(&mut self) -> Vec<u8> {
        let mut bytes = [0; 16];
        let count = self.stream.read(&mut bytes).unwrap_or_default();
        bytes.get(..count).unwrap_or_default().to_vec()
    }

    /// Waits until this many unread bytes have arrived.
    pub(super) fn wait_for(&self, count: usize) -> bool {
        let watch = Watch::start();
        let mut bytes = vec![0; count];
        while watch.elapsed() < PATIENCE {
            match self.stream.peek(&mut bytes) {
                Ok(arrived) if arrived >= count => return true,
                Ok(0) | Err(_) => return false,
                Ok(_) => pause(Duration::from_millis(1)),
            }
        }
        false
    }

    /// Writes these bytes; false if the client is gone.
    pub(super) fn write(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Writes this piece again and again, slowly, until the client is gone or the
    /// timeout is over.
    pub(super) fn write_slowly(&mut self, piece: &str) {
        let watch = Watch::start();
        while watch.elapsed() < PATIENCE && self.write(piece) {
            pause(Duration::from_millis(20));
        }
    }

    /// Waits until the client closes the connection, or for the timeout.
    pub(super) fn wait_for_end(&mut self) {
        let _ = self.stream.read_to_end(&mut Vec::new());
    }

    fn byte(&mut self) -> Option<u8> {
        let mut byte = [0];
        self.stream.read_exact(&mut byte).ok()?;
        byte.first().copied()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Closed first, then counted as closed.
        let _ = self.stream.shutdown(std::net::Shutdown::Write);
        self.state.open.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(super) struct ReceivedRequest {
    /// Request line and headers, up to the empty line.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl ReceivedRequest {
    /// The request line.
    pub(super) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// All values of a header.
    pub(super) fn values(&self, name: &str) -> Vec<&str> {
        let named = self.headers().into_iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value).collect()
    }

    pub(super) fn headers(&self) -> Vec<(&str, &str)> {
        let lines = self.head.lines().skip(1);
        let headers = lines.filter_map(|line| line.split_once(':'));
        headers.map(|(name, value)| (name, value.trim())).collect()
    }

    pub(super) fn is_chunked(&self) -> bool {
        !self.values("transfer-encoding").is_empty()
    }

    fn length(&self) -> usize {
        let values = self.values("content-length");
        values.first().and_then(|value| value.parse().ok()).unwrap_or_default()
    }

    pub(super) fn closes_connection(&self) -> bool {
        self.values("connection").iter().any(|value| value.eq_ignore_ascii_case("close"))
            || self.line().ends_with("HTTP/1.0")
    }
}

/// An address that refuses connections.
pub(super) fn unused_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map_err(|error| error.to_string())
}
