//! Successful calls in every form, over real sockets and both transports.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use tencentcloud_client::{
    AttemptInfo, Client, ClientBuilder, Endpoint, Interceptor, RetryPolicy, WaitReason, blocking,
};
use tencentcloud_core::sign::v1::Algorithm;
use tencentcloud_core::{Effect, Error, Method, Request, SignatureMethod};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use crate::server::{self, Authority, DONE, loopback, response};
use crate::{LeakCheck, credential};

/// Logs everything that an interceptor receives.
#[derive(Debug)]
struct Logging;

impl Interceptor for Logging {
    fn before_signing(&self, request: Request, attempt: u32) -> Request {
        log::trace!("{request:?} {request:#?} {attempt}");
        request
    }

    fn after_receiving(&self, attempt: &AttemptInfo<'_>) {
        log::trace!("{attempt:?} {attempt:#?}");
    }

    fn before_waiting(&self, delay: Duration, reason: WaitReason) {
        log::trace!("{delay:?} {reason:?}");
    }
}

/// A request in every form.
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

fn build<C: std::fmt::Debug>(builder: ClientBuilder<C>, endpoint: Endpoint) -> C {
    let builder = builder
        .endpoint(endpoint)
        .credentials(credential())
        .interceptor(Logging)
        .pacing(false)
        .retry_policy(RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1)))
        .timeout(Duration::from_secs(10));
    log::trace!("{builder:?} {builder:#?}");
    builder.build()
}

pub(crate) fn ureq(endpoint: Endpoint) -> blocking::Client {
    build(blocking::Client::builder(UreqTransport::new().unwrap()), endpoint)
}

pub(crate) fn hyper(endpoint: Endpoint) -> Client {
    build(Client::builder(HyperTransport::new().unwrap()), endpoint)
}

/// Sends a request in every form. Checks the values before and after each call.
pub(crate) fn send_all_by_ureq(
    check: &mut LeakCheck,
    client: &blocking::Client,
    mut each: impl FnMut(&mut LeakCheck, Result<String, Error>),
) {
    for request in forms() {
        let call = client.request(request);
        check.debug(&call);
        let outcome = call.send();
        if let Ok(response) = &outcome {
            check.debug(response);
        }
        each(check, outcome.map(|response| response.output));
        check.debug(client);
    }
}

pub(crate) async fn send_all_by_hyper(
    check: &mut LeakCheck,
    client: &Client,
    mut each: impl FnMut(&mut LeakCheck, Result<String, Error>),
) {
    for request in forms() {
        let call = client.request(request);
        check.debug(&call);
        let outcome = call.send().await;
        if let Ok(response) = &outcome {
            check.debug(response);
        }
        each(check, outcome.map(|response| response.output));
        check.debug(client);
    }
}

fn succeeds(check: &mut LeakCheck, outcome: Result<String, Error>) {
    check.text(outcome.unwrap());
}

#[tokio::test]
async fn secrets_do_not_leak_over_plain_http() {
    let mut check = LeakCheck::new();
    let address = server::that(|_| response("200 OK", DONE));
    send_all_by_hyper(&mut check, &hyper(server::at(address)), succeeds).await;
    send_all_by_ureq(&mut check, &ureq(server::at(address)), succeeds);
}

#[tokio::test]
async fn secrets_do_not_leak_over_tls() {
    let mut check = LeakCheck::new();
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
    send_all_by_hyper(&mut check, &build(by_hyper(), at(port)), succeeds).await;
    let builder = UreqTransport::builder().root_certificates_pem(pem);
    let transport = builder.resolver(|_, port| Ok(loopback(port))).build().unwrap();
    let client = build(blocking::Client::builder(transport), at(port));
    send_all_by_ureq(&mut check, &client, succeeds);

    let port = authority.serves_http_2(DONE).await.port();
    send_all_by_hyper(&mut check, &build(by_hyper(), at(port)), succeeds).await;
}

#[tokio::test]
async fn secrets_do_not_leak_when_events_are_streamed() {
    let mut check = LeakCheck::new();
    let address = server::that(|_| {
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n\
         data: one\n\ndata: two\n\n"
            .to_owned()
    });
    let mut events = hyper(server::at(address)).request(forms().remove(0)).stream().await.unwrap();
    check.debug(&events);
    check.debug(&events.next().await.unwrap().unwrap());
    let mut events = ureq(server::at(address)).request(forms().remove(0)).stream().unwrap();
    check.debug(&events);
    check.debug(&events.next().unwrap().unwrap());
}

#[tokio::test]
async fn secrets_are_marked_sensitive_in_a_signed_request() {
    let mut check = LeakCheck::new();
    let client = ureq(Endpoint::nearest());
    // Signature v1 puts the token into the query or form, as the caller requested.
    for request in forms().into_iter().filter(|request| !format!("{request:?}").contains("V1")) {
        let mut signed = client.request(request).sign().unwrap();
        assert!(signed.headers().get("x-tc-token").is_none_or(HeaderValue::is_sensitive));
        check.debug(&signed);
        signed.headers_mut().clear();
    }
}
