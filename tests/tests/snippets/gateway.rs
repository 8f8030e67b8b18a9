//! A server in front of an emulator that keeps what arrives, byte for byte.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tencentcloud_emulator::{Emulator, Server};
use tokio::runtime::Runtime;

use crate::KEYS;
use crate::message::{Message, head_length};

pub(crate) struct Gateway {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    runtime: Runtime,
}

struct State {
    /// The emulator.
    behind: SocketAddr,
    /// Requests and their responses.
    exchanges: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Gateway {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { behind: emulator(&runtime), exchanges: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(client, &shared));
            }
        });
        Self { address, state, runtime }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Forgets what arrived, and puts a new emulator behind: an image is imported only once.
    pub(crate) fn renew(&self) {
        let behind = emulator(&self.runtime);
        *self.state.lock().unwrap() = State { behind, exchanges: Vec::new() };
    }

    /// Sends these bytes, and waits for the response.
    pub(crate) fn send(&self, request: &[u8]) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(request).unwrap();
        read_message(&mut stream).unwrap();
    }

    /// The request that arrived, and its response.
    pub(crate) fn only_exchange(&self, name: &str) -> (Vec<u8>, Vec<u8>) {
        let mut exchanges = std::mem::take(&mut self.state.lock().unwrap().exchanges);
        assert_eq!(exchanges.len(), 1, "requests of {name}");
        exchanges.remove(0)
    }
}

/// An emulator that has a response for every action.
fn emulator(runtime: &Runtime) -> SocketAddr {
    let emulator = Emulator::builder().key(KEYS[0], KEYS[1]).stubs(true).build().unwrap();
    let server = runtime.block_on(Server::bind(emulator, ([127, 0, 0, 1], 0).into())).unwrap();
    let address = server.local_addr();
    // It ends with the runtime.
    runtime.spawn(server.run(std::future::pending()));
    address
}

/// Passes one request and its response on.
fn serve(mut client: TcpStream, state: &Mutex<State>) {
    let Some(request) = read_message(&mut client) else { return };
    let behind = state.lock().unwrap().behind;
    let mut server = TcpStream::connect(behind).unwrap();
    server.write_all(&request).unwrap();
    let response = read_message(&mut server).unwrap();
    state.lock().unwrap().exchanges.push((request, response.clone()));
    client.write_all(&response).unwrap();
}

/// A message whose head says how long its body is; `None` if the peer sends none.
fn read_message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let (mut bytes, mut buffer) = (Vec::new(), [0; 8 * 1024]);
    loop {
        if let Some(head) = head_length(&bytes)
            && bytes.len() >= head + Message::of(&bytes).content_length()
        {
            return Some(bytes);
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend(&buffer[..count]),
        }
    }
}
