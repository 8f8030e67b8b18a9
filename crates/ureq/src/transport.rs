//! The transport: one request, one response.

use std::fmt;
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use tencentcloud_core::{
    BlockingTransport, Limits, ResponseBody, Sent, Timings, Transport, TransportError,
};
use tencentcloud_net::Proxy;
#[cfg(feature = "gzip")]
use tencentcloud_net::content_encoding;
use ureq::{Agent, AsSendBody, Body, SendBody};

use crate::body::RequestBody;
use crate::deadline::clamp;
use crate::error;
use crate::patience;
use crate::request::prepare;
use crate::response::convert;
use crate::timings;

/// Sends requests with ureq, on the calling thread.
///
/// A clone is cheap and shares the connections, so build one transport and clone
/// it. [`UreqTransport::builder`] has the options.
#[derive(Clone)]
pub struct UreqTransport {
    pub(crate) agent: Agent,
    pub(crate) proxy: Proxy,
}

impl UreqTransport {
    fn exchange(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<ResponseBody>, TransportError> {
        let (mut head, body) = request.into_parts();
        prepare(&mut head, &body)?;
        let ((result, timings), sent) = if body.is_empty() {
            // The head is the whole request, and ureq does not report when it
            // writes that.
            (self.run(Request::from_parts(head, ()), limits), Sent::Maybe)
        } else {
            let mut body = RequestBody::new(body);
            let request = Request::from_parts(head, SendBody::from_reader(&mut body));
            (self.run(request, limits), body.sent())
        };
        let response =
            result.map_err(|error| error::from_ureq(error, sent, "awaiting the response"))?;
        let mut response = convert(response);
        response.extensions_mut().insert(timings);
        #[cfg(feature = "gzip")]
        let response = content_encoding::decode(response, limits.body);
        Ok(response)
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        limits: Limits,
    ) -> (Result<Response<Body>, ureq::Error>, Timings) {
        let request = self
            .agent
            .configure_request(request)
            .timeout_connect(Some(clamp(limits.connect)))
            .timeout_global(Some(clamp(limits.total)))
            .build();
        patience::within(limits.first_byte_reused, || timings::measure(|| self.agent.run(request)))
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

    #[expect(clippy::disallowed_methods, reason = "a blocking transport waits by sleeping")]
    async fn sleep(&self, delay: Duration) {
        thread::sleep(delay);
    }
}

impl BlockingTransport for UreqTransport {}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}
