//! One connection of the server.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;

use bytes::{Bytes, BytesMut};
use http::header::{CONNECTION, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderValue, Request, Response, StatusCode, Version};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::emulator::Emulator;
use crate::peer::Peer;
use crate::server::request_line::RequestLines;
use crate::size_limit::WHOLE_LIMIT;

/// Bytes of a request's head: request line and headers.
const HEAD_LIMIT: u32 = 64 * 1024;

/// Bytes of a body that are read before the response. Bytes above the limit of a
/// request are discarded, so that the client receives the error instead of a reset.
const MOST_READ: usize = 64 * 1024 * 1024;

pub(super) struct Connection {
    emulator: Emulator,
    peer: Peer,
}

impl Connection {
    pub(super) fn new(
        emulator: Emulator,
        stream: &TcpStream,
        peer: SocketAddr,
    ) -> io::Result<Self> {
        let local = stream.local_addr()?;
        let peer = Peer {
            remote: peer.ip(),
            remote_port: peer.port(),
            local: local.ip(),
            port: local.port(),
        };
        Ok(Self { emulator, peer })
    }

    /// Serves requests until the client closes the stream. When `stopped` closes, the
    /// pending ones are the last.
    pub(super) async fn serve(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        mut stopped: watch::Receiver<()>,
    ) {
        let Self { emulator, peer } = self;
        let lines = RequestLines::default();
        let stream = lines.watch(stream);
        let service =
            service_fn(move |request| respond(emulator.clone(), peer, lines.clone(), request));
        let mut http = Builder::new(TokioExecutor::new());
        http.http1().max_buf_size(usize::try_from(HEAD_LIMIT).unwrap_or(usize::MAX));
        http.http2().max_header_list_size(HEAD_LIMIT);
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        // Errors are those of the client, which sees them, too.
        tokio::select! {
            _ = connection.as_mut() => {}
            _ = stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
    }
}

async fn respond(
    emulator: Emulator,
    peer: Peer,
    lines: RequestLines,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let is_http_1 = request.version() < Version::HTTP_2;
    let refused = if is_http_1 && lines.next_has_fragment() {
        Err((StatusCode::BAD_REQUEST, "the target must not have a fragment"))
    } else {
        check(&request)
    };
    if let Err((status, reason)) = refused {
        let mut response = plain(status, reason);
        if is_http_1 {
            // The body is not read, so the connection cannot be used again.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        return Ok(response);
    }
    let (parts, body) = request.into_parts();
    let body = read(body).await;
    Ok(match body {
        Ok(body) => {
            emulator.respond_to(Some(peer), &Request::from_parts(parts, body)).map(Full::new)
        }
        // The client has closed the connection and will not read this.
        Err(_) => plain(StatusCode::BAD_REQUEST, "the body is incomplete"),
    })
}

/// Refuses requests that this server and a proxy could read differently. The HTTP library
/// refuses those whose last transfer coding is not `chunked` before they arrive here.
fn check<B>(request: &Request<B>) -> Result<(), (StatusCode, &'static str)> {
    let mut codings = request.headers().get_all(TRANSFER_ENCODING).iter();
    let is_chunked = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"chunked");
    if codings.next().is_some_and(|coding| !is_chunked(coding)) || codings.next().is_some() {
        let reason = "the only supported transfer coding is chunked";
        return Err((StatusCode::NOT_IMPLEMENTED, reason));
    }
    let authority = request.uri().authority().filter(|_| request.version() == Version::HTTP_2);
    let differs = |authority: &http::uri::Authority| {
        let mut hosts = request.headers().get_all(HOST).iter();
        hosts.any(|host| !host.as_bytes().eq_ignore_ascii_case(authority.as_str().as_bytes()))
    };
    if authority.is_some_and(differs) {
        return Err((StatusCode::BAD_REQUEST, "the headers :authority and host differ"));
    }
    Ok(())
}

fn plain(status: StatusCode, reason: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(reason.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    response
}

/// Reads the body, or as much of it as shows that it is too large. Trailers are
/// ignored.
async fn read<B: Body<Data = Bytes> + Unpin>(mut body: B) -> Result<Bytes, B::Error> {
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let Ok(chunk) = frame?.into_data() else {
            continue;
        };
        let room = (WHOLE_LIMIT + 1).saturating_sub(kept.len());
        kept.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        seen += chunk.len();
        if seen > MOST_READ {
            break;
        }
    }
    Ok(kept.freeze())
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use hyper::body::Frame;

    use super::*;

    /// A body of as many MiB as are read.
    struct Endless(usize);

    impl Body for &mut Endless {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            static MIB: [u8; 1024 * 1024] = [b'x'; 1024 * 1024];
            self.0 += 1;
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&MIB)))))
        }
    }

    #[test]
    fn large_body_is_discarded_and_then_no_longer_read() {
        let mut body = Endless(0);
        let kept = pollster::block_on(read(&mut body)).unwrap();
        assert_eq!(kept.len(), WHOLE_LIMIT + 1);
        assert_eq!(body.0, 65, "64 MiB are read, and the chunk that exceeds them");
    }

    #[test]
    fn ambiguous_requests_are_refused() {
        let request = |version, headers: &[(&str, &str)]| {
            let mut request = Request::get("http://localhost:80/").version(version);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            check(&request.body(()).unwrap()).err().map(|(status, _)| status.as_u16())
        };
        let coding = "transfer-encoding";
        for (version, headers, status) in [
            (Version::HTTP_11, &[][..], None),
            (Version::HTTP_11, &[(coding, "Chunked")], None),
            (Version::HTTP_11, &[(coding, "gzip, chunked")], Some(501)),
            (Version::HTTP_11, &[(coding, "gzip"), (coding, "chunked")], Some(501)),
            (Version::HTTP_11, &[(coding, "chunked"), (coding, "chunked")], Some(501)),
            (Version::HTTP_11, &[("host", "other")], None),
            (Version::HTTP_2, &[("host", "LocalHost:80")], None),
            (Version::HTTP_2, &[("host", "localhost")], Some(400)),
            (Version::HTTP_2, &[("host", "localhost:80"), ("host", "other")], Some(400)),
        ] {
            assert_eq!(request(version, headers), status, "{version:?} {headers:?}");
        }
    }
}
