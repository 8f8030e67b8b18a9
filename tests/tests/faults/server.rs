//! A server that does to each connection what a scene says.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

use crate::connection::Connection;
use crate::ledger::{Counts, Ledger};
use crate::moves::{Move, Scene};

/// More connections than any scene has use for.
const MOST: usize = 16;

/// In bytes; with what the client's system keeps, a long request does not fit.
const RECEIVE_BUFFER: usize = 32 * 1024;

/// How long the threads may take to notice that the client has gone.
const TO_END: Duration = Duration::from_secs(10);

pub(crate) struct Server {
    address: SocketAddr,
    ledger: Ledger,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(scene: Scene) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        // Its connections inherit it: what is not read soon stays with the client.
        SockRef::from(&listener).set_recv_buffer_size(RECEIVE_BUFFER).unwrap();
        let address = listener.local_addr().unwrap();
        let ledger = Ledger::default();
        let accepting = {
            let ledger = ledger.clone();
            thread::spawn(move || accept(&listener, &Arc::new(scene), &ledger))
        };
        Self { address, ledger, accepting: Some(accepting) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Waits until every script has ended, for the client has gone, and says
    /// what was received. `None` if a script goes on.
    pub(crate) fn finish(&mut self) -> Option<Counts> {
        self.stop();
        let all_ended = |counts: &Counts| counts.ended == counts.connections;
        self.ledger.wait(TO_END, all_ended).then(|| self.ledger.counts())
    }

    fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.ledger.note(|counts| counts.over = true);
        // It waits for a connection; this one does not count.
        drop(TcpStream::connect(self.address));
        let _ = accepting.join();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, scene: &Arc<Scene>, ledger: &Ledger) {
    for number in 0..MOST {
        let Ok((stream, _)) = listener.accept() else { return };
        if ledger.counts().over {
            return;
        }
        ledger.note(|counts| counts.connections += 1);
        let (scene, ledger) = (Arc::clone(scene), ledger.clone());
        thread::spawn(move || {
            serve(stream, &scene[number.min(scene.len() - 1)], &ledger);
            ledger.note(|counts| counts.ended += 1);
        });
    }
}

fn serve(stream: TcpStream, script: &[Move], ledger: &Ledger) {
    let Ok(mut connection) = Connection::new(stream, ledger.clone()) else { return };
    // An error: the client has gone before the script came to its end.
    let _ = connection.play(script);
    if connection.is_open() {
        connection.end(false);
    }
}
