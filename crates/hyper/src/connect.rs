//! Making a connection: name, TCP, proxy and TLS, within one limit.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use tencentcloud_core::{Limits, TransportErrorKind};
use tokio::time::timeout;
use tower_service::Service;

use crate::dial::{Dialer, Target};
use crate::error::ConnectError;
use crate::proxy::{Proxy, Route};
use crate::resolve::Names;
use crate::stream::Stream;
use crate::tls::{Alpn, Tls};

thread_local! {
    /// The limit belongs to a request, but hyper's pool tells its connector no
    /// more than a URI. It asks for a connection while it is polled for the
    /// request, so the limit can stand beside.
    static LIMIT: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// The future of a request, which will not wait longer for its connection.
pub(crate) fn within<F: Future + Unpin>(
    limit: Duration,
    mut request: F,
) -> impl Future<Output = F::Output> + Unpin {
    poll_fn(move |cx| {
        let _before = Before(LIMIT.replace(Some(limit)));
        Pin::new(&mut request).poll(cx)
    })
}

/// The limit of whatever is polled around this request.
struct Before(Option<Duration>);

impl Drop for Before {
    fn drop(&mut self) {
        LIMIT.set(self.0);
    }
}

/// Makes the connections that hyper's pool lacks. hyper clones it with every
/// request.
#[derive(Debug, Clone)]
pub(crate) struct Connector(pub(crate) Arc<Way>);

/// All that a connection depends on.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) names: Arc<Names>,
    pub(crate) proxy: Proxy,
    pub(crate) tls: Arc<Tls>,
    pub(crate) alpn: Alpn,
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, ConnectError>> + Send>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let limit = LIMIT.get().unwrap_or(Limits::default().connect);
        let way = Arc::clone(&self.0);
        Box::pin(async move { way.connect(&uri, limit).await })
    }
}

impl Way {
    async fn connect(&self, uri: &Uri, limit: Duration) -> Result<Stream, ConnectError> {
        let route = self.proxy.route(uri)?;
        let target = match &route {
            Route::Direct(server) => server,
            Route::Forward(proxy) | Route::Tunnel { proxy, .. } => proxy,
        };
        let dialer = Dialer { names: Arc::clone(&self.names), target: target.clone(), limit };
        let connected = timeout(limit, self.establish(uri, &route, &dialer)).await;
        let connected = connected.unwrap_or_else(|_| {
            let text = format!("connecting to {target} took longer than {limit:?}");
            Err(ConnectError::new(TransportErrorKind::Timeout, text))
        });
        if connected.is_err() {
            // The address may be the one of yesterday.
            self.names.forget(&target.host, target.port);
        }
        connected
    }

    async fn establish(
        &self,
        uri: &Uri,
        route: &Route,
        dialer: &Dialer,
    ) -> Result<Stream, ConnectError> {
        let tcp = match route {
            Route::Direct(_) => dialer.dial().await?,
            Route::Forward(_) => return Ok(Stream::plain(dialer.dial().await?, true)),
            Route::Tunnel { proxy, auth } => {
                let mut tunnel = Tunnel::new(uri.clone(), dialer.clone());
                if let Some(auth) = auth {
                    tunnel = tunnel.with_auth(auth.clone());
                }
                let made = tunnel.call(uri.clone()).await;
                made.map_err(|error| proxy.failed(TransportErrorKind::Proxy, &error))?
            }
        };
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(Stream::plain(tcp, false));
        }
        let server = Target::server(uri).ok_or_else(no_host)?;
        let tls = self.tls.handshake(&server.host, tcp.into_inner(), self.alpn).await;
        let tls = tls.map_err(|error| server.failed(TransportErrorKind::Tls, &*error))?;
        Ok(Stream::tls(TokioIo::new(tls)))
    }
}

/// No request comes this far without one.
pub(crate) fn no_host() -> ConnectError {
    ConnectError::new(TransportErrorKind::Unsupported, "the URI names no host".to_owned())
}
