//! Nothing reaches a server after the deadline of a call, over both transports.
#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_client::{
    BoxError, Client, Credential, Endpoint, Error, Interceptor, ProvideCredentials, Request,
    Surroundings, blocking,
};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

const TIMEOUT: Duration = Duration::from_millis(200);

/// Takes longer than the timeout, with the client's own transport.
#[derive(Debug, Clone)]
struct Slow(Credential);

#[async_trait]
impl ProvideCredentials for Slow {
    async fn credential(&self, with: &Surroundings<'_>) -> Result<Credential, BoxError> {
        with.transport.sleep(2 * TIMEOUT).await;
        Ok(self.0.clone())
    }
}

#[derive(Debug)]
struct Blocking;

impl Interceptor for Blocking {
    #[expect(clippy::disallowed_methods, reason = "an interceptor that blocks")]
    fn before_signing(&self, request: Request, _: u32) -> Request {
        std::thread::sleep(2 * TIMEOUT);
        request
    }
}

fn import() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}").region("ap-guangzhou")
}

fn check<T: std::fmt::Debug>(result: Result<T, Error>) {
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Deadline { .. }), "{error}");
}

/// The server accepts nothing: even a connection would wait in its queue.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_arrives_after_the_deadline() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let endpoint = format!("http://{}", server.local_addr().unwrap()).parse::<Endpoint>().unwrap();
    let keys = Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap();
    let slow = Slow(keys.clone());

    let client = || Client::builder(HyperTransport::new().unwrap()).endpoint(endpoint.clone());
    let clients = [
        client().credentials(slow.clone()).build(),
        client().credentials(keys.clone()).interceptor(Blocking).build(),
    ];
    for client in clients {
        check(client.request(import()).timeout(TIMEOUT).send().await);
    }
    let client =
        || blocking::Client::builder(UreqTransport::new().unwrap()).endpoint(endpoint.clone());
    let clients = [
        client().credentials(slow).build(),
        client().credentials(keys).interceptor(Blocking).build(),
    ];
    for client in clients {
        check(client.request(import()).timeout(TIMEOUT).send());
    }
    tokio::time::sleep(TIMEOUT).await;
    assert_eq!(server.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}
