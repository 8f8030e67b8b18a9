//! Drives one call over a plain `TcpStream`: all of a client but the HTTP library.
//!
//! `cargo run -p tencentcloud-core --example state_machine` responds to itself. With
//! the address of an emulator (`tc3 emulator --key
//! test-secret-id-000001:test-secret-key-000001`) it makes a real call:
//! `… --example state_machine 127.0.0.1:8080`.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    AccountState, Auth, Call, Credential, Effect, Endpoint, Limits, Now, RawResponse, Request,
    Sent, Step, Timestamp, TransportError, TransportErrorKind,
};

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).map_or_else(serve_once, Ok)?;
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001")?;
    let endpoint: Endpoint = format!("http://{address}").parse()?;
    let request = Request::new("ecm", "2019-07-19", "DescribeImage", "{}")
        .with_effect(Effect::Read)
        .region("ap-guangzhou");

    let mut account = AccountState::default();
    let mut call = Call::new(request, endpoint.origin("ecm")?, Limits::default());
    let response = loop {
        match call.next(now(), &mut account) {
            Step::Wait(delay) => sleep(delay),
            Step::Attempt => {
                let at = now();
                let date = call.signing_time(at).date();
                let key = SigningKey::derive(keys.secret_key(), date, call.request().service());
                let signed = call.sign(at, Auth::Sign { credential: &keys, key: &key })?;
                let result = send(&signed, call.limits(at)).map_err(|error| {
                    TransportError::new(TransportErrorKind::Other, Sent::Maybe).with_source(error)
                });
                call.receive(now(), result);
            }
            Step::Done(result) => break result?,
            _ => return Err("unknown step".into()),
        }
    };
    println!("{}: {}", response.request_id, String::from_utf8_lossy(&response.raw.body));
    Ok(())
}

/// HTTP/1.1 in its simplest form: one request for each connection.
fn send(request: &http::Request<bytes::Bytes>, limits: Limits) -> std::io::Result<RawResponse> {
    let host = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(limits.total))?;
    write!(stream, "{} {} HTTP/1.1\r\n", request.method(), request.uri().path())?;
    for (name, value) in request.headers() {
        write!(stream, "{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes()))?;
    }
    write!(stream, "content-length: {}\r\nconnection: close\r\n\r\n", request.body().len())?;
    stream.write_all(request.body())?;

    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|code| code.parse::<StatusCode>().ok());
    while !line.trim().is_empty() {
        line.clear();
        reader.read_line(&mut line)?;
    }
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    Ok(RawResponse::new(status.unwrap_or(StatusCode::BAD_GATEWAY), HeaderMap::new(), body))
}

/// A server for a single request, and its address.
fn serve_once() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    std::thread::spawn(move || -> std::io::Result<()> {
        let (mut stream, _) = listener.accept()?;
        // The request ends with the only `}` of its body.
        let mut request = Vec::new();
        BufReader::new(&stream).read_until(b'}', &mut request)?;
        let body = r#"{"Response": {"TotalCount": 0, "RequestId": "r-1"}}"#;
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    });
    Ok(address)
}

#[expect(clippy::disallowed_methods, reason = "a driver reads the clock")]
fn now() -> Now {
    let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    // One clock serves both purposes in an example; use a monotonic one for waits.
    Now::new(Timestamp::saturating(unix.as_secs()), unix, u64::from(unix.subsec_nanos()))
}

#[expect(clippy::disallowed_methods, reason = "a driver waits")]
fn sleep(delay: Duration) {
    std::thread::sleep(delay);
}
