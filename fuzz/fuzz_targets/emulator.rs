//! Any sequence of requests to one emulator. Each response is JSON with status 200
//! or a 4xx status, and nothing panics.
#![no_main]

use std::time::Duration;

use arbitrary::Arbitrary;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Uri};
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use tencentcloud_core::sign::v1::{Algorithm, SourceText};
use tencentcloud_core::sign::{CanonicalRequest, Payload, SigningKey, sign};
use tencentcloud_core::{Clock, form};
use tencentcloud_emulator::Emulator;

#[derive(Arbitrary, Debug)]
enum Event<'a> {
    /// A signed request that reaches its action.
    Call { action: Action, region: Region, parameters: Parameters<'a> },
    /// The same with signature v1, where all parameters are pairs.
    FormCall { post: bool, action: Action, pairs: Vec<(Path, &'a str)> },
    /// Any request.
    Request { method: &'a str, target: &'a str, headers: Vec<(Header, &'a [u8])>, body: &'a [u8] },
    /// A request to the administration.
    Admin { post: bool, path: AdminPath, body: &'a str },
    /// Time passes.
    Wait { milliseconds: u32 },
}

#[derive(Arbitrary, Debug)]
enum Parameters<'a> {
    Json(Json<'a>),
    /// A query of pairs.
    Pairs(Vec<(Path, &'a str)>),
    /// A query without encoding.
    Query(&'a str),
    /// A body that may not be JSON.
    Body(&'a [u8]),
}

#[derive(Arbitrary, Debug)]
enum Json<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(&'a str),
    /// The id of the image that every emulator has.
    Seeded,
    /// That image's region.
    SeededRegion,
    List(Vec<Json<'a>>),
    Object(Vec<(Name, Json<'a>)>),
}

/// An enum with a string for each variant.
macro_rules! strings {
    ($name:ident { $($variant:ident = $string:expr),* $(,)? }) => {
        #[derive(Arbitrary, Debug, Clone, Copy)]
        enum $name { $($variant),* }
        impl $name {
            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $string),* }
            }
        }
    };
}

strings!(Action {
    Import = "ImportImage",
    Describe = "DescribeImage",
    Task = "DescribeCustomImageTask",
    Delete = "DeleteImage",
    Modify = "ModifyImageAttribute",
    OfEcm = "RunInstances",
    Unknown = "NoSuchAction",
});
strings!(Region { None = "", Served = "ap-guangzhou", Edge = "ap-xian-ecm", Unknown = "moon-1" });
strings!(Name {
    ImageId = "ImageId",
    ImageDescription = "ImageDescription",
    SourceRegion = "SourceRegion",
    Image = "ImageName",
    ImageIdSet = "ImageIDSet",
    Filters = "Filters",
    OfFilter = "Name",
    Values = "Values",
    Offset = "Offset",
    Limit = "Limit",
    Unknown = "Unknown",
});
strings!(Path {
    ImageId = "ImageId",
    ImageDescription = "ImageDescription",
    SourceRegion = "SourceRegion",
    ImageId0 = "ImageIDSet.0",
    ImageId1 = "ImageIDSet.1",
    FilterName = "Filters.0.Name",
    FilterValue = "Filters.0.Values.0",
    Limit = "Limit",
    Deep = "Filters.0.Values.0.x.9",
});
strings!(Header {
    Host = "host",
    ContentType = "content-type",
    Authorization = "authorization",
    Origin = "origin",
    Action = "x-tc-action",
    Version = "x-tc-version",
    Timestamp = "x-tc-timestamp",
    Region = "x-tc-region",
    Language = "x-tc-language",
    Token = "x-tc-token",
    Payload = "x-tc-content-sha256",
});
strings!(AdminPath {
    Health = "/_emulator/health",
    Journal = "/_emulator/journal",
    Clock = "/_emulator/clock",
    Images = "/_emulator/images",
    Reset = "/_emulator/reset",
    Faults = "/_emulator/faults",
    Other = "/_emulator/",
});

fuzz_target!(|events: Vec<Event<'_>>| {
    let emulator = Emulator::builder()
        .key("test-secret-id-000001", "test-secret-key-000001")
        .clock_start(tencentcloud_core::Timestamp::saturating(1_700_000_000))
        .seed(1)
        .import_duration(Duration::from_mins(1))
        .image_quota(3)
        .build()
        .expect("the keys are valid");
    emulator.clock().freeze(true);
    for event in &events {
        run(&emulator, event);
    }
});

fn run(emulator: &Emulator, event: &Event<'_>) {
    let request = match event {
        Event::Wait { milliseconds } => {
            emulator.clock().advance(Duration::from_millis((*milliseconds).into()));
            return;
        }
        Event::Call { action, region, parameters } => {
            signed(emulator, action.as_str(), region.as_str(), parameters)
        }
        Event::FormCall { post, action, pairs } => {
            signed_v1(emulator, *post, action.as_str(), pairs)
        }
        Event::Request { method, target, headers, body } => {
            any_request(method, target, headers, body)
        }
        Event::Admin { post, path, body } => {
            let method = if *post { Method::POST } else { Method::GET };
            http::Request::builder()
                .method(method)
                .uri(path.as_str())
                .header("host", "127.0.0.1")
                .header("content-type", "application/json")
                .body(Bytes::copy_from_slice(body.as_bytes()))
                .ok()
        }
    };
    let Some(request) = request else { return };
    let is_connect = request.method() == Method::CONNECT;
    let is_admin = request.uri().path().starts_with("/_emulator");

    let response = emulator.respond(request);
    let status = response.status();
    assert!(status == 200 || status.is_client_error(), "{status} to {event:?}");
    let content_type = response.headers().get("content-type").map(HeaderValue::as_bytes);
    assert_eq!(content_type, Some(&JSON[..]));
    let body: Value = serde_json::from_slice(response.body()).expect("responses are JSON");
    if !is_admin {
        assert!(status == 200 || is_connect, "{status} to {event:?}");
        let request_id = body["Response"]["RequestId"].as_str();
        assert!(request_id.is_some_and(|id| id.len() == 36), "{body} to {event:?}");
    }
    if let Event::Call { .. } | Event::FormCall { .. } = event {
        let code = &body["Response"]["Error"]["Code"];
        assert_ne!(code, "AuthFailure.SignatureFailure", "the request was sent as it was signed");
        assert_ne!(code, "InternalError", "{event:?}");
    }
}

const JSON: [u8; 16] = *b"application/json";

fn signed(
    emulator: &Emulator,
    action: &str,
    region: &str,
    parameters: &Parameters<'_>,
) -> Option<http::Request<Bytes>> {
    let (method, query, body) = match parameters {
        Parameters::Json(json) => ("POST", String::new(), json.value(0).to_string().into_bytes()),
        Parameters::Body(body) => ("POST", String::new(), body.to_vec()),
        Parameters::Query(query) => ("GET", (*query).to_owned(), Vec::new()),
        Parameters::Pairs(pairs) => {
            let pairs = pairs.iter().map(|(path, value)| (path.as_str(), *value));
            ("GET", form::encode(pairs), Vec::new())
        }
    };
    let target = if query.is_empty() { "/".to_owned() } else { format!("/?{query}") };
    let uri: Uri = target.parse().ok()?;
    let at = emulator.clock().now().unix;
    let credential = emulator.credential();
    let canonical = CanonicalRequest {
        method,
        query: uri.query().unwrap_or_default(),
        content_type: "application/json",
        host: "ecm.tencentcloudapi.com",
        signed_headers: &[],
        payload: Payload::Signed(&body),
    };
    let key = SigningKey::derive(credential.secret_key(), at.date(), "ecm");
    let authorization = sign(&canonical, credential.secret_id(), &key, at).ok()?.to_string();
    let mut request = http::Request::builder()
        .method(method)
        .uri(uri.clone())
        .header("host", canonical.host)
        .header("content-type", canonical.content_type)
        .header("x-tc-action", action)
        .header("x-tc-version", "2019-07-19")
        .header("x-tc-timestamp", at.seconds())
        .header("authorization", authorization);
    if !region.is_empty() {
        request = request.header("x-tc-region", region);
    }
    request.body(body.into()).ok()
}

fn signed_v1(
    emulator: &Emulator,
    post: bool,
    action: &str,
    pairs: &[(Path, &str)],
) -> Option<http::Request<Bytes>> {
    let at = emulator.clock().now().unix.to_string();
    let credential = emulator.credential();
    let mut parameters = vec![
        ("Action", action),
        ("Version", "2019-07-19"),
        ("Timestamp", &*at),
        ("Nonce", "11886"),
        ("SecretId", credential.secret_id()),
        ("SignatureMethod", "HmacSHA256"),
    ];
    parameters.extend(pairs.iter().map(|(path, value)| (path.as_str(), *value)));
    let (method, host) = (if post { "POST" } else { "GET" }, "ecm.tencentcloudapi.com");
    let signature = SourceText { method, host, parameters: &parameters }
        .sign(Algorithm::HmacSha256, credential.secret_key());
    parameters.push(("Signature", &signature));
    let form = form::encode(parameters);

    let request = http::Request::builder().method(method).header("host", host);
    if post {
        let content_type = "application/x-www-form-urlencoded";
        request.uri("/").header("content-type", content_type).body(form.into()).ok()
    } else {
        request.uri(format!("/?{form}")).body(Bytes::new()).ok()
    }
}

fn any_request(
    method: &str,
    target: &str,
    headers: &[(Header, &[u8])],
    body: &[u8],
) -> Option<http::Request<Bytes>> {
    let mut request = http::Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = method.parse().ok()?;
    *request.uri_mut() = target.parse().ok()?;
    for (name, value) in headers {
        let value = HeaderValue::from_bytes(value).ok()?;
        request.headers_mut().append(HeaderName::from_static(name.as_str()), value);
    }
    Some(request)
}

impl Json<'_> {
    fn value(&self, depth: usize) -> Value {
        match self {
            _ if depth > 20 => Value::Null,
            Self::Null => Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Integer(number) => (*number).into(),
            Self::Float(number) => (*number).into(),
            Self::String(string) => (*string).into(),
            Self::Seeded => "img-pmqg1cw9".into(),
            Self::SeededRegion => "ap-chengdu".into(),
            Self::List(items) => items.iter().map(|item| item.value(depth + 1)).collect(),
            Self::Object(members) => {
                let member = |(name, value): &(Name, Json<'_>)| {
                    (name.as_str().to_owned(), value.value(depth + 1))
                };
                Value::Object(members.iter().map(member).collect::<Map<_, _>>())
            }
        }
    }
}
