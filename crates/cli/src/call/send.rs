//! The call itself, over the transport that was chosen.

use bytes::Bytes;
use tencentcloud_client::{Client, ClientBuilder, SystemClock, blocking};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    Auth, BoxError, Clock, Error, Request, Sent, TransportError, TransportErrorKind,
};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use super::progress::Progress;
use super::target::Target;
use crate::cli::{CallOptions, TransportChoice};

/// Sends the request; the content of `Response` as JSON text.
pub(super) async fn send(
    target: &Target,
    request: Request,
    options: &CallOptions,
) -> Result<String, Error> {
    match options.transport {
        TransportChoice::Hyper => {
            let transport = HyperTransport::new().map_err(|error| unusable(&request, error))?;
            let client = settle(Client::builder(transport), target, options);
            client.request(request).send().await.map(|reply| reply.output)
        }
        TransportChoice::Ureq => {
            let transport = UreqTransport::new().map_err(|error| unusable(&request, error))?;
            let client = settle(blocking::Client::builder(transport), target, options);
            // On a thread of its own, so that an emulator in this process can
            // answer and Ctrl-C is heard.
            let sent = tokio::task::spawn_blocking(move || client.request(request).send()).await;
            sent.map_err(|_| Error::Driver("the sending thread ended early"))?
                .map(|reply| reply.output)
        }
    }
}

/// The signed request. That needs no transport, and the core alone makes it.
pub(super) fn sign(target: &Target, request: &Request) -> Result<http::Request<Bytes>, Error> {
    let origin = target.endpoint.origin(request.service())?;
    let now = SystemClock.now();
    let credential = &target.credential;
    let key = SigningKey::derive(credential.secret_key(), now.unix.date(), request.service());
    request
        .to_http(&origin, now, Auth::Sign { credential, key: &key })
        .map_err(|error| Error::request(error, request.action()))
}

fn settle<C>(builder: ClientBuilder<C>, target: &Target, options: &CallOptions) -> C {
    let builder = builder
        .endpoint(target.endpoint.clone())
        .credentials(target.credential.clone())
        .timeout(options.timeout)
        .max_retries(options.retries);
    if options.verbose { builder.interceptor(Progress).build() } else { builder.build() }
}

fn unusable(request: &Request, error: impl Into<BoxError>) -> Error {
    let kind = TransportErrorKind::Unsupported;
    let error = TransportError::new(kind, Sent::Never).with_source(error);
    Error::transport(error, request.action())
}
