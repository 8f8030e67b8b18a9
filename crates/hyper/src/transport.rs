//! The transport: one request, one response.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::future::{Either, select};
use http::StatusCode;
use tencentcloud_core::{
    AsyncTransport, Limits, ResponseBody, Sent, Timings, Transport, TransportError,
    TransportErrorKind,
};
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use tencentcloud_net::{ConnectError, Proxy, Target};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::deadline::Deadline;
use crate::dns::Dns;
use crate::error;
use crate::patience::{self, End};
use crate::pool::Lease;
use crate::pools::Pools;
use crate::request;
use crate::response::Download;
use crate::tls::Tls;

/// Sends requests with hyper, on a Tokio runtime with its timer enabled.
///
/// A clone is cheap and shares the connections, so build one transport and clone
/// it. It can be used from several runtimes at once. Each has its own connections,
/// which end with it: a connection makes progress only while its runtime runs.
#[derive(Clone)]
pub struct HyperTransport {
    pools: Arc<Pools>,
    proxy: Proxy,
}

impl HyperTransport {
    pub(crate) fn from_parts(dns: Dns, proxy: Proxy, tls: Tls) -> Self {
        Self { pools: Arc::new(Pools::new(dns, proxy.clone(), tls)), proxy }
    }
}

#[async_trait]
impl Transport for HyperTransport {
    async fn send(
        &self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Result<http::Response<ResponseBody>, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            return Err(error::unsupported("no Tokio runtime is running"));
        };
        let server = Target::of(request.uri())?;
        request::check(&request)?;
        let proxy = self.proxy.server_for(&server)?;
        let pools = self.pools.of(&runtime);
        let other_host = server.is_tls() && request::has_other_host(&request);
        let pool = if other_host { &pools.http1 } else { &pools.http2_or_http1 };
        let deadline = Deadline::after(limits.total);
        let (mut request, guard) = request::prepare(request, &server, proxy);
        let uri = request.uri().clone();
        loop {
            let kept = pool.kept(&server).await;
            let was_kept = kept.is_some();
            let (mut connection, connect) = if let Some(connection) = kept {
                (connection, None)
            } else {
                let limit = limits.connect.min(deadline.left());
                let start = Instant::now();
                // Boxed, since most requests find a connection.
                let connection = Box::pin(pool.connect(&server, limit)).await?;
                (connection, Some(start.elapsed()))
            };
            let handed_over = Instant::now();
            let activity = Arc::clone(connection.activity());
            let response = pin!(connection.send(request));
            let end = pin!(patience::end(&activity, deadline, limits));
            match select(response, end).await {
                Either::Left((Ok(mut response), _)) => {
                    let timings = Timings::new(connect, handed_over.elapsed());
                    response.extensions_mut().insert(timings);
                    // Of a server or of the proxy? This one asks for a proxy's password.
                    if let Some(proxy) = proxy.filter(|_| !server.is_tls())
                        && response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED
                    {
                        let reason = "request refused with status 407";
                        let error = ConnectError::new(TransportErrorKind::Proxy, reason);
                        return Err(error.at_proxy(proxy).into());
                    }
                    activity.served();
                    let lease = Lease::new(Arc::clone(pool), server, connection);
                    let response = response.map(|body| Download::new(body, lease, deadline));
                    let response = ResponseBody::from_http(response);
                    #[cfg(feature = "gzip")]
                    let response = content_encoding::decode(response, limits.body);
                    return Ok(response);
                }
                Either::Left((Err(mut error), _)) => match error.take_message() {
                    // It had ended, or was closed for bytes that nobody asked for.
                    Some(unsent) if was_kept => {
                        request = unsent;
                        *request.uri_mut() = uri.clone();
                    }
                    unsent => {
                        let sent = if unsent.is_some() { Sent::Never } else { guard.cancel() };
                        return Err(error::while_sending(&error.into_error(), sent));
                    }
                },
                Either::Right((End::Silence, _)) => {
                    activity.retire();
                    let limit = limits.first_byte_reused;
                    let reason = format!("the kept connection was silent for {limit:?}");
                    let error = TransportError::new(TransportErrorKind::Timeout, guard.cancel());
                    return Err(error.with_source(reason));
                }
                Either::Right((End::Lost, _)) => {
                    let error = TransportError::new(TransportErrorKind::Closed, guard.cancel());
                    return Err(error.with_source("the connection ended"));
                }
                Either::Right((End::Deadline, _)) => return Err(deadline.error(guard.cancel())),
            }
        }
    }

    /// Waits with the timer of the runtime. Without a runtime, a thread waits: it
    /// goes on until the end of the delay, also if the future is dropped.
    async fn sleep(&self, delay: Duration) {
        if Handle::try_current().is_ok() {
            tokio::time::sleep(delay).await;
        } else {
            sleep_in_thread(delay).await;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "without a runtime, only a thread can wait")]
async fn sleep_in_thread(delay: Duration) {
    let (sender, receiver) = oneshot::channel::<()>();
    let sleeping = thread::Builder::new().name("sleep".to_owned()).spawn(move || {
        thread::sleep(delay);
        drop(sender);
    });
    match sleeping {
        Ok(_) => {
            let _ = receiver.await;
        }
        // No thread is left, so this one waits.
        Err(_) => thread::sleep(delay),
    }
}

impl AsyncTransport for HyperTransport {}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}
