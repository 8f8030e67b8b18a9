//! Common errors of a first program: each is typed and displayed on one line.
//!
//! Each case runs over both transports, against servers on loopback.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test whose preparation fails has failed"
)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;

use tencentcloud_client::{Client, Credential, Endpoint, EnvCredentials, blocking};
use tencentcloud_core::{Error, ReplyError, Sent, TransportErrorKind};
use tencentcloud_ecm::{DescribeImage, ImportImage, ImportImageCode};
use tencentcloud_emulator::{Emulator, Server};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

fn import() -> ImportImage {
    ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu")
}

/// The errors of one import, sent to `address` over each transport.
async fn errors(address: SocketAddr) -> [Error; 2] {
    let endpoint = Endpoint::custom(&format!("http://{address}")).unwrap();
    let keys = || Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let client = Client::builder(HyperTransport::new().unwrap())
        .endpoint(endpoint.clone())
        .credentials(keys())
        .timeout(Duration::from_secs(5))
        .build();
    let over_hyper = client.send(&import()).await.unwrap_err();
    let over_ureq = tokio::task::spawn_blocking(move || {
        let client = blocking::Client::builder(UreqTransport::new().unwrap())
            .endpoint(endpoint)
            .credentials(keys())
            .timeout(Duration::from_secs(5))
            .build();
        client.send(&import()).unwrap_err()
    });
    let both = [over_hyper, over_ureq.await.unwrap()];
    for error in &both {
        assert!(!error.to_string().contains('\n'), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret-key"), "{error:?}");
    }
    both
}

/// A server that reads two complete requests and sends each the same response.
fn responding(response: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            // The body of an import is a flat JSON object, so it ends with a brace.
            while !request.ends_with(b"}") {
                match stream.read(&mut buffer).unwrap() {
                    0 => break,
                    read => request.extend_from_slice(&buffer[..read]),
                }
            }
            stream.write_all(response.as_bytes()).unwrap();
        }
    });
    address
}

#[tokio::test]
async fn unreachable_endpoint_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    for error in errors(address).await {
        let Error::Transport { error: ref transport, .. } = error else { panic!("{error:?}") };
        assert_eq!(transport.kind(), TransportErrorKind::Connect, "{error}");
        assert_eq!(error.sent(), Sent::Never);
        assert!(
            error.to_string().starts_with("ImportImage: no connection could be made"),
            "{error}"
        );
    }
}

/// The last error of a write whose outcome is unknown.
fn last_of_ambiguous(error: &Error) -> Option<&Error> {
    let Error::Ambiguous(ambiguity) = error else { return None };
    ambiguity.last()
}

#[tokio::test]
async fn page_of_a_gateway_is_an_invalid_response() {
    let page = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 27\r\n\
                Connection: close\r\n\r\n<html>\n<h1>Bad Gateway</h1>";
    for error in errors(responding(page)).await {
        let Some(Error::Reply { problem: ReplyError::Status(status), .. }) =
            last_of_ambiguous(&error)
        else {
            panic!("{error:?}")
        };
        assert_eq!(status.as_u16(), 502);
        assert!(error.to_string().contains("<h1>Bad Gateway</h1>"), "{error}");
    }
}

#[tokio::test]
async fn truncated_body_is_a_closed_connection() {
    let cut =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"Resp";
    for error in errors(responding(cut)).await {
        let Some(Error::Transport { error: transport, .. }) = last_of_ambiguous(&error) else {
            panic!("{error:?}")
        };
        assert_eq!(transport.kind(), TransportErrorKind::Closed, "{error:?}");
        assert!(error.may_have_taken_effect());
    }
}

#[tokio::test]
async fn wrong_key_is_a_signature_failure() {
    let emulator =
        Emulator::builder().key("test-secret-id-000001", "test-secret-key-999999").build().unwrap();
    let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = server.local_addr();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server.run(async {
        let _ = stopped.await;
    }));
    for error in errors(address).await {
        assert_eq!(error.code().unwrap().as_str(), "AuthFailure.SignatureFailure");
        assert!(matches!(error.code_of::<ImportImage>(), Some(ImportImageCode::Other(_))));
        assert!(error.request_id().is_some_and(|id| !id.is_empty()));
        assert!(!error.may_have_taken_effect());
    }
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

#[test]
fn missing_credentials_name_the_variable() {
    let client = blocking::Client::new(UreqTransport::new().unwrap());
    let error = client.send(&import()).unwrap_err();
    assert!(matches!(error, Error::Credential { .. }), "{error:?}");
    assert!(error.to_string().contains("no credential"), "{error}");
    // The environment of the tests may contain credentials.
    if let Err(error) = EnvCredentials::default().read() {
        assert!(error.to_string().contains("TENCENTCLOUD_SECRET_"), "{error}");
    }
}

#[test]
fn line_break_in_a_header_value_is_an_invalid_request() {
    let emulator = Emulator::builder().build().unwrap();
    let client =
        blocking::Client::builder(emulator.clone()).credentials(emulator.credential()).build();
    let error = client
        .call(&DescribeImage::default())
        .region("ap-guangzhou\r\nX-Evil: 1")
        .send()
        .unwrap_err();
    assert!(matches!(error, Error::Request { .. }), "{error:?}");
    assert!(error.to_string().contains("X-TC-Region"), "{error}");
    assert_eq!(error.sent(), Sent::Never);
}
