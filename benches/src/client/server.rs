//! A minimal keep-alive server that counts its connections.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, Read, Write, stdin};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::cpu;

/// Head and body as the service sends them, with an empty output.
const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\n\
    Server: bench\r\n\
    Content-Type: application/json\r\n\
    Content-Length: 65\r\n\
    Connection: keep-alive\r\n\
    X-Content-Type-Options: nosniff\r\n\
    \r\n\
    {\"Response\":{\"RequestId\":\"4f6a1d6e-8f0b-4c8e-9a51-2d3c4b5a6978\"}}";

/// The process of the server. It reads commands from stdin:
///
/// - `listen`: opens a port and prints its address;
/// - `hold ADDRESS N`: delays the responses of a port until N requests have arrived,
///   once;
/// - `connections ADDRESS`: prints the number of connections to a port.
pub(crate) fn serve() -> Result<(), Box<dyn Error>> {
    cpu::stay_on(cpu::Place::First)?;
    let mut ports = HashMap::new();
    for line in stdin().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let port = words.get(1).and_then(|address| ports.get(*address));
        match (words.as_slice(), port) {
            (["listen"], None) => {
                let listening = Listening::start()?;
                let address = listening.address().to_string();
                println!("{address}");
                ports.insert(address, listening);
            }
            (["hold", _, requests], Some(port)) => {
                port.hold(requests.parse()?);
                println!("held");
            }
            (["connections", _], Some(port)) => println!("{}", port.connections()),
            _ => return Err(format!("unknown command `{line}`").into()),
        }
    }
    Ok(())
}

/// One port, served until the process exits.
pub(super) struct Listening {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicU32,
    gate: Gate,
}

impl Listening {
    pub(super) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (address, seen) = (listener.local_addr()?, Arc::new(Seen::default()));
        let of_connections = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                of_connections.connections.fetch_add(1, Ordering::Relaxed);
                let seen = Arc::clone(&of_connections);
                // Ends when the client closes the connection.
                thread::spawn(move || respond_to_all(stream, &seen.gate));
            }
        });
        Ok(Self { address, seen })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn connections(&self) -> u32 {
        self.seen.connections.load(Ordering::Relaxed)
    }

    /// Delays all responses until this number of requests has arrived.
    pub(super) fn hold(&self, requests: u32) {
        *self.seen.gate.wanted() = requests;
    }
}

/// A gate that opens once enough requests have arrived.
#[derive(Default)]
struct Gate {
    wanted: Mutex<u32>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        let mut wanted = self.wanted();
        match *wanted {
            0 => return,
            1 => self.opened.notify_all(),
            _ => {}
        }
        *wanted -= 1;
        while *wanted > 0 {
            wanted = self.opened.wait(wanted).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn wanted(&self) -> MutexGuard<'_, u32> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn respond_to_all(mut stream: TcpStream, gate: &Gate) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut chunk = vec![0; 16 * 1024];
    let mut received = Vec::new();
    loop {
        while let Some(length) = request_length(&received) {
            received.drain(..length);
            gate.pass();
            stream.write_all(RESPONSE)?;
        }
        match stream.read(&mut chunk)? {
            0 => return Ok(()),
            amount => received.extend_from_slice(chunk.get(..amount).unwrap_or_default()),
        }
    }
}

/// The length of the first request, if it is complete.
fn request_length(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|four| four == b"\r\n\r\n")?;
    let lines = received.get(..head)?.split(|byte| *byte == b'\n');
    let body = lines
        .filter_map(|line| std::str::from_utf8(line).ok()?.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0_usize);
    let length = head + 4 + body;
    (length <= received.len()).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_is_complete_with_its_body() {
        let request = b"POST / HTTP/1.1\r\nHost: a\r\ncontent-length: 3\r\n\r\nabc";
        assert_eq!(request_length(request), Some(request.len()));
        assert_eq!(request_length(&request[..request.len() - 1]), None);
        assert_eq!(request_length(b"GET / HTTP/1.1\r\n\r\nGET"), Some(18));
        assert_eq!(request_length(b"GET / HTTP/1.1\r\n"), None);
    }

    #[test]
    fn content_length_matches_the_body() {
        let response = std::str::from_utf8(RESPONSE).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())), "{}", body.len());
    }

    #[test]
    fn responses_are_held_once_until_enough_requests_arrive() {
        let server = Listening::start().unwrap();
        server.hold(2);
        let connect = || TcpStream::connect(server.address()).unwrap();
        let request = b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n";
        let receive = |mut stream: &TcpStream| stream.read_exact(&mut [0; RESPONSE.len()]);

        let (mut one, mut two) = (connect(), connect());
        one.write_all(request).unwrap();
        two.write_all(request).unwrap();
        receive(&one).unwrap();
        receive(&two).unwrap();
        one.write_all(request).unwrap();
        receive(&one).unwrap();
        assert_eq!(server.connections(), 2);
    }
}
