//! The emulator over HTTP.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::handler::Handler;
use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::emulator::Emulator;
use crate::size_limit::POST_LIMIT;

/// Serves an [`Emulator`] over HTTP/1.1 and HTTP/2 without TLS.
///
/// It is meant for loopback: the number of connections is not limited, and the
/// [administration](crate::admin) has no authentication.
///
/// ```
/// use tencentcloud_emulator::{Emulator, Server};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let emulator = Emulator::builder().build()?;
/// let server = Server::bind(emulator, ([127, 0, 0, 1], 0).into()).await?;
/// println!("listening on http://{}", server.local_addr());
/// let shutdown = async { /* a signal, say */ };
/// server.run(shutdown).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Server {
    emulator: Emulator,
    listener: TcpListener,
    local_addr: SocketAddr,
}

/// The time that pending requests have to finish at shutdown.
const GRACE: Duration = Duration::from_secs(2);

/// Bytes of a body that are read before the response. Bytes above the limit of a
/// request are discarded, so that the client receives the error instead of a reset.
const MOST_READ: usize = 64 * 1024 * 1024;

impl Server {
    /// Binds to an address; port 0 means any free port. Connections queue up until
    /// [`Server::run`] is called. Fails if the address is not available.
    pub async fn bind(emulator: Emulator, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let local_addr = listener.local_addr()?;
        Ok(Self { emulator, listener, local_addr })
    }

    /// The bound address.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Serves until `shutdown` completes. Pending requests then have two seconds to
    /// finish.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let (stop, stopped) = oneshot::channel::<()>();
        let service = respond.with_state(self.emulator).into_make_service();
        let serving = axum::serve(self.listener, service).with_graceful_shutdown(async {
            // An error means that the sender was dropped, which stops the server, too.
            let _ = stopped.await;
        });
        // The task ends when this future is dropped.
        let mut tasks = JoinSet::new();
        tasks.spawn(serving.into_future());
        shutdown.await;
        drop(stop);
        match tokio::time::timeout(GRACE, tasks.join_next()).await {
            Ok(Some(Ok(outcome))) => outcome,
            Ok(Some(Err(failed))) => Err(io::Error::other(failed)),
            Ok(None) | Err(_) => Ok(()),
        }
    }
}

async fn respond(State(emulator): State<Emulator>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if let Ok(body) = read(body).await {
        return emulator.respond(Request::from_parts(parts, body)).map(Body::from);
    }
    // The client has closed the connection and will not read this.
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// Reads the body, or as much of it as shows that it is too large. Trailers are
/// ignored.
async fn read(mut body: Body) -> Result<Bytes, axum::Error> {
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let Ok(chunk) = frame?.into_data() else {
            continue;
        };
        let room = (POST_LIMIT + 1).saturating_sub(kept.len());
        kept.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        seen += chunk.len();
        if seen > MOST_READ {
            break;
        }
    }
    Ok(kept.freeze())
}
