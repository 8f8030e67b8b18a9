//! Scripted servers.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    ended: Arc<AtomicUsize>,
    /// Complete requests, in order of arrival.
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Runs this script for each connection.
    pub(crate) async fn of<F, Fut>(script: F) -> Self
    where
        F: Fn(Peer) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let ended = Arc::new(AtomicUsize::new(0));
        let (counted, log) = (Arc::clone(&connections), Arc::clone(&requests));
        let counted_ended = Arc::clone(&ended);
        let task = tokio::spawn(async move {
            let mut open = tokio::task::JoinSet::new();
            while let Ok((tcp, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                // A reset must not discard what was written before.
                let _ = tcp.set_nodelay(true);
                let (log, ended) = (Arc::clone(&log), Arc::clone(&counted_ended));
                let connection = script(Peer { tcp, log });
                open.spawn(async move {
                    connection.await;
                    ended.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, connections, ended, requests, task }
    }

    /// The connections whose scripts run.
    pub(crate) fn open(&self) -> usize {
        self.connections() - self.ended.load(Ordering::SeqCst)
    }

    /// Responds to every request with these bytes.
    pub(crate) async fn responding(response: &'static str) -> Self {
        Self::of(move |mut peer| async move {
            while peer.request().await.is_some() {
                peer.tcp.write_all(response.as_bytes()).await.unwrap();
            }
        })
        .await
    }

    /// Responds to one request per connection with these bytes and closes.
    pub(crate) async fn responding_once(response: impl Into<Vec<u8>>) -> Self {
        let response: Arc<[u8]> = Arc::from(response.into());
        Self::of(move |mut peer| {
            let response = Arc::clone(&response);
            async move {
                peer.request().await;
                peer.tcp.write_all(&response).await.unwrap();
            }
        })
        .await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Runs until this many connections had a request each.
    pub(crate) async fn until_connections(self, count: usize) {
        while self.connections() < count || self.requests().len() < count {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A connection to a client.
pub(crate) struct Peer {
    pub(crate) tcp: TcpStream,
    log: Arc<Mutex<Vec<String>>>,
}

impl Peer {
    /// Reads a complete request, `None` if the client closed.
    pub(crate) async fn request(&mut self) -> Option<String> {
        let request = read_request(&mut self.tcp).await?;
        self.log.lock().unwrap().push(request.clone());
        Some(request)
    }

    /// Closes with a reset.
    pub(crate) fn reset(self) {
        self.tcp.set_zero_linger().unwrap();
    }
}

/// Reads head and body of a request, `None` if the client closed before its end.
pub(crate) async fn read_request(from: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(from.read_u8().await.ok()?);
    }
    let head = String::from_utf8(request).unwrap();
    let length = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    from.read_exact(&mut body).await.ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

/// The value of a header that occurs at most once.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut values = request.lines().filter_map(|line| {
        let (key, value) = line.split_once(": ")?;
        key.eq_ignore_ascii_case(name).then_some(value)
    });
    let value = values.next();
    assert_eq!(values.next(), None, "{name} occurs twice");
    value
}

/// An address without a listener.
pub(crate) async fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    listener.local_addr().unwrap()
}
