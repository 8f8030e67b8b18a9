//! A transport of one's own: blocking, plain HTTP, a connection per request.
//!
//! `cargo run -p tencentcloud-client --example own_transport`

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use tencentcloud_client::{Endpoint, blocking::Client};
use tencentcloud_core::{
    Blocking, Incoming, Limits, Sent, Transport, TransportError, TransportErrorKind as Kind,
};
use tencentcloud_ecm::ImportImage;
use tencentcloud_emulator::{Emulator, Server};

#[derive(Debug)]
struct OverTcp;

#[async_trait]
impl Transport for OverTcp {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<Incoming>, TransportError> {
        // Until the request is written nobody has seen it; from then on, who knows.
        let never = |error| TransportError::new(Kind::Connect, Sent::Never).with_source(error);
        let maybe = |error| TransportError::new(Kind::Closed, Sent::Maybe).with_source(error);
        let garbled = || TransportError::new(Kind::Protocol, Sent::Maybe);

        let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(authority).map_err(never)?;
        stream.set_read_timeout(Some(limits.total)).map_err(never)?;

        let mut head = format!("{} / HTTP/1.1\r\nconnection: close\r\n", request.method());
        for (name, value) in request.headers() {
            let value = String::from_utf8_lossy(value.as_bytes());
            head.extend([name.as_str(), ": ", &value, "\r\n"]);
        }
        head.extend(["content-length: ", &request.body().len().to_string(), "\r\n\r\n"]);
        stream.write_all(head.as_bytes()).map_err(maybe)?;
        stream.write_all(request.body()).map_err(maybe)?;

        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(maybe)?;
        let answer = String::from_utf8(answer).map_err(|_| garbled())?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(garbled)?;
        let status = head.split(' ').nth(1).ok_or_else(garbled)?;
        http::Response::builder()
            .status(status)
            .body(Incoming::from(body.to_owned()))
            .map_err(|_| garbled())
    }

    #[expect(clippy::disallowed_methods, reason = "this transport waits by sleeping")]
    async fn sleep(&self, delay: Duration) {
        std::thread::sleep(delay);
    }
}

impl Blocking for OverTcp {}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().build()?;
    let server = Server::bind(emulator.clone(), ([127, 0, 0, 1], 0).into()).await?;
    let endpoint = Endpoint::custom(&format!("http://{}", server.local_addr()))?;
    tokio::spawn(server.run(std::future::pending()));

    let client =
        Client::builder(OverTcp).endpoint(endpoint).credentials(emulator.credential()).build();
    let import = ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu");
    // A thread that may block, since this one serves the emulator.
    let reply = tokio::task::spawn_blocking(move || client.send(&import)).await??;
    println!("imported over a transport of our own, request id {}", reply.request_id);
    Ok(())
}
