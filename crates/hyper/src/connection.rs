//! One connection, and the requests on it.

use std::sync::Arc;

use futures_util::future::Either;
use http::header::HOST;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::{TrySendError, http1, http2};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::activity::{Activity, Ends};
use crate::body::RequestBody;
use crate::limits::HTTP2_PING;
use crate::stream::Stream;

/// A connection of HTTP/1.1 or HTTP/2, driven by a task of the runtime that made it.
/// Dropping it closes it, after the requests that it has.
pub(crate) struct Connection {
    sender: Sender,
    activity: Arc<Activity>,
    /// It ends at a proxy that forwards requests, whose targets are whole URIs.
    is_forwarded: bool,
}

enum Sender {
    Http1(http1::SendRequest<RequestBody>),
    Http2(http2::SendRequest<RequestBody>),
}

/// A request without a response. It has the request if that was not sent.
pub(crate) type SendError = TrySendError<Request<RequestBody>>;

impl Connection {
    /// Begins HTTP on a stream.
    pub(crate) async fn new(stream: Stream) -> Result<Self, hyper::Error> {
        let (activity, is_forwarded) = (stream.activity(), stream.is_forwarded());
        let sender = if stream.is_http2() {
            let (sender, connection) = http2::Builder::new(TokioExecutor::new())
                .timer(TokioTimer::new())
                .keep_alive_interval(HTTP2_PING)
                .keep_alive_timeout(HTTP2_PING)
                .handshake(stream)
                .await?;
            drive(connection, &activity);
            Sender::Http2(sender)
        } else {
            let (sender, connection) = http1::handshake(stream).await?;
            drive(connection, &activity);
            Sender::Http1(sender)
        };
        Ok(Self { sender, activity, is_forwarded })
    }

    pub(crate) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    pub(crate) fn is_http2(&self) -> bool {
        matches!(self.sender, Sender::Http2(_))
    }

    /// The same connection for another request, if it takes several at a time.
    pub(crate) fn share(&self) -> Option<Self> {
        let Sender::Http2(sender) = &self.sender else { return None };
        let (sender, activity) = (Sender::Http2(sender.clone()), Arc::clone(&self.activity));
        Some(Self { sender, activity, is_forwarded: self.is_forwarded })
    }

    /// Whether the connection has ended, or is no longer to be used.
    pub(crate) fn is_closed(&self) -> bool {
        match &self.sender {
            Sender::Http1(sender) => sender.is_closed(),
            Sender::Http2(sender) => sender.is_closed() || self.activity.is_retired(),
        }
    }

    /// Whether the connection takes a request now.
    pub(crate) fn is_ready(&self) -> bool {
        match &self.sender {
            Sender::Http1(sender) => sender.is_ready(),
            Sender::Http2(sender) => sender.is_ready(),
        }
    }

    /// Waits until the connection takes a request, which is at once, or a moment after
    /// the end of a response. Returns whether it does.
    pub(crate) async fn ready(&mut self) -> bool {
        match &mut self.sender {
            Sender::Http1(sender) => sender.ready().await.is_ok(),
            Sender::Http2(sender) => sender.ready().await.is_ok(),
        }
    }

    /// Sends a request whose URI is absolute. It is handed over before the future is
    /// polled, so that the future is small.
    pub(crate) fn send(
        &mut self,
        mut request: Request<RequestBody>,
    ) -> impl Future<Output = Result<Response<Incoming>, SendError>> + use<> {
        request.body_mut().set_waits(self.is_http2());
        match &mut self.sender {
            Sender::Http1(sender) => {
                set_host_and_target(&mut request, self.is_forwarded);
                Either::Left(sender.try_send_request(request))
            }
            Sender::Http2(sender) => Either::Right(sender.try_send_request(request)),
        }
    }
}

/// Spawns the task of a connection. An error is that of the requests as well.
fn drive(
    connection: impl Future<Output = Result<(), hyper::Error>> + Send + 'static,
    activity: &Arc<Activity>,
) {
    let ends = Ends(Arc::clone(activity));
    tokio::spawn(async move {
        drop(connection.await);
        drop(ends);
    });
}

/// Makes the head of a request with an absolute URI that of HTTP/1.1.
pub(crate) fn set_host_and_target<B>(request: &mut Request<B>, is_forwarded: bool) {
    set_host(request);
    if !is_forwarded {
        *request.uri_mut() = origin_form(request.uri());
    }
}

/// The target of a request to the server itself: path and query.
fn origin_form(uri: &Uri) -> Uri {
    uri.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/")).into()
}

fn set_host<B>(request: &mut Request<B>) {
    if !request.headers().contains_key(HOST)
        && let Some(authority) = request.uri().authority()
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        request.headers_mut().insert(HOST, host);
    }
}
