//! A client over either transport, and the calls that it makes.

use std::fmt;
use std::io;
use std::sync::{LazyLock, Mutex};
use std::thread;
use std::time::Duration;

use async_trait::async_trait;
use tencentcloud_client::{
    BoxError, Client, ClientBuilder, Credential, Endpoint, Interceptor, ProvideCredentials,
    Surroundings, blocking,
};
use tencentcloud_core::{Action, Effect, Error, Limits, Request};
use tencentcloud_ecm::structures::Filter;
use tencentcloud_ecm::{DescribeImage, ImportImage};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;
use tokio::runtime::Runtime;

use crate::certificates::trusted_pem;
use crate::route::{ClientConfig, Resolver};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Hyper,
    Ureq,
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hyper => "hyper",
            Self::Ureq => "ureq",
        })
    }
}

/// The runtimes on which a client over hyper makes its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runtimes {
    /// One that all clients share, and that always runs.
    Shared,
    /// One that runs only during a call.
    Sleeping,
    /// One for each call, which runs only during that.
    OneForEachCall,
}

/// What takes time before a request is signed, as a part of the total timeout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SlowPart {
    Nothing,
    Credentials(f32),
    Interceptor(f32),
}

pub(crate) enum TestClient {
    Hyper(Client, Runtimes, Mutex<Vec<Runtime>>),
    Ureq(blocking::Client),
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

impl TestClient {
    pub(crate) fn new(
        over: Over,
        runtimes: Runtimes,
        slow_part: SlowPart,
        config: &ClientConfig,
        limits: Limits,
    ) -> Self {
        match over {
            Over::Hyper => {
                let client = build(Client::builder(hyper(config)), slow_part, config, limits);
                Self::Hyper(client, runtimes, Mutex::default())
            }
            Over::Ureq => Self::Ureq(build(
                blocking::Client::builder(ureq(config)),
                slow_part,
                config,
                limits,
            )),
        }
    }

    /// Makes one call and returns its request id.
    pub(crate) fn call(&self, effect: Effect, padding: usize) -> Result<String, Error> {
        let padding = "x".repeat(padding);
        if effect == Effect::Write {
            let action = ImportImage::new("img-pmqg1cw9", padding, "ap-chengdu");
            return self.send(&action);
        }
        let action = if padding.is_empty() {
            DescribeImage::default()
        } else {
            DescribeImage::default().filters([Filter::new("image-name", [padding])])
        };
        self.send(&action)
    }

    fn send<A: Action>(&self, action: &A) -> Result<String, Error> {
        let response = match self {
            Self::Hyper(client, Runtimes::Shared, _) => RUNTIME.block_on(client.send(action)),
            Self::Hyper(client, runtimes, made) => {
                let mut made = made.lock().unwrap();
                if made.is_empty() || *runtimes == Runtimes::OneForEachCall {
                    let mut builder = tokio::runtime::Builder::new_current_thread();
                    made.push(builder.enable_all().build().unwrap());
                }
                made.last().unwrap().block_on(client.send(action))
            }
            Self::Ureq(client) => client.send(action),
        };
        response.map(|response| response.request_id)
    }
}

fn build<C>(
    builder: ClientBuilder<C>,
    slow_part: SlowPart,
    config: &ClientConfig,
    limits: Limits,
) -> C {
    let (credentials, interceptor) = match slow_part {
        SlowPart::Nothing => (0.0, 0.0),
        SlowPart::Credentials(part) => (part, 0.0),
        SlowPart::Interceptor(part) => (0.0, part),
    };
    builder
        .endpoint(Endpoint::custom(&config.endpoint).unwrap())
        .credentials(Slow(limits.total.mul_f32(credentials)))
        .interceptor(Slow(limits.total.mul_f32(interceptor)))
        .connect_timeout(limits.connect)
        .timeout(limits.total)
        .body_limit(limits.body)
        .max_retries(0)
        .pacing(false)
        .build()
}

/// Takes this time.
#[derive(Debug)]
struct Slow(Duration);

#[async_trait]
impl ProvideCredentials for Slow {
    async fn credential(&self, with: &Surroundings<'_>) -> Result<Credential, BoxError> {
        if !self.0.is_zero() {
            with.transport.sleep(self.0).await;
        }
        Ok(Credential::new("test-secret-id-000001", "test-secret-key-000001")?)
    }
}

impl Interceptor for Slow {
    fn before_signing(&self, request: Request, _attempt: u32) -> Request {
        thread::sleep(self.0);
        request
    }
}

fn hyper(config: &ClientConfig) -> HyperTransport {
    use tencentcloud_hyper::Proxy;

    let proxy = config.proxy.as_deref().map_or_else(Proxy::none, |url| Proxy::url(url).unwrap());
    let resolver = config.resolver.clone();
    HyperTransport::builder()
        .proxy(proxy)
        .root_certificates_pem(trusted_pem().as_bytes())
        .resolver(move |_, _| {
            let resolver = resolver.clone();
            async move {
                if let Resolver::FailsAfter(delay) = resolver {
                    tokio::time::sleep(delay).await;
                }
                resolver.addresses()
            }
        })
        .build()
        .unwrap()
}

fn ureq(config: &ClientConfig) -> UreqTransport {
    use tencentcloud_ureq::Proxy;

    let proxy = config.proxy.as_deref().map_or_else(Proxy::none, |url| Proxy::url(url).unwrap());
    let resolver = config.resolver.clone();
    UreqTransport::builder()
        .proxy(proxy)
        .root_certificates_pem(trusted_pem().as_bytes())
        .resolver(move |_, _| {
            if let Resolver::FailsAfter(delay) = resolver {
                thread::sleep(delay);
            }
            resolver.addresses()
        })
        .build()
        .unwrap()
}

impl Resolver {
    fn addresses(&self) -> io::Result<Vec<std::net::SocketAddr>> {
        match self {
            Self::Returns(addresses) => Ok(addresses.clone()),
            Self::Fails | Self::FailsAfter(_) => {
                Err(io::Error::new(io::ErrorKind::NotFound, "no such name"))
            }
        }
    }
}
