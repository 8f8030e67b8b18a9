//! A user of either client: what it is given, and a call as anybody makes it.

use std::fmt;
use std::io;
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use tencentcloud_client::{Client, ClientBuilder, Credential, Endpoint, blocking};
use tencentcloud_core::{Action, Effect, Error, Limits};
use tencentcloud_ecm::{DescribeImage, Filter, ImportImage};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;
use tokio::runtime::Runtime;

use crate::certificates::trusted_pem;
use crate::route::{Names, Wire};

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

pub(crate) enum User {
    Hyper(Client),
    Ureq(blocking::Client),
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

impl User {
    pub(crate) fn new(over: Over, wire: &Wire, limits: Limits) -> Self {
        match over {
            Over::Hyper => Self::Hyper(settle(Client::builder(hyper(wire)), wire, limits)),
            Over::Ureq => Self::Ureq(settle(blocking::Client::builder(ureq(wire)), wire, limits)),
        }
    }

    /// One call; its request id.
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
            Self::Hyper(client) => RUNTIME.block_on(client.send(action)),
            Self::Ureq(client) => client.send(action),
        };
        response.map(|response| response.request_id)
    }
}

fn settle<C>(builder: ClientBuilder<C>, wire: &Wire, limits: Limits) -> C {
    builder
        .endpoint(Endpoint::custom(&wire.endpoint).unwrap())
        .credentials(Credential::new("test-secret-id-000001", "test-secret-key-000001").unwrap())
        .connect_timeout(limits.connect)
        .timeout(limits.total)
        .body_limit(limits.body)
        .max_retries(0)
        .pacing(false)
        .build()
}

fn hyper(wire: &Wire) -> HyperTransport {
    use tencentcloud_hyper::Proxy;

    let proxy = wire.proxy.as_deref().map_or_else(Proxy::none, |url| Proxy::url(url).unwrap());
    let names = wire.names.clone();
    HyperTransport::builder()
        .proxy(proxy)
        .root_certificates_pem(trusted_pem().as_bytes())
        .resolver(move |_, _| {
            let names = names.clone();
            async move {
                if let Names::Take(time) = names {
                    tokio::time::sleep(time).await;
                }
                names.addresses()
            }
        })
        .build()
        .unwrap()
}

fn ureq(wire: &Wire) -> UreqTransport {
    use tencentcloud_ureq::Proxy;

    let proxy = wire.proxy.as_deref().map_or_else(Proxy::none, |url| Proxy::url(url).unwrap());
    let names = wire.names.clone();
    UreqTransport::builder()
        .proxy(proxy)
        .root_certificates_pem(trusted_pem().as_bytes())
        .resolver(move |_, _| {
            if let Names::Take(time) = names {
                thread::sleep(time);
            }
            names.addresses()
        })
        .build()
        .unwrap()
}

impl Names {
    fn addresses(&self) -> io::Result<Vec<std::net::SocketAddr>> {
        match self {
            Self::Are(addresses) => Ok(addresses.clone()),
            Self::Fail | Self::Take(Duration { .. }) => {
                Err(io::Error::new(io::ErrorKind::NotFound, "no such name"))
            }
        }
    }
}
