//! A connection to the server.

use std::time::Duration;

use redis::{
    Client, Connection, ConnectionAddr, ConnectionInfo, ErrorKind, FromRedisValue, Pipeline,
    RedisError, ServerErrorKind,
};

use rustls::crypto::CryptoProvider;

use crate::script::{Ask, Process, Reply};
use crate::target::{self, Target};

/// How long a new connection may take.
pub(crate) const CONNECT: Duration = Duration::from_secs(1);

/// How often a server may name another one.
const REDIRECTS: usize = 3;

/// A connection over which asks are sent.
pub(crate) struct Link {
    connection: Connection,
    settings: ConnectionInfo,
    timeout: Duration,
}

impl Link {
    /// Connects to the first address that accepts a connection.
    pub(crate) fn connect(target: &Target, timeout: Duration) -> Result<Self, RedisError> {
        let mut last = None;
        for settings in target.candidates()? {
            match Self::open(settings, timeout) {
                Ok(link) => return Ok(link),
                Err(error) => last = Some(error),
            }
        }
        Err(last.unwrap_or_else(|| (ErrorKind::Client, "there is no address").into()))
    }

    fn open(settings: ConnectionInfo, timeout: Duration) -> Result<Self, RedisError> {
        if matches!(settings.addr(), ConnectionAddr::TcpTls { .. }) {
            use_a_tls_provider();
        }
        let client = Client::open(settings.clone())?;
        let connection = client.get_connection_with_timeout(CONNECT)?;
        connection.set_read_timeout(Some(timeout))?;
        connection.set_write_timeout(Some(timeout))?;
        Ok(Self { connection, settings, timeout })
    }

    /// Sends the asks in one round trip, or two if the server does not know the script.
    pub(crate) fn ask(
        &mut self,
        process: &Process,
        asks: &[Ask],
    ) -> Result<Vec<Result<Reply, RedisError>>, RedisError> {
        let pipeline = |by_hash| {
            let mut pipeline = Pipeline::with_capacity(asks.len());
            for ask in asks {
                pipeline.add_command(ask.command(process, by_hash));
            }
            pipeline
        };
        let mut replies = self.run(pipeline(true))?;
        if replies.iter().any(|reply| reply.as_ref().is_err_and(is_unknown_script)) {
            // None has run: the script is known for all or for none.
            replies = self.run(pipeline(false))?;
        }
        let checked = |(ask, reply): (&Ask, Result<Reply, RedisError>)| match reply {
            Ok(reply) if !reply.is_possible_for(ask) => Ok(Err(impossible())),
            reply => only_of_this_rate(reply),
        };
        if replies.len() != asks.len() {
            return Err(impossible());
        }
        asks.iter().zip(replies).map(checked).collect()
    }

    /// Sends the commands, to another node of a cluster if this one says so.
    pub(crate) fn run<T: FromRedisValue>(
        &mut self,
        mut pipeline: Pipeline,
    ) -> Result<Vec<Result<T, RedisError>>, RedisError> {
        pipeline.ignore_errors();
        for _ in 0..REDIRECTS {
            let replies: Vec<Result<T, RedisError>> = pipeline.query(&mut self.connection)?;
            let mut errors = replies.iter().filter_map(|reply| reply.as_ref().err());
            let Some((host, port)) = errors.find_map(other_node) else {
                return Ok(replies);
            };
            let settings = target::at(&self.settings, host, port);
            *self = Self::open(settings, self.timeout)?;
        }
        Err((ErrorKind::Client, "the nodes of the cluster name each other").into())
    }
}

/// redis uses the provider of the process; rustls panics if it has none, or several to choose
/// from.
fn use_a_tls_provider() {
    if CryptoProvider::get_default().is_none() {
        // Another thread may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

/// The node that has the keys, if this one says that another has.
fn other_node(error: &RedisError) -> Option<(&str, u16)> {
    let (host, port) = error.redirect_node()?.0.rsplit_once(':')?;
    Some((host, port.parse().ok()?))
}

pub(crate) fn impossible() -> RedisError {
    (ErrorKind::UnexpectedReturnType, "not a reply of the script").into()
}

fn is_unknown_script(error: &RedisError) -> bool {
    error.kind() == ErrorKind::Server(ServerErrorKind::NoScript)
}

/// An error that concerns one rate, whose key holds something else, stays with it. Any other
/// concerns the server. Servers before 7 name the cause in the text alone.
fn only_of_this_rate(
    reply: Result<Reply, RedisError>,
) -> Result<Result<Reply, RedisError>, RedisError> {
    match reply {
        Err(error) if is_wrong_type(&error) => Ok(Err(error)),
        Err(error) => Err(error),
        reply => Ok(reply),
    }
}

/// Whether a key holds a value of another type.
pub(crate) fn is_wrong_type(error: &RedisError) -> bool {
    error.to_string().contains("WRONGTYPE")
}
