//! The libraries alone, sending a request that is signed already and reading
//! the answer without a look into it. Pool, time limits and resolver are those
//! that our transports set.

use std::hint::black_box;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Uri, request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::timeout;
use ureq::Agent;
use ureq::config::{AutoHeaderValue, Config};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::kinds::{CONNECT, Setting, TOTAL};
use super::work::{Caller, Failure, Work, tasks, threads};

const IDLE: Duration = Duration::from_secs(50);

pub(super) fn hyper(setting: &Setting) -> Result<Work, Failure> {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(CONNECT));
    let client = Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .retry_canceled_requests(false)
        .build(connector);
    tasks(setting.ways, Bare { client, request: setting.prepared()?.map(Full::new) })
}

#[derive(Clone)]
struct Bare {
    client: Client<HttpConnector, Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl Caller for Bare {
    async fn call(&self) -> Result<(), Failure> {
        let exchange = async {
            let answer = self.client.request(self.request.clone()).await?;
            Ok::<_, Failure>(answer.into_body().collect().await?.to_bytes())
        };
        black_box(timeout(TOTAL, exchange).await??);
        Ok(())
    }
}

pub(super) fn ureq(setting: &Setting) -> Result<Work, Failure> {
    let config = Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(TOTAL))
        .max_idle_connections(100)
        .max_idle_connections_per_host(64)
        .max_idle_age(IDLE)
        .build();
    let known = Known(setting.server);
    let agent = Agent::with_parts(config, DefaultConnector::default(), known);
    let (head, body) = setting.prepared()?.into_parts();
    Ok(threads(setting.ways, move || send(&agent, &head, &body)))
}

fn send(agent: &Agent, head: &request::Parts, body: &[u8]) -> Result<(), Failure> {
    let answer = agent.run(Request::from_parts(head.clone(), body))?;
    black_box(answer.into_body().read_to_vec()?);
    Ok(())
}

/// ureq asks on every request, and its own resolver would start a thread.
#[derive(Debug)]
struct Known(SocketAddr);

impl Resolver for Known {
    fn resolve(
        &self,
        _uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut addresses = self.empty();
        addresses.push(self.0);
        Ok(addresses)
    }
}
