//! One request to a server in this program, then one to a closed port. It needs no
//! network and no account.
//!
//! ```text
//! cargo run -p tencentcloud-hyper --example async_request
//! ```

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

use tencentcloud_core::{Limits, Transport};
use tencentcloud_hyper::HyperTransport;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let server = thread::spawn(move || respond_once(&listener));

    let transport = HyperTransport::new()?;
    let limits = Limits::default();
    let request = || {
        http::Request::post(&url)
            .header("content-type", "application/json")
            .header("x-tc-action", "DescribeImage")
            .body("{}".into())
    };

    let (head, body) = transport.send(request()?, limits).await?.into_parts();
    println!("{}: {:?}", head.status, body.collect(limits.body).await?);
    server.join().map_err(|_| "the server panicked")??;

    // The listener is closed, so no server can have received this one.
    if let Err(error) = transport.send(request()?, limits).await {
        println!("{error} (sent: {:?})", error.sent());
    }
    Ok(())
}

/// Responds to one request and closes.
fn respond_once(listener: &TcpListener) -> std::io::Result<()> {
    let (mut connection, _) = listener.accept()?;
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let body = r#"{"Response":{"RequestId":"example"}}"#;
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}", body.len());
    write!(connection, "{head}\r\n\r\n{body}")
}
