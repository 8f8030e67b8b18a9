//! Calls that succeed, in every form, over real sockets and both transports.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tencentcloud_client::{
    AttemptInfo, Client, ClientBuilder, Endpoint, Interceptor, RetryPolicy, blocking,
};
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Effect, Error, Method, Request, SignatureMethod};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use crate::server::{self, Authority, DONE, answer, loopback};
use crate::{Shown, credential};

/// Shows all that a hook gets.
#[derive(Debug)]
struct Showing;

impl Interceptor for Showing {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        log::trace!("{request:?} {request:#?} {attempt}");
        request
    }

    fn after_receiving(&self, attempted: &AttemptInfo<'_>) {
        log::trace!("{attempted:?} {attempted:#?}");
    }

    fn before_waiting(&self, delay: Duration) {
        log::trace!("{delay:?}");
    }
}

/// Every form in which a request is sent.
pub(crate) fn forms() -> Vec<Request> {
    const NAMES: (&str, &str, &str) = ("ecm", "2019-07-19", "DescribeImage");
    let (service, version, action) = NAMES;
    let json =
        || Request::new(service, version, action, r#"{"Limit": 1}"#).with_effect(Effect::Read);
    let file = vec![("File".to_owned(), "content".into())];
    let parameters = vec![("Limit".to_owned(), "1".to_owned())];
    let v1 = SignatureMethod::V1;
    vec![
        json(),
        json().with_method(Method::Get),
        json().unsigned_payload(),
        json().sign_header(HeaderName::from_static("x-tc-token")),
        json().signature(v1(Algorithm::HmacSha1)),
        json().signature(v1(Algorithm::HmacSha256)).with_method(Method::Get),
        Request::multipart(service, version, action, r#"{"Limit": 1}"#, file)
            .with_effect(Effect::Read),
        Request::octets(service, version, action, parameters, "content").with_effect(Effect::Read),
        json().unsigned(),
    ]
}

fn settle<C: std::fmt::Debug>(builder: ClientBuilder<C>, endpoint: Endpoint) -> C {
    let builder = builder
        .endpoint(endpoint)
        .credentials(credential())
        .interceptor(Showing)
        .pacing(false)
        .retry_policy(RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1)))
        .timeout(Duration::from_secs(10));
    log::trace!("{builder:?} {builder:#?}");
    builder.build()
}

/// A blocking client, and an async one with its runtime.
pub(crate) fn ureq(endpoint: Endpoint) -> blocking::Client {
    settle(blocking::Client::builder(UreqTransport::new().unwrap()), endpoint)
}

pub(crate) fn hyper(endpoint: Endpoint) -> Client {
    settle(Client::builder(HyperTransport::new().unwrap()), endpoint)
}

/// Sends in every form; shows what is there before, between and after.
pub(crate) fn send_all_by_ureq(
    shown: &mut Shown,
    client: &blocking::Client,
    mut each: impl FnMut(&mut Shown, Result<String, Error>),
) {
    for request in forms() {
        let pending = client.request(request);
        shown.debug(&pending);
        let outcome = pending.send();
        if let Ok(reply) = &outcome {
            shown.debug(reply);
        }
        each(shown, outcome.map(|reply| reply.output));
        shown.debug(client);
    }
}

pub(crate) async fn send_all_by_hyper(
    shown: &mut Shown,
    client: &Client,
    mut each: impl FnMut(&mut Shown, Result<String, Error>),
) {
    for request in forms() {
        let pending = client.request(request);
        shown.debug(&pending);
        let outcome = pending.send().await;
        if let Ok(reply) = &outcome {
            shown.debug(reply);
        }
        each(shown, outcome.map(|reply| reply.output));
        shown.debug(client);
    }
}

fn succeeds(shown: &mut Shown, outcome: Result<String, Error>) {
    shown.text(outcome.unwrap());
}

#[tokio::test]
async fn plain_http() {
    let mut shown = Shown::new();
    let address = server::that(|_| answer("200 OK", DONE));
    send_all_by_hyper(&mut shown, &hyper(server::at(address)), succeeds).await;
    send_all_by_ureq(&mut shown, &ureq(server::at(address)), succeeds);
}

#[tokio::test]
async fn tls() {
    let mut shown = Shown::new();
    let authority = Authority::new();
    let pem = authority.pem.as_bytes();
    let at = |port| Endpoint::custom(&format!("https://api.example:{port}")).unwrap();
    let by_hyper = || {
        let builder = HyperTransport::builder().root_certificates_pem(pem);
        let builder = builder.resolver(|_, port| async move { Ok(loopback(port)) });
        log::trace!("{builder:?}");
        Client::builder(builder.build().unwrap())
    };

    let port = authority.serves(DONE).port();
    send_all_by_hyper(&mut shown, &settle(by_hyper(), at(port)), succeeds).await;
    let builder = UreqTransport::builder().root_certificates_pem(pem);
    let transport = builder.resolver(|_, port| Ok(loopback(port))).build().unwrap();
    let client = settle(blocking::Client::builder(transport), at(port));
    send_all_by_ureq(&mut shown, &client, succeeds);

    let port = authority.serves_http_2(DONE).await.port();
    send_all_by_hyper(&mut shown, &settle(by_hyper(), at(port)), succeeds).await;
}

#[tokio::test]
async fn streams() {
    let mut shown = Shown::new();
    let address = server::that(|_| {
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\
         data: one\n\ndata: two\n\n"
            .to_owned()
    });
    let mut events = hyper(server::at(address)).request(forms().remove(0)).stream().await.unwrap();
    shown.debug(&events);
    shown.debug(&events.next().await.unwrap().unwrap());
    let mut events = ureq(server::at(address)).request(forms().remove(0)).stream().unwrap();
    shown.debug(&events);
    shown.debug(&events.next().unwrap().unwrap());
}

/// Sensitive values of a request that is handed out are marked.
#[tokio::test]
async fn a_signed_request() {
    let mut shown = Shown::new();
    let client = ureq(Endpoint::nearest());
    // Signature v1 has the token in its query or form: whoever asks for such a
    // request has it there.
    for request in forms().into_iter().filter(|request| !format!("{request:?}").contains("V1")) {
        let mut signed = client.request(request).sign().unwrap();
        assert!(signed.headers().get("x-tc-token").is_none_or(HeaderValue::is_sensitive));
        shown.debug(&signed);
        signed.headers_mut().clear();
    }
}
