//! Peer clients that support plain HTTP on loopback, configured like ours as far as
//! possible.

use std::hint::black_box;

use serde::de::IgnoredAny;
use tencent_sdk::client::EndpointMode;
use tencent_sdk::{Auth, BlockingClient};
use tencentcloud_core::Action;
use tencentcloud_sdk::transport::ReqwestTransport;
use tencentcloud_sdk::{Client, Credentials, Endpoint, Operation};

use super::import::{Import, SECRET_ID, SECRET_KEY};
use super::kinds::{CONNECT, Setting, TOTAL};
use super::work::{Caller, Failure, Work, tasks, threads};

/// The same call; the output is parsed and ignored.
pub(super) fn tencentcloud_sdk(setting: &Setting) -> Result<Work, Failure> {
    let client = Client::builder()
        .credentials(Credentials::new(SECRET_ID, SECRET_KEY)?)
        .transport(ReqwestTransport::new(CONNECT)?)
        .endpoint(Import::SERVICE, Endpoint::loopback_http(&setting.url())?)
        .timeout(TOTAL)
        .build()?;
    let operation = Operation::new(Import::SERVICE, Import::VERSION, Import::NAME)?;
    tasks(setting.concurrency, Executing { client, operation, import: Import::new() })
}

#[derive(Clone)]
struct Executing {
    client: Client,
    operation: Operation,
    import: Import,
}

impl Caller for Executing {
    async fn call(&self) -> Result<(), Failure> {
        let response = self.client.execute::<_, IgnoredAny>(&self.operation, &self.import).await?;
        black_box(response);
        Ok(())
    }
}

/// This client supports few actions; the one called here has an empty input.
pub(super) fn tencent_sdk(setting: &Setting) -> Result<Work, Failure> {
    let client = tencent_sdk::Client::builder(setting.url())?
        .endpoint_mode(EndpointMode::FixedHost)
        .auth(Auth::tc3(SECRET_ID, SECRET_KEY))
        .timeout(TOTAL)
        .connect_timeout(CONNECT)
        .no_system_proxy(true)
        .build()?;
    tasks(setting.concurrency, Querying(client))
}

#[derive(Clone)]
struct Querying(tencent_sdk::Client);

impl Caller for Querying {
    async fn call(&self) -> Result<(), Failure> {
        black_box(self.0.billing().describe_account_balance().await?);
        Ok(())
    }
}

pub(super) fn tencent_sdk_blocking(setting: &Setting) -> Result<Work, Failure> {
    let client = BlockingClient::builder(setting.url())?
        .endpoint_mode(EndpointMode::FixedHost)
        .auth(Auth::tc3(SECRET_ID, SECRET_KEY))
        .timeout(TOTAL)
        .connect_timeout(CONNECT)
        .no_system_proxy(true)
        .build()?;
    Ok(threads(setting.concurrency, move || {
        black_box(client.billing().describe_account_balance()?);
        Ok(())
    }))
}
