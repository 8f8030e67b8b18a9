//! A server that runs a scenario.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::SockRef;

use crate::connection::Connection;
use crate::script::{Op, Scenario};
use crate::server_log::{Counts, ServerLog};

/// More connections than any scenario uses.
const MAX_CONNECTIONS: usize = 16;

/// In bytes. A long request does not fit into this and the client's send buffer.
const RECEIVE_BUFFER: usize = 32 * 1024;

/// How long the threads may take to notice that the client has disconnected.
const TIME_TO_END: Duration = Duration::from_secs(10);

pub(crate) struct Server {
    address: SocketAddr,
    log: ServerLog,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(scenario: Scenario) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        // Accepted connections inherit it: unread bytes remain with the client.
        SockRef::from(&listener).set_recv_buffer_size(RECEIVE_BUFFER).unwrap();
        let address = listener.local_addr().unwrap();
        let log = ServerLog::default();
        let accepting = {
            let log = log.clone();
            thread::spawn(move || accept(&listener, &Arc::new(scenario), &log))
        };
        Self { address, log, accepting: Some(accepting) }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn log(&self) -> &ServerLog {
        &self.log
    }

    /// Waits until every script has ended because the client has disconnected.
    /// Returns the counts, or `None` if a script still runs.
    pub(crate) fn finish(&mut self) -> Option<Counts> {
        self.stop();
        let all_ended = |counts: &Counts| counts.ended == counts.connections;
        self.log.wait(TIME_TO_END, all_ended).then(|| self.log.counts())
    }

    fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.log.update(|counts| counts.over = true);
        // Wakes the accepting thread. This connection is not counted.
        drop(TcpStream::connect(self.address));
        let _ = accepting.join();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, scenario: &Arc<Scenario>, log: &ServerLog) {
    for number in 0..MAX_CONNECTIONS {
        let Ok((stream, _)) = listener.accept() else { return };
        if log.counts().over {
            return;
        }
        log.update(|counts| counts.connections += 1);
        let (scenario, log) = (Arc::clone(scenario), log.clone());
        thread::spawn(move || {
            serve(stream, &scenario[number.min(scenario.len() - 1)], &log);
            log.update(|counts| counts.ended += 1);
        });
    }
}

fn serve(stream: TcpStream, script: &[Op], log: &ServerLog) {
    let Ok(mut connection) = Connection::new(stream, log.clone()) else { return };
    // An error means that the client disconnected before the script ended.
    let _ = connection.run(script);
    if connection.is_open() {
        connection.end(false);
    }
}
