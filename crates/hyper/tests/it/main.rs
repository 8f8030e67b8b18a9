//! The transport against servers on loopback, correct and faulty ones.
#![cfg(test)]

mod dns;
mod exchanges;
mod failures;
#[cfg(feature = "gzip")]
mod gzip;
mod head;
mod http2;
mod limits;
mod proxies;
mod reuse;
mod runtimes;
mod sent;
mod server;
mod timings;
mod tls;

use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{
    Limits, ResponseBody, Sent, Transport, TransportError, TransportErrorKind,
};
use tencentcloud_hyper::{HyperTransport, Proxy};

/// A transport that ignores the proxy variables of the environment.
fn transport() -> HyperTransport {
    HyperTransport::builder().proxy(Proxy::none()).build().unwrap()
}

fn post(url: &str) -> http::Request<Bytes> {
    http::Request::post(url).body(Bytes::from_static(b"{}")).unwrap()
}

/// Far more than loopback needs.
fn limits() -> Limits {
    limits_of(5_000, 5_000)
}

fn limits_of(connect_ms: u64, total_ms: u64) -> Limits {
    Limits::new(Duration::from_millis(connect_ms), Duration::from_millis(total_ms))
}

/// The response with its whole body.
async fn exchange(
    transport: &HyperTransport,
    request: http::Request<Bytes>,
    limits: Limits,
) -> Result<http::Response<Bytes>, TransportError> {
    let (head, body) = transport.send(request, limits).await?.into_parts();
    let body = ResponseBody::collect(body, limits.body).await?;
    Ok(http::Response::from_parts(head, body))
}

/// The two parts of an error that a client acts on.
fn kind_and_sent<T>(result: Result<T, TransportError>) -> (TransportErrorKind, Sent) {
    match result {
        Ok(_) => panic!("expected an error"),
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "{error}");
            (error.kind(), error.sent())
        }
    }
}
