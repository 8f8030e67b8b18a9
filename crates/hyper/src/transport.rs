//! The transport itself.

use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::uri::Scheme;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
#[cfg(feature = "gzip")]
use tencentcloud_core::content_encoding;
use tencentcloud_core::{
    AsyncTransport, Limits, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use tokio::runtime::Handle;

use crate::body::{Gate, RequestBody};
use crate::builder::{BuildError, Builder};
use crate::connect::{self, Connector, Way};
use crate::deadline::Deadline;
use crate::error;
use crate::incoming::Reading;
use crate::outgoing::{has_host_of_its_own, outgoing, refuse, unsupported};
use crate::proxy::Proxy;
use crate::resolve::Names;
use crate::tls::{Alpn, Tls};

/// Below the minute after which servers and routers in between begin to drop
/// idle connections, a request on which would be lost.
const IDLE: Duration = Duration::from_secs(50);

/// When an HTTP/2 connection has been silent for this long with requests on it,
/// it is asked whether it is still there, and has as long to answer.
const PING: Duration = Duration::from_secs(15);

/// Sends requests with hyper, on a Tokio runtime with its timer enabled.
///
/// A clone is cheap and shares the connections, so make one transport and clone
/// it. It may be used from several runtimes, but a connection goes down with the
/// runtime that made it.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Connector, RequestBody>,
    /// For requests whose Host is not the authority of their URI.
    http1: Client<Connector, RequestBody>,
    proxy: Proxy,
}

impl HyperTransport {
    /// A transport with the platform's certificates, its names, and the proxy
    /// that the environment names.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// For another resolver, another proxy or more certificates.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) fn of(names: Names, proxy: Proxy, tls: Tls) -> Self {
        let (names, tls) = (Arc::new(names), Arc::new(tls));
        let client = |alpn| {
            let connector = Connector(Arc::new(Way {
                names: Arc::clone(&names),
                proxy: proxy.clone(),
                tls: Arc::clone(&tls),
                alpn,
            }));
            Client::builder(TokioExecutor::new())
                .timer(TokioTimer::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(IDLE)
                .retry_canceled_requests(false)
                .http2_keep_alive_interval(PING)
                .http2_keep_alive_timeout(PING)
                .build(connector)
        };
        Self { client: client(Alpn::Any), http1: client(Alpn::Http1), proxy }
    }
}

type Answer = Result<http::Response<ResponseBody>, TransportError>;

#[async_trait]
impl Transport for HyperTransport {
    // As `async fn` would become, but with the request made hyper's before there
    // is a future: one that held it would be larger by it, and move it.
    fn send<'s, 'f>(
        &'s self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        match self.begin(request, limits) {
            Ok(exchange) => Box::pin(exchange.answer()),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    async fn sleep(&self, delay: Duration) {
        tokio::time::sleep(delay).await;
    }
}

impl HyperTransport {
    fn begin(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<Exchange, TransportError> {
        if let Some(why) = refuse(&request) {
            return Err(unsupported().with_source(why));
        }
        let (request, gate) = outgoing(request, &self.proxy);
        let is_https = request.uri().scheme() == Some(&Scheme::HTTPS);
        let client =
            if is_https && has_host_of_its_own(&request) { &self.http1 } else { &self.client };
        Ok(Exchange { response: client.request(request), gate, limits })
    }
}

/// A request that goes out when its answer is awaited.
struct Exchange {
    response: ResponseFuture,
    gate: Arc<Gate>,
    limits: Limits,
}

impl Exchange {
    async fn answer(self) -> Answer {
        if Handle::try_current().is_err() {
            return Err(unsupported().with_source("there is no Tokio runtime to send it on"));
        }
        let mut deadline = Deadline::after(self.limits.total);
        let to_connect = self.limits.connect.min(self.limits.total);
        let response = connect::within(to_connect, self.response);
        match deadline.race(response).await {
            Ok(Ok(response)) => {
                let answer = response.map(|body| ResponseBody::new(Reading::new(body, deadline)));
                #[cfg(feature = "gzip")]
                let answer = content_encoding::decode(answer, self.limits.body);
                Ok(answer)
            }
            Ok(Err(error)) => Err(error::sending(error, &self.gate)),
            Err(elapsed) => {
                let error = TransportError::new(TransportErrorKind::Timeout, self.gate.withdraw());
                Err(error.with_source(elapsed))
            }
        }
    }
}

impl AsyncTransport for HyperTransport {}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}
