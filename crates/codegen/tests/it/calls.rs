//! Calls that the tests write snippets for.

use bytes::Bytes;
use tencentcloud_codegen::snippets::{Call, Form, Unsupported, snippet};
use tencentcloud_core::sign::SigningKey;
use tencentcloud_core::{Auth, Credential, Endpoint, Now, Request, Timestamp};

pub(crate) const AT: u64 = 1_700_000_000;

/// A request, its endpoint, and the request as it is signed.
pub(crate) struct Case {
    pub(crate) request: Request,
    pub(crate) endpoint: Endpoint,
    pub(crate) token: Option<&'static str>,
}

impl Case {
    pub(crate) fn new(request: Request) -> Self {
        Self { request, endpoint: Endpoint::nearest(), token: None }
    }

    pub(crate) fn at(mut self, url: &str) -> Self {
        self.endpoint = Endpoint::custom(url).unwrap().allow_plain_http();
        self
    }

    pub(crate) fn token(mut self, token: &'static str) -> Self {
        self.token = Some(token);
        self
    }

    pub(crate) fn signed(&self) -> http::Request<Bytes> {
        let credential = Credential::new("test-secret-id-000001", "test-secret-key-000001");
        let mut credential = credential.unwrap();
        if let Some(token) = self.token {
            credential = credential.with_token(token).unwrap();
        }
        let unix = Timestamp::new(AT).unwrap();
        let key = SigningKey::derive(
            credential.secret_key(),
            unix.date(),
            self.request.service().to_owned(),
        );
        let origin = self.endpoint.origin_for(&self.request).unwrap();
        let auth = if self.request.is_signed() {
            Auth::Sign { credential: &credential, key: &key }
        } else {
            Auth::Skip
        };
        self.request.to_http(&origin, Now::new(unix, std::time::Duration::ZERO, 7), auth).unwrap()
    }

    /// The text that `tc3` prints.
    pub(crate) fn snippet(&self, form: Form) -> Result<String, Unsupported> {
        let signed = self.signed();
        let call = Call::new(&self.request, &self.endpoint);
        let snippet = snippet(form, &call.signed(&signed, Timestamp::new(AT).unwrap()))?;
        Ok(snippet.to_string())
    }
}

pub(crate) fn ecm(action: &'static str, input: &'static str) -> Request {
    Request::new("ecm", "2019-07-19", action, input)
}

pub(crate) fn import_image() -> Case {
    let input = r#"{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}"#;
    Case::new(ecm("ImportImage", input))
}

pub(crate) fn describe_image() -> Case {
    let input = r#"{"Filters":[{"Values":["PRIVATE_IMAGE"],"Name":"image-type"}],"Limit":20}"#;
    let request = ecm("DescribeImage", input).region("ap-guangzhou");
    Case::new(request).at("http://127.0.0.1:41873")
}

pub(crate) fn run_instances() -> Case {
    let input = r#"{
  "InstanceType": "S5.MEDIUM2",
  "Placement": {"Zone": "ap-guangzhou-3"},
  "ImageId": "img-pmqg1cw9",
  "InstanceCount": 2,
  "DryRun": true,
  "InstanceName": "边缘 \"one\" $HOME `id`",
  "SecurityGroupIds": [],
  "SystemDisk": {"DiskSize": 50}
}"#;
    let request = Request::new("cvm", "2017-03-12", "RunInstances", input);
    let language = tencentcloud_core::Language::EnUs;
    Case::new(request.region("ap-guangzhou").language(language))
}
