//! Our rows: the client over both transports, and each transport alone.

use std::hint::black_box;

use bytes::Bytes;
use http::Request;
use tencentcloud_client::{Client, Credential};
use tencentcloud_core::{Limits, Transport};
use tencentcloud_hyper::HyperTransport;
use tencentcloud_ureq::UreqTransport;

use super::import::{Import, SECRET_ID, SECRET_KEY};
use super::kinds::{CONNECT, Setting, TOTAL};
use super::work::{Caller, Failure, Work, tasks, threads};

pub(super) fn hyper(setting: &Setting) -> Result<Work, Failure> {
    let client = Client::builder(HyperTransport::new()?)
        .credentials(Credential::new(SECRET_ID, SECRET_KEY)?)
        .endpoint(setting.endpoint()?)
        .timeout(TOTAL)
        .connect_timeout(CONNECT)
        .build();
    tasks(setting.concurrency, Importing { client, import: Import::new() })
}

#[derive(Clone)]
struct Importing {
    client: Client,
    import: Import,
}

impl Caller for Importing {
    async fn call(&self) -> Result<(), Failure> {
        black_box(self.client.send(&self.import).await?);
        Ok(())
    }
}

pub(super) fn ureq(setting: &Setting) -> Result<Work, Failure> {
    let (client, import) = (setting.blocking_client()?, Import::new());
    Ok(threads(setting.concurrency, move || {
        black_box(client.send(&import)?);
        Ok(())
    }))
}

pub(super) fn hyper_transport(setting: &Setting) -> Result<Work, Failure> {
    let (transport, request) = (HyperTransport::new()?, setting.presigned()?);
    tasks(setting.concurrency, Sending { transport, request })
}

pub(super) fn ureq_transport(setting: &Setting) -> Result<Work, Failure> {
    let (transport, request) = (UreqTransport::new()?, setting.presigned()?);
    let sending = Sending { transport, request };
    Ok(threads(setting.concurrency, move || pollster::block_on(sending.call())))
}

/// Sends a presigned request over a transport.
#[derive(Clone)]
struct Sending<T> {
    transport: T,
    request: Request<Bytes>,
}

impl<T: Transport + Clone + 'static> Caller for Sending<T> {
    async fn call(&self) -> Result<(), Failure> {
        let limits = Limits::new(CONNECT, TOTAL);
        let response = self.transport.send(self.request.clone(), limits).await?;
        black_box(response.into_body().collect(limits.body).await?);
        Ok(())
    }
}
