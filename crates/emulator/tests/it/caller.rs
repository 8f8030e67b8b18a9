//! A minimal client: it signs with the signer of core and reads replies as JSON.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use serde_json::Value;
use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_emulator::{Builder, Emulator};

/// 2023-11-14T22:13:20Z, the time of the frozen clock.
pub(crate) const START: Timestamp = Timestamp::saturating(1_700_000_000);

pub(crate) const ID: &str = "test-secret-id-000001";
pub(crate) const KEY: &str = "test-secret-key-000001";

/// The parameters of a valid import.
pub(crate) fn import_parameters() -> Value {
    serde_json::json!({
        "ImageId": "img-pmqg1cw9",
        "ImageDescription": "sampleImage",
        "SourceRegion": "ap-chengdu",
    })
}

/// An emulator with the placeholder key and a clock frozen at [`START`].
pub(crate) fn frozen(settings: impl FnOnce(Builder) -> Builder) -> Emulator {
    let emulator = settings(Emulator::builder().key(ID, KEY)).build().unwrap();
    emulator.clock().freeze(true);
    emulator.clock().set_unix(START);
    emulator
}

/// A request before it is signed.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) method: Method,
    pub(crate) query: String,
    pub(crate) host: String,
    /// The signed host, if it differs.
    pub(crate) signed_host: Option<String>,
    pub(crate) content_type: String,
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) timestamp: Timestamp,
    pub(crate) scope: String,
    pub(crate) credential: Credential,
    pub(crate) body: Bytes,
    headers: Vec<(&'static str, Option<String>)>,
}

pub(crate) fn draft(action: &str, parameters: &Value) -> Draft {
    Draft {
        method: Method::POST,
        query: String::new(),
        host: "ecm.tencentcloudapi.com".to_owned(),
        signed_host: None,
        content_type: "application/json".to_owned(),
        action: action.to_owned(),
        version: "2019-07-19".to_owned(),
        timestamp: START,
        scope: "ecm".to_owned(),
        credential: Credential::new(ID, KEY).unwrap(),
        body: parameters.to_string().into(),
        headers: Vec::new(),
    }
}

impl Draft {
    /// Adds a header after signing, or replaces one.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, Some(value.to_owned())));
        self
    }

    /// Removes a header after signing.
    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.headers.push((name, None));
        self
    }

    pub(crate) fn set(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn request(&self) -> Request<Bytes> {
        let key =
            SigningKey::derive(self.credential.secret_key(), self.timestamp.date(), &*self.scope);
        let payload: &[u8] = if self.method == "GET" { b"" } else { &self.body };
        let canonical = CanonicalRequest {
            method: self.method.as_str(),
            query: &self.query,
            content_type: &self.content_type,
            host: self.signed_host.as_ref().unwrap_or(&self.host),
            signed_headers: &[],
            payload: Payload::Signed(payload),
        };
        let authorization =
            sign(&canonical, self.credential.secret_id(), &key, self.timestamp).unwrap();
        let mut request = Request::builder()
            .method(&self.method)
            .uri(format!("/?{}", self.query).trim_end_matches('?'))
            .header("host", &self.host)
            .header("content-type", &self.content_type)
            .header("x-tc-action", &self.action)
            .header("x-tc-version", &self.version)
            .header("x-tc-timestamp", self.timestamp.to_string())
            .header("authorization", authorization.to_string())
            .body(self.body.clone())
            .unwrap();
        for (name, value) in &self.headers {
            let name = HeaderName::from_static(name);
            match value {
                Some(value) => {
                    let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
                    request.headers_mut().insert(name, value);
                }
                None => {
                    request.headers_mut().remove(name);
                }
            }
        }
        request
    }

    pub(crate) fn send(&self, emulator: &Emulator) -> Reply {
        Reply::of(&emulator.respond(self.request()))
    }
}

/// The `Response` object of a reply.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) members: Value,
}

impl Reply {
    /// Checks the status and headers of an API response, and reads its body.
    pub(crate) fn of(response: &http::Response<Bytes>) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(response.headers().contains_key("date"));
        let mut body: Value = serde_json::from_slice(response.body()).unwrap();
        let members = body["Response"].take();
        assert_eq!(members["RequestId"].as_str().unwrap().len(), 36);
        Self { members }
    }

    pub(crate) fn code(&self) -> &str {
        self.members["Error"]["Code"].as_str().unwrap_or("success")
    }

    pub(crate) fn message(&self) -> &str {
        self.members["Error"]["Message"].as_str().unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn success(self) -> Value {
        assert_eq!(self.code(), "success", "{:?}", self.members);
        self.members
    }

    /// Expects this code, and a message with every word of `named`.
    #[track_caller]
    pub(crate) fn fails(&self, code: &str, named: &[&str]) {
        assert_eq!(self.code(), code, "{:?}", self.members);
        for word in named {
            assert!(self.message().contains(word), "no {word} in {:?}", self.message());
        }
    }
}

/// Signs and sends one call.
#[track_caller]
pub(crate) fn call(emulator: &Emulator, action: &str, parameters: &Value) -> Reply {
    let at = tencentcloud_core::Clock::now(&emulator.clock()).unix;
    draft(action, parameters).set(|draft| draft.timestamp = at).send(emulator)
}

/// The response body of the administration.
#[track_caller]
pub(crate) fn admin(emulator: &Emulator, path: &str) -> Value {
    let request = Request::get(format!("http://127.0.0.1/_emulator/{path}")).body(Bytes::new());
    let response = emulator.respond(request.unwrap());
    assert_eq!(response.status(), 200);
    serde_json::from_slice(response.body()).unwrap()
}

/// The newest entry of the journal.
pub(crate) fn last_entry(emulator: &Emulator) -> Value {
    let mut journal = admin(emulator, "journal");
    journal["entries"].as_array_mut().unwrap().pop().unwrap()
}
