//! The transport itself.

use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
#[cfg(feature = "gzip")]
use tencentcloud_core::content_encoding;
use tencentcloud_core::{BlockingTransport, Limits, ResponseBody, Sent, Transport, TransportError};
use ureq::{Agent, AsSendBody, Body, SendBody};

use crate::builder::{BuildError, Builder};
use crate::deadline::clamp;
use crate::error;
use crate::incoming::answer;
use crate::outgoing::{Upload, prepare};
use crate::proxy::Proxy;
use crate::veil::veil;

/// Sends requests with ureq, on the thread that calls it.
///
/// A clone is cheap and shares the pool of connections. The crate's own page
/// tells what is set and why; [`UreqTransport::builder`] has the options.
#[derive(Clone)]
pub struct UreqTransport(Arc<Inner>);

struct Inner {
    agent: Agent,
    proxy: Proxy,
}

impl UreqTransport {
    /// A transport with the roots of the platform and the proxies of the
    /// environment.
    ///
    /// It may fail in future versions; today it does not.
    pub fn new() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// A transport with a proxy, a resolver or certificates of one's own.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) fn of(agent: Agent, proxy: Proxy) -> Self {
        Self(Arc::new(Inner { agent, proxy }))
    }

    fn exchange(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        let (mut head, body) = request.into_parts();
        prepare(&mut head, &body)?;
        let proxy = self.0.proxy.choose(&head.uri)?;
        let _veil = veil(&mut head);
        let (answered, sent) = if body.is_empty() {
            // The head is all there is, and ureq does not tell when it writes it.
            let request = Request::from_parts(head, ());
            (self.run(request, limits, proxy), Sent::Maybe)
        } else {
            let mut upload = Upload::new(body);
            let request = Request::from_parts(head, SendBody::from_reader(&mut upload));
            (self.run(request, limits, proxy), upload.sent())
        };
        let answer = answered
            .map(answer)
            .map_err(|e| error::from_ureq(e, sent, "while the answer was waited for"))?;
        #[cfg(feature = "gzip")]
        let answer = content_encoding::decode(answer, limits.body);
        Ok(answer)
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        limits: Limits,
        proxy: Option<ureq::Proxy>,
    ) -> Result<Response<Body>, ureq::Error> {
        let agent = &self.0.agent;
        let request = agent
            .configure_request(request)
            .timeout_connect(Some(clamp(limits.connect)))
            .timeout_global(Some(clamp(limits.total)))
            .proxy(proxy)
            .build();
        agent.run(request)
    }
}

#[async_trait]
impl Transport for UreqTransport {
    async fn send(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        self.exchange(request, limits)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a blocking transport waits by sleeping; whoever waits calls this"
    )]
    async fn sleep(&self, delay: Duration) {
        thread::sleep(delay);
    }
}

impl BlockingTransport for UreqTransport {}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport").finish_non_exhaustive()
    }
}
