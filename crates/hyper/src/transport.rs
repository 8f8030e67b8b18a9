//! The transport: one request, one response.

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::future::{Either, select};
use tencentcloud_core::{
    AsyncTransport, Limits, ResponseBody, Transport, TransportError, TransportErrorKind,
};
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use tencentcloud_net::{Proxy, Target};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::activity::{self, Activity};
use crate::connect;
use crate::deadline::Deadline;
use crate::dns::Dns;
use crate::error;
use crate::patience::{self, End};
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
        let pool = self.pools.of(&runtime);
        let deadline = Deadline::after(limits.total);
        let connect_limit = limits.connect.min(limits.total);
        let (client, turn, connect_limit) = if !server.is_tls() {
            (&pool.client, None, connect_limit)
        } else if request::has_other_host(&request) {
            (&pool.http1, None, connect_limit)
        } else {
            let turn = pool.first_connections.turn(&server, connect_limit).await;
            let (turn, left) = turn.map_err(|error| error.at(&server))?;
            (&pool.client, turn, left)
        };

        let (request, handover) = request::prepare(request, &server, proxy);
        let response = pin!(connect::within(connect_limit, client.request(request)));
        let patience = pin!(patience::end(&handover.connection, turn, deadline, limits));
        match select(response, patience).await {
            Either::Left((Ok(mut response), _)) => {
                if let Some(activity) = response.extensions_mut().remove::<Arc<Activity>>() {
                    activity.served();
                }
                let response =
                    ResponseBody::from_http(response.map(|body| Download::new(body, deadline)));
                #[cfg(feature = "gzip")]
                let response = content_encoding::decode(response, limits.body);
                Ok(response)
            }
            Either::Left((Err(error), _)) => Err(error::while_sending(&error, &handover)),
            Either::Right((End::Silence, _)) => {
                activity::retire(&handover.connection);
                let limit = limits.first_byte_reused;
                let reason = format!("the kept connection was silent for {limit:?}");
                let error = TransportError::new(TransportErrorKind::Timeout, handover.cancel());
                Err(error.with_source(reason))
            }
            Either::Right((End::Deadline, _)) => Err(deadline.error(handover.cancel())),
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
