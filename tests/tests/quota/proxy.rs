//! A way to the server that can be long, cut, or lead elsewhere.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::server::pause;

/// A TCP proxy on loopback.
#[derive(Clone)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    way: Arc<Mutex<Way>>,
}

#[derive(Debug, Clone, Copy)]
struct Way {
    to: u16,
    /// How long each piece takes, both ways together.
    delay: Duration,
    /// Nothing passes any more, and nobody says so.
    is_cut: bool,
    /// Connections of an earlier number are closed.
    number: u32,
}

impl Proxy {
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let way = Way { to: port, delay: Duration::ZERO, is_cut: false, number: 0 };
        let proxy =
            Self { port: listener.local_addr().unwrap().port(), way: Arc::new(Mutex::new(way)) };
        let accepting = proxy.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                accepting.serve(client);
            }
        });
        proxy
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub(crate) fn delay(&self, delay: Duration) {
        self.way.lock().unwrap().delay = delay;
    }

    pub(crate) fn cut(&self, is_cut: bool) {
        let mut way = self.way.lock().unwrap();
        way.is_cut = is_cut;
        // Cut connections stay silent; they do not come back to life.
        way.number += u32::from(!is_cut);
    }

    /// Closes all connections; new ones lead to another server.
    pub(crate) fn switch(&self, port: u16) {
        let mut way = self.way.lock().unwrap();
        way.to = port;
        way.number += 1;
    }

    fn way(&self) -> Way {
        *self.way.lock().unwrap()
    }

    fn serve(&self, client: TcpStream) {
        let way = self.way();
        let Ok(server) = TcpStream::connect(("127.0.0.1", way.to)) else { return };
        client.set_nodelay(true).unwrap();
        server.set_nodelay(true).unwrap();
        let (from_client, from_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        for (from, to) in [(from_client, server), (from_server, client)] {
            let proxy = self.clone();
            thread::spawn(move || proxy.copy(from, to, way.number));
        }
    }

    fn copy(&self, mut from: TcpStream, mut to: TcpStream, number: u32) {
        from.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
        let mut piece = [0; 4_096];
        loop {
            let read = from.read(&mut piece);
            let way = self.way();
            let is_waiting = read.as_ref().is_err_and(|error| {
                matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                )
            });
            match read {
                _ if way.number != number => break,
                Ok(length) if length > 0 && !way.is_cut => {
                    pause(way.delay / 2);
                    if to.write_all(&piece[..length]).is_err() {
                        break;
                    }
                }
                Ok(length) if length > 0 => {}
                Err(_) if is_waiting => {}
                _ => break,
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    }
}
