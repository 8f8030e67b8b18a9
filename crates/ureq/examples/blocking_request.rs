//! One request to a server in this program. It needs no network and no account.
//!
//! ```text
//! cargo run -p tencentcloud-ureq --example blocking_request
//! ```

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use tencentcloud_core::{Limits, Transport};
use tencentcloud_ureq::UreqTransport;

fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    let server = thread::spawn(move || respond_once(&listener));

    let transport = UreqTransport::new()?;
    let request = http::Request::post(url)
        .header("content-type", "application/json")
        .header("x-tc-action", "DescribeImage")
        .body("{}".into())?;
    let limits = Limits::new(Duration::from_secs(1), Duration::from_secs(5));

    // The futures of a blocking transport are ready when first polled.
    let (status, body) = pollster::block_on(async {
        let response = transport.send(request, limits).await?;
        let status = response.status();
        Ok::<_, Box<dyn Error>>((status, response.into_body().collect(limits.body).await?))
    })?;
    println!("{status}: {}", String::from_utf8_lossy(&body));
    server.join().map_err(|_| "the server panicked")??;
    Ok(())
}

fn respond_once(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut head = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        print!("> {line}");
        line.clear();
    }
    head.read_exact(&mut [0; 2])?;
    let response = r#"{"Response":{"RequestId":"example"}}"#;
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{response}", response.len())
}
