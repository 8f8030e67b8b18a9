//! Transports made of two functions.

use alloc::boxed::Box;
use core::fmt;
use core::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use super::{AsyncTransport, BlockingTransport, Limits, ResponseBody, Transport, TransportError};

/// The result of [`Transport::send`].
type SendResult = Result<http::Response<ResponseBody>, TransportError>;

/// An async transport over any HTTP library: `send` is [`Transport::send`], and
/// `sleep` is the timer of your runtime.
///
/// ```
/// use core::time::Duration;
/// use tencentcloud_core::{ResponseBody, Limits, AsyncTransport, transport_from_fn};
///
/// let echo = transport_from_fn(
///     async |request: http::Request<bytes::Bytes>, _: Limits| Ok(request_back(request)),
///     async |_: Duration| (),
/// );
/// # fn request_back(request: http::Request<bytes::Bytes>) -> http::Response<ResponseBody> {
/// #     http::Response::new(ResponseBody::from(request.into_body()))
/// # }
/// # fn async_client(_: impl AsyncTransport) {}
/// async_client(echo);
/// ```
pub fn transport_from_fn<S, A, W, N>(send: S, sleep: W) -> AsyncFns<S, W>
where
    S: Fn(http::Request<Bytes>, Limits) -> A + Send + Sync,
    A: Future<Output = SendResult> + Send,
    W: Fn(Duration) -> N + Send + Sync,
    N: Future<Output = ()> + Send,
{
    AsyncFns { send, sleep }
}

/// A blocking transport over any HTTP library: `send` is [`Transport::send`], and
/// `sleep` is `std::thread::sleep` or the like.
///
/// ```
/// use core::time::Duration;
/// use tencentcloud_core::{BlockingTransport, ResponseBody, Limits, blocking_transport_from_fn};
///
/// let echo = blocking_transport_from_fn(
///     |request: http::Request<bytes::Bytes>, _: Limits| {
///         Ok(http::Response::new(ResponseBody::from(request.into_body())))
///     },
///     |_: Duration| (),
/// );
/// # fn blocking_client(_: impl BlockingTransport) {}
/// blocking_client(echo);
/// ```
pub fn blocking_transport_from_fn<S, W>(send: S, sleep: W) -> BlockingFns<S, W>
where
    S: Fn(http::Request<Bytes>, Limits) -> SendResult + Send + Sync,
    W: Fn(Duration) + Send + Sync,
{
    BlockingFns { send, sleep }
}

/// The transport that [`transport_from_fn`] returns.
#[derive(Clone, Copy)]
pub struct AsyncFns<S, W> {
    send: S,
    sleep: W,
}

/// The transport that [`blocking_transport_from_fn`] returns.
#[derive(Clone, Copy)]
pub struct BlockingFns<S, W> {
    send: S,
    sleep: W,
}

#[async_trait]
impl<S, A, W, N> Transport for AsyncFns<S, W>
where
    S: Fn(http::Request<Bytes>, Limits) -> A + Send + Sync,
    A: Future<Output = SendResult> + Send,
    W: Fn(Duration) -> N + Send + Sync,
    N: Future<Output = ()> + Send,
{
    async fn send(&self, request: http::Request<Bytes>, limits: Limits) -> SendResult {
        (self.send)(request, limits).await
    }

    async fn sleep(&self, delay: Duration) {
        (self.sleep)(delay).await;
    }
}

#[async_trait]
impl<S, W> Transport for BlockingFns<S, W>
where
    S: Fn(http::Request<Bytes>, Limits) -> SendResult + Send + Sync,
    W: Fn(Duration) + Send + Sync,
{
    async fn send(&self, request: http::Request<Bytes>, limits: Limits) -> SendResult {
        (self.send)(request, limits)
    }

    async fn sleep(&self, delay: Duration) {
        (self.sleep)(delay);
    }
}

impl<S, W> AsyncTransport for AsyncFns<S, W> where Self: Transport {}
impl<S, W> BlockingTransport for BlockingFns<S, W> where Self: Transport {}

impl<S, W> fmt::Debug for AsyncFns<S, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncFns(..)")
    }
}

impl<S, W> fmt::Debug for BlockingFns<S, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlockingFns(..)")
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use core::pin::pin;
    use core::sync::atomic::{AtomicU64, Ordering};
    use core::task::{Context, Poll, Waker};

    use super::*;

    fn ready<F: Future>(future: F) -> F::Output {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("pending"),
        }
    }

    fn echo(request: http::Request<Bytes>) -> http::Response<ResponseBody> {
        http::Response::new(ResponseBody::from(request.into_body()))
    }

    /// Sends and sleeps; `slept` holds for how long.
    fn exercise(transport: &dyn Transport, slept: &AtomicU64) {
        let request = http::Request::new(Bytes::from("sent"));
        let response = ready(transport.send(request, Limits::default())).unwrap();
        assert_eq!(ready(response.into_body().collect(4)).unwrap(), "sent");
        ready(transport.sleep(Duration::from_secs(7)));
        assert_eq!(slept.load(Ordering::Relaxed), 7);
        assert!(!transport.in_process(), "a function may send anywhere");
    }

    #[test]
    fn send_and_sleep_call_the_functions() {
        let slept = AtomicU64::new(0);
        let transport = transport_from_fn(
            async |request: http::Request<Bytes>, _: Limits| Ok(echo(request)),
            async |delay: Duration| slept.store(delay.as_secs(), Ordering::Relaxed),
        );
        assert_eq!(format!("{transport:?}"), "AsyncFns(..)");
        exercise(&transport, &slept);

        let slept = AtomicU64::new(0);
        let transport = blocking_transport_from_fn(
            |request: http::Request<Bytes>, _: Limits| Ok(echo(request)),
            |delay: Duration| slept.store(delay.as_secs(), Ordering::Relaxed),
        );
        assert_eq!(format!("{transport:?}"), "BlockingFns(..)");
        exercise(&transport, &slept);
    }
}
