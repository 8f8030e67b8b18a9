//! The bare HTTP libraries: they send a presigned request and discard the response.
//! Pool, timeouts and resolver are set as in our transports.

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
    tasks(setting.concurrency, Bare { client, request: setting.presigned()?.map(Full::new) })
}

#[derive(Clone)]
struct Bare {
    client: Client<HttpConnector, Full<Bytes>>,
    request: Request<Full<Bytes>>,
}

impl Caller for Bare {
    async fn call(&self) -> Result<(), Failure> {
        let exchange = async {
            let response = self.client.request(self.request.clone()).await?;
            Ok::<_, Failure>(response.into_body().collect().await?.to_bytes())
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
    let resolver = FixedAddress(setting.server);
    let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
    let (head, body) = setting.presigned()?.into_parts();
    Ok(threads(setting.concurrency, move || send(&agent, &head, &body)))
}

fn send(agent: &Agent, head: &request::Parts, body: &[u8]) -> Result<(), Failure> {
    let response = agent.run(Request::from_parts(head.clone(), body))?;
    black_box(response.into_body().read_to_vec()?);
    Ok(())
}

/// A fixed address. ureq resolves on every request, and its default resolver would
/// start a thread.
#[derive(Debug)]
struct FixedAddress(SocketAddr);

impl Resolver for FixedAddress {
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
