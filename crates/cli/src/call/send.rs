//! Sending a request over the chosen transport.

use bytes::Bytes;
use tencentcloud_client::{AnyResponse, Client, ClientBuilder, blocking};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{
    Auth, BoxError, Error, Now, Request, RequestError, Sent, TransportError, TransportErrorKind,
};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::{ConnectError, Proxy, Target, UreqTransport};

use super::destination::Destination;
use super::events::{Events, join};
use super::progress::Progress;
use super::watched::Watched;
use crate::cli::{CallOptions, TransportChoice};

/// Sends the request and returns the JSON of `Response`, or the events of a stream.
pub(super) async fn send(
    destination: &Destination,
    request: Request,
    options: &CallOptions,
    progress: &Progress,
) -> Result<AnyResponse<String, Events>, Error> {
    match options.transport {
        TransportChoice::Hyper => {
            let transport =
                HyperTransport::new().map_err(|error| transport_unavailable(&request, error))?;
            let transport = Watched { transport, progress: progress.clone() };
            let client = build(Client::builder(transport), destination, options, progress);
            client.request(request).send_or_stream().await.map(|response| match response {
                AnyResponse::Single(response) => AnyResponse::Single(response),
                AnyResponse::Stream(events) => AnyResponse::Stream(Events::Async(events)),
            })
        }
        TransportChoice::Ureq => {
            let transport =
                UreqTransport::new().map_err(|error| transport_unavailable(&request, error))?;
            let transport = Watched { transport, progress: progress.clone() };
            let client =
                build(blocking::Client::builder(transport), destination, options, progress);
            // Leaves this thread to the emulator and to Ctrl-C.
            let call = move || client.request(request).send_or_stream();
            join(tokio::task::spawn_blocking(call).await)?.map(|response| match response {
                AnyResponse::Single(response) => AnyResponse::Single(response),
                AnyResponse::Stream(events) => AnyResponse::Stream(Events::Blocking(Some(events))),
            })
        }
    }
}

/// Signs the request at this time, without a transport. Refuses what a call would refuse to send.
pub(super) fn sign(
    destination: &Destination,
    request: &Request,
    now: Now,
) -> Result<http::Request<Bytes>, Error> {
    let origin = destination.endpoint.origin_for(request)?;
    let refused = |error| Error::request(error, request.action());
    if !origin.allows_credentials() {
        return Err(refused(RequestError::PlainHttp(origin.authority().into())));
    }
    let credential = destination.credential.as_ref().filter(|_| request.is_signed());
    if credential.is_some_and(|credential| !credential.may_be_sent_to(&origin)) {
        return Err(refused(RequestError::EmulatorKeys(origin.authority().into())));
    }
    let key = credential.map(|credential| {
        SigningKey::derive(credential.secret_key(), now.unix.date(), request.service())
    });
    let auth = match (credential, &key) {
        (Some(credential), Some(key)) => Auth::Sign { credential, key },
        _ => Auth::Skip,
    };
    let signed = request.to_http(&origin, now, auth).map_err(refused)?;
    check_proxy(&signed).map_err(|error| Error::transport(error.into(), request.action()))?;
    Ok(signed)
}

/// Fails if the environment names a proxy for this request in a way that is not valid.
fn check_proxy(request: &http::Request<Bytes>) -> Result<(), ConnectError> {
    Proxy::environment().server_for(&Target::of(request.uri())?).map(|_| ())
}

fn build<C>(
    builder: ClientBuilder<C>,
    destination: &Destination,
    options: &CallOptions,
    progress: &Progress,
) -> C {
    let builder = match &destination.credential {
        Some(credential) => builder.credentials(credential.clone()),
        None => builder,
    };
    builder
        .endpoint(destination.endpoint.clone())
        .timeout(options.timeout)
        .max_retries(options.retries)
        .interceptor(progress.clone())
        .build()
}

fn transport_unavailable(request: &Request, error: impl Into<BoxError>) -> Error {
    let kind = TransportErrorKind::Unsupported;
    let error = TransportError::new(kind, Sent::Never).with_source(error);
    Error::transport(error, request.action())
}
