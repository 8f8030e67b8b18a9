//! Checks a transport that looks correct against the contract.
//!
//! `cargo run -p tencentcloud-testing --features contract --example contract`
//!
//! This transport sends a request and reads a response, but violates several
//! rules. The example `own_transport` of `tencentcloud-client` satisfies them all.

use std::io::{Read, Write};
use std::net::TcpStream;

use bytes::Bytes;
use tencentcloud_core::{
    Limits, ResponseBody, Sent, TransportError, TransportErrorKind as Kind,
    blocking_transport_from_fn,
};
use tencentcloud_testing::contract::{Capability, Contract, Rule};

fn main() {
    #[expect(clippy::disallowed_methods, reason = "this transport waits by sleeping")]
    let transport = || blocking_transport_from_fn(naive, std::thread::sleep);
    let contract = Contract::blocking(transport)
        .without(Capability::KeepAlive)
        .without(Capability::Streaming)
        .without(Capability::Tls);

    // In a test file: tencentcloud_testing::contract!(contract);
    let violations = contract.violations();
    println!("{} of {} rules are violated:", violations.len(), Rule::all().len());
    for violation in violations {
        println!("- {violation}");
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the signature is that of a transport")]
fn naive(
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<ResponseBody>, TransportError> {
    let failed = |error| TransportError::new(Kind::Closed, Sent::Maybe).with_source(error);
    let garbled = || TransportError::new(Kind::Protocol, Sent::Maybe);

    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(authority).map_err(failed)?;
    stream.set_read_timeout(Some(limits.total)).map_err(failed)?;
    let mut head = format!("{} / HTTP/1.1\r\nconnection: close\r\n", request.method());
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        head.extend([name.as_str(), ": ", &value, "\r\n"]);
    }
    head.extend(["content-length: ", &request.body().len().to_string(), "\r\n\r\n"]);
    stream.write_all(head.as_bytes()).map_err(failed)?;
    stream.write_all(request.body()).map_err(failed)?;

    let mut response = Vec::new();
    stream.read_to_end(&mut response).map_err(failed)?;
    let response = String::from_utf8(response).map_err(|_| garbled())?;
    let (head, body) = response.split_once("\r\n\r\n").ok_or_else(garbled)?;
    let status = head.split(' ').nth(1).ok_or_else(garbled)?;
    let response = http::Response::builder().status(status);
    response.body(ResponseBody::from(body.to_owned())).map_err(|_| garbled())
}
