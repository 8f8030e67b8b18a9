//! Loopback servers for one purpose each. They end with the process.

use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tencentcloud_client::Endpoint;
use tokio_rustls::TlsAcceptor;

/// Longer than any client waits.
const READ_TIMEOUT: Duration = Duration::from_secs(20);

pub(crate) const DONE: &str = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;

/// Sends the response that the function returns for each request. An empty string
/// closes the connection.
pub(crate) fn that(respond: impl Fn(&str) -> String + Send + Sync + 'static) -> SocketAddr {
    let respond = Arc::new(respond);
    accept(move |stream| {
        stream.set_read_timeout(Some(READ_TIMEOUT)).unwrap();
        let respond = Arc::clone(&respond);
        thread::spawn(move || serve(stream, &*respond));
    })
}

/// The same, but closes the connection after each response.
pub(crate) fn that_closes(respond: impl Fn(&str) -> String + Send + Sync + 'static) -> SocketAddr {
    accept(move |mut stream| {
        if let Some(request) = read(&mut stream) {
            // The client may have disconnected.
            let _ = stream.write_all(respond(&request).as_bytes());
        }
    })
}

/// Sends first, in another protocol.
pub(crate) fn sends_first() -> SocketAddr {
    accept(|mut stream| {
        let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
        // Closing with unread bytes would reset the connection.
        let _ = stream.read(&mut [0; 4096]);
    })
}

/// Closes without reading the request, which resets the connection.
pub(crate) fn resets() -> SocketAddr {
    accept(drop)
}

/// Accepts the connection and sends nothing.
pub(crate) fn is_silent() -> SocketAddr {
    accept(std::mem::forget)
}

/// An address without a listener.
pub(crate) fn refuses() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

pub(crate) fn at(address: SocketAddr) -> Endpoint {
    Endpoint::custom(&format!("http://{address}")).unwrap()
}

pub(crate) fn response(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

fn accept(take: impl Fn(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || listener.incoming().map_while(Result::ok).for_each(take));
    address
}

fn serve<S: Read + Write>(mut stream: S, respond: &(dyn Fn(&str) -> String + Send + Sync)) {
    while let Some(request) = read(&mut stream) {
        let response = respond(&request);
        if response.is_empty() || stream.write_all(response.as_bytes()).is_err() {
            return;
        }
    }
}

/// Reads one request. `None` if the client has disconnected.
fn read(stream: &mut impl Read) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
}

/// A TLS server configuration for `api.example`, and its root certificate.
pub(crate) struct Authority {
    pub(crate) pem: String,
    config: ServerConfig,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(["api.example".to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Self { pem: issuer.pem(), config }
    }

    /// Serves HTTP/1.1 over TLS.
    pub(crate) fn serves(&self, body: &'static str) -> SocketAddr {
        let config = Arc::new(self.config.clone());
        accept(move |stream| {
            let config = Arc::clone(&config);
            thread::spawn(move || {
                stream.set_read_timeout(Some(READ_TIMEOUT)).unwrap();
                let session = ServerConnection::new(config).unwrap();
                serve(StreamOwned::new(session, stream), &|_| response("200 OK", body));
            });
        })
    }

    /// Serves HTTP/2 over TLS, on the caller's runtime.
    pub(crate) async fn serves_http_2(&self, body: &'static str) -> SocketAddr {
        let mut config = self.config.clone();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let stream = acceptor.accept(stream).await.unwrap();
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                let mut sending = respond.send_response(http::Response::new(()), false).unwrap();
                sending.send_data(Bytes::from_static(body.as_bytes()), true).unwrap();
            }
            Ok::<(), Infallible>(())
        });
        address
    }
}

/// The address that the resolvers of these tests return for any name.
pub(crate) fn loopback(port: u16) -> Vec<SocketAddr> {
    vec![([127, 0, 0, 1], port).into()]
}
