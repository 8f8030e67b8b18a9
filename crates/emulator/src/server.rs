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

use crate::Emulator;
use crate::gateway::POST_LIMIT;

/// Serves an [`Emulator`] over HTTP/1.1 and HTTP/2 without TLS.
///
/// It is meant for loopback: there is no limit on connections, and what it
/// guards is worth nothing.
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

/// How long requests that are under way at the end may still take.
const GRACE: Duration = Duration::from_secs(2);

/// Bytes of a body that are read before the answer. What is above the limit of
/// a request is thrown away, so that a client which has sent too much gets its
/// answer rather than a reset.
const MOST_READ: usize = 64 * 1024 * 1024;

impl Server {
    /// Takes the address; port 0 is any free one. Connections are accepted from
    /// here on, and answered once [`Server::run`] is called.
    pub async fn bind(emulator: Emulator, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let local_addr = listener.local_addr()?;
        Ok(Self { emulator, listener, local_addr })
    }

    /// The address that was taken.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Serves until `shutdown` is done, then lets requests under way finish,
    /// for two seconds at most.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        let (stop, stopped) = oneshot::channel::<()>();
        let service = answer.with_state(self.emulator).into_make_service();
        let serving = axum::serve(self.listener, service).with_graceful_shutdown(async {
            // An error is the sender's end, which means the same.
            let _ = stopped.await;
        });
        // In a task of its own, which ends with this future at the latest.
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

async fn answer(State(emulator): State<Emulator>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    if let Ok(body) = read(body).await {
        return emulator.respond(Request::from_parts(parts, body)).map(Body::from);
    }
    // Whoever broke off is not there to read this.
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// The body, or as much of it as shows that it is too large. Trailers are
/// nothing that is signed or asked for.
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
