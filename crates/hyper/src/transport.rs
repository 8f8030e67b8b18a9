//! The transport: one request, one response.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tencentcloud_core::{AsyncTransport, Limits, ResponseBody, Transport, TransportError};
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use tencentcloud_net::{Proxy, Target};
use tokio::runtime::Handle;

use crate::body::RequestBody;
use crate::connect::{self, Connector, ConnectorConfig};
use crate::deadline::Deadline;
use crate::dns::Dns;
use crate::error;
use crate::limits::{HTTP2_PING, IDLE_TIMEOUT};
use crate::request;
use crate::response::Download;
use crate::tls::{Alpn, Tls};

/// Sends requests with hyper, on a Tokio runtime with its timer enabled.
///
/// A clone is cheap and shares the connections, so build one transport and clone
/// it. It can be used from several runtimes, but a connection ends with the
/// runtime that made it.
#[derive(Clone)]
pub struct HyperTransport {
    client: Client<Connector, RequestBody>,
    /// For https requests whose `Host` is not the authority of their URI.
    http1: Client<Connector, RequestBody>,
    proxy: Proxy,
}

impl HyperTransport {
    pub(crate) fn from_parts(dns: Dns, proxy: Proxy, tls: Tls) -> Self {
        let (dns, tls) = (Arc::new(dns), Arc::new(tls));
        let client = |alpn| {
            let connector = Connector(Arc::new(ConnectorConfig {
                dns: Arc::clone(&dns),
                proxy: proxy.clone(),
                tls: Arc::clone(&tls),
                alpn,
            }));
            Client::builder(TokioExecutor::new())
                .timer(TokioTimer::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(IDLE_TIMEOUT)
                .retry_canceled_requests(false)
                .http2_keep_alive_interval(HTTP2_PING)
                .http2_keep_alive_timeout(HTTP2_PING)
                .build(connector)
        };
        Self { client: client(Alpn::Http2OrHttp1), http1: client(Alpn::Http1), proxy }
    }
}

#[async_trait]
impl Transport for HyperTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        if Handle::try_current().is_err() {
            return Err(error::unsupported("no Tokio runtime is running"));
        }
        let server = Target::of(request.uri())?;
        request::check(&request)?;
        let proxy = self.proxy.server_for(&server)?;
        let client = if server.is_tls() && request::has_other_host(&request) {
            &self.http1
        } else {
            &self.client
        };
        let (request, guard) = request::prepare(request, &server, proxy);

        let deadline = Deadline::after(limits.total);
        let connect_limit = limits.connect.min(limits.total);
        let response = connect::within(connect_limit, client.request(request));
        match deadline.race(response).await {
            Some(Ok(response)) => {
                let response =
                    ResponseBody::from_http(response.map(|body| Download::new(body, deadline)));
                #[cfg(feature = "gzip")]
                let response = content_encoding::decode(response, limits.body);
                Ok(response)
            }
            Some(Err(error)) => Err(error::while_sending(&error, &guard)),
            None => Err(deadline.error(guard.cancel())),
        }
    }

    async fn sleep(&self, delay: Duration) {
        tokio::time::sleep(delay).await;
    }
}

impl AsyncTransport for HyperTransport {}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}
