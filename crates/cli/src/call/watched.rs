//! A transport that tells when a request is handed to it.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use tencentcloud_core::{
    AsyncTransport, BlockingTransport, Limits, ResponseBody, Transport, TransportError,
};

use super::progress::Progress;

/// A transport whose progress is followed. An interceptor is called too early for
/// that: before the wait for a permit of the rate limit.
#[derive(Debug)]
pub(super) struct Watched<T> {
    pub(super) transport: T,
    pub(super) progress: Progress,
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl<T: Transport> Transport for Watched<T> {
    fn send<'a, 'b>(
        &'a self,
        request: http::Request<Bytes>,
        limits: Limits,
    ) -> Boxed<'b, Result<http::Response<ResponseBody>, TransportError>>
    where
        'a: 'b,
        Self: 'b,
    {
        self.progress.sending();
        self.transport.send(request, limits)
    }

    fn sleep<'a, 'b>(&'a self, delay: Duration) -> Boxed<'b, ()>
    where
        'a: 'b,
        Self: 'b,
    {
        self.transport.sleep(delay)
    }

    fn in_process(&self) -> bool {
        self.transport.in_process()
    }
}

impl<T: AsyncTransport> AsyncTransport for Watched<T> {}
impl<T: BlockingTransport> BlockingTransport for Watched<T> {}
