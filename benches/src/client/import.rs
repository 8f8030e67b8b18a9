//! The call of our clients, and its signed request.

use bytes::Bytes;
use serde::{Serialize, Serializer};
use tencentcloud_client::{Credential, Endpoint, blocking};
use tencentcloud_core::{Action, Effect};
use tencentcloud_ecm::ImportImage;
use tencentcloud_ureq::UreqTransport;

use super::kinds::{CONNECT, Setting, TOTAL};
use super::work::Failure;

/// Placeholders of the length of real keys.
pub(super) const SECRET_ID: &str = "test-secret-id-00000000000000000001";
pub(super) const SECRET_KEY: &str = "test-secret-key-0000000000000001";

/// `ImportImage` without its rate limit, which the client would keep.
#[derive(Clone)]
pub(super) struct Import(ImportImage);

impl Import {
    pub(super) fn new() -> Self {
        Self(ImportImage::new("img-pmqg1cw9", "sampleImage", "ap-chengdu"))
    }
}

impl Serialize for Import {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Action for Import {
    const SERVICE: &'static str = ImportImage::SERVICE;
    const VERSION: &'static str = ImportImage::VERSION;
    const NAME: &'static str = ImportImage::NAME;
    const EFFECT: Effect = ImportImage::EFFECT;
    const RATE: Option<u32> = None;
    type Output = <ImportImage as Action>::Output;
    type Code = <ImportImage as Action>::Code;
}

impl Setting {
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.server)
    }

    pub(super) fn endpoint(&self) -> Result<Endpoint, Failure> {
        Ok(Endpoint::custom(&self.url())?)
    }

    pub(super) fn blocking_client(&self) -> Result<blocking::Client, Failure> {
        Ok(blocking::Client::builder(UreqTransport::new()?)
            .credentials(Credential::new(SECRET_ID, SECRET_KEY)?)
            .endpoint(self.endpoint()?)
            .timeout(TOTAL)
            .connect_timeout(CONNECT)
            .build())
    }

    /// The signed request of the client.
    pub(super) fn presigned(&self) -> Result<http::Request<Bytes>, Failure> {
        Ok(self.blocking_client()?.sign(&Import::new())?)
    }
}
