//! An explorer that runs, and raw requests to it.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tencentcloud_core::Credential;
use tencentcloud_emulator::Emulator;
use tencentcloud_explorer::{AccountKey, Explorer, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;

/// Ends when it is dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    pub(crate) emulator: Emulator,
    _stop: oneshot::Sender<()>,
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Running {
    /// With keys of an account.
    pub(crate) async fn start() -> Self {
        let emulator = Emulator::builder().stubs(true).build().unwrap();
        let account =
            Credential::new("AKIDcanary000000000k3Q9", "canary-secret-key-000001").unwrap();
        let account = account.with_token("canary-token-000001").unwrap();
        let explorer = Explorer::builder(emulator.clone(), "http://127.0.0.1:41873")
            .account(AccountKey::new(account, "environment"))
            .build();
        let server = Server::bind(explorer, ([127, 0, 0, 1], 0).into()).await.unwrap();
        let address = server.local_addr();
        let link = server.link();
        let (_, token) = link.split_once('#').unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(server.run(async {
            let _ = stopped.await;
        }));
        Self { address, token: token.to_owned(), emulator, _stop: stop }
    }

    /// Sends a request as it is and reads until the server closes.
    pub(crate) async fn raw(&self, request: &str) -> Response {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes));
        read.await.unwrap().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Response { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// Sends what the page sends.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        let body = body.to_string();
        self.raw(&format!(
            "POST /_explorer/{path} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n\
             X-Explorer-Token: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            self.address,
            self.token,
            body.len(),
        ))
        .await
    }

    /// The JSON of a successful response.
    pub(crate) async fn json(&self, path: &str, body: Value) -> Value {
        let response = self.post(path, &body).await;
        assert_eq!(response.status, 200, "{path} {body}: {}", response.body);
        serde_json::from_str(&response.body).unwrap()
    }
}
