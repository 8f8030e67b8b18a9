//! Connecting to a host with several addresses.

use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::channel;
use std::thread;

use tencentcloud_core::TransportErrorKind;
use tencentcloud_net::ConnectError;

use crate::deadline::Deadline;
use crate::error;
use crate::limits::HEAD_START;

/// The first connection that one of these addresses accepts.
///
/// They are tried in order, each on its own thread. The next one starts when one
/// fails, or has not responded within [`HEAD_START`]; none is given up before the
/// deadline ([RFC 8305](https://www.rfc-editor.org/rfc/rfc8305)). So a silent address
/// costs little and a slow one still wins.
pub(crate) fn connect(
    addresses: &[SocketAddr],
    deadline: Deadline,
) -> Result<TcpStream, ConnectError> {
    if let [address] = addresses {
        return attempt(*address, deadline);
    }
    let (sender, attempts) = channel();
    let mut waiting = addresses.iter().copied();
    let mut running = 0;
    let mut failure = ConnectError::new(TransportErrorKind::Connect, "host has no address");
    loop {
        if let Some(address) = waiting.next() {
            let sender = sender.clone();
            let spawned = thread::Builder::new().name("connect".to_owned()).spawn(move || {
                // Fails if another address was first.
                let _ = sender.send(attempt(address, deadline));
            });
            match spawned {
                Ok(_) => running += 1,
                Err(error) => failure = failed(error),
            }
        } else if running == 0 {
            return Err(failure);
        }
        let left = deadline.left().ok_or_else(timeout)?;
        let patience = if waiting.len() == 0 { left } else { left.min(HEAD_START) };
        match attempts.recv_timeout(patience) {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => {
                failure = error;
                running -= 1;
            }
            // Silence until now; `sender` is alive.
            Err(_) => {}
        }
    }
}

fn attempt(address: SocketAddr, deadline: Deadline) -> Result<TcpStream, ConnectError> {
    let left = deadline.left().ok_or_else(timeout)?;
    TcpStream::connect_timeout(&address, left).map_err(failed)
}

fn failed(error: io::Error) -> ConnectError {
    match error.kind() {
        ErrorKind::TimedOut => timeout(),
        _ => ConnectError::new(TransportErrorKind::Connect, error),
    }
}

fn timeout() -> ConnectError {
    error::timeout("connecting")
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;
    use crate::deadline::now;

    /// A listener whose queue is full, so that connecting to it takes forever.
    fn silent() -> (SocketAddr, Vec<TcpStream>, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(100));
        let queue = (0..5000).map_while(|_| connect().ok()).collect();
        (address, queue, listener)
    }

    fn refused() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
    }

    #[test]
    fn silent_address_has_a_head_start_only() {
        let (silent, _queue, _listener) = silent();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let good = listener.local_addr().unwrap();
        let start = now();
        let stream = connect(&[silent, silent, good], Deadline::after(Duration::from_secs(20)));
        assert_eq!(stream.unwrap().peer_addr().unwrap(), good);
        let taken = start.elapsed();
        assert!(taken >= 2 * HEAD_START && taken < Duration::from_secs(5), "{taken:?}");
    }

    #[test]
    fn refusal_costs_no_time() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let good = listener.local_addr().unwrap();
        let mut addresses: Vec<_> = (0..20).map(|_| refused()).collect();
        addresses.push(good);
        let start = now();
        connect(&addresses, Deadline::after(Duration::from_secs(20))).unwrap();
        assert!(start.elapsed() < 10 * HEAD_START);
    }

    #[test]
    fn all_addresses_end_at_the_deadline() {
        let (silent, _queue, _listener) = silent();
        for addresses in [&[silent][..], &[silent, silent], &[refused(), silent]] {
            let start = now();
            let error = connect(addresses, Deadline::after(Duration::from_millis(500)));
            assert_eq!(error.unwrap_err().kind(), TransportErrorKind::Timeout);
            let taken = start.elapsed();
            assert!(taken >= Duration::from_millis(490) && taken < Duration::from_secs(2));
        }
        let error = connect(&[refused(), refused()], Deadline::after(Duration::from_secs(5)));
        assert_eq!(error.unwrap_err().kind(), TransportErrorKind::Connect);
    }
}
