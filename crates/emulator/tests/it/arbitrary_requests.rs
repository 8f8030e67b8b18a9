//! Any request gets a response.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::caller::{Reply, draft, frozen};

const HEADERS: [&str; 9] = [
    "host",
    "content-type",
    "authorization",
    "x-tc-action",
    "x-tc-version",
    "x-tc-timestamp",
    "x-tc-region",
    "x-tc-language",
    "x-tc-token",
];

/// Values that are valid, nearly valid or random.
fn header_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("ImportImage".to_owned()),
        Just("2019-07-19".to_owned()),
        Just("1700000000".to_owned()),
        Just("zh-CN".to_owned()),
        Just("ecm.tencentcloudapi.com".to_owned()),
        "TC3-HMAC-SHA256 Credential=[a-z/]{0,30}, SignedHeaders=[a-z;-]{0,20}, Signature=[0-9a-f]{0,64}",
        "[ -~]{0,40}",
        "\\PC{0,10}",
    ]
}

/// Fragments of `multipart/form-data`.
const PARTS: &[&str] = &[
    "--b",
    "--",
    "\r\n",
    "\r\n\r\n",
    "\r\n--b",
    "Content-Disposition: form-data; name=\"Limit\"",
    "\r\nContent-Type: application/json",
    "--b\r\nContent-Disposition: form-data; name=\"Limit\"\r\n\r\n5\r\n",
    "5",
    "{",
    "\u{e9}",
];

/// Random JSON with names that the actions define.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!("img-pmqg1cw9")),
        Just(json!("ap-chengdu")),
        "\\PC{0,70}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("ImageId".to_owned()),
        Just("ImageDescription".to_owned()),
        Just("SourceRegion".to_owned()),
        Just("ImageIDSet".to_owned()),
        Just("Filters".to_owned()),
        Just("Name".to_owned()),
        Just("Values".to_owned()),
        Just("Limit".to_owned()),
        "\\PC{0,10}",
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_gets_a_response(
        method in "(GET|POST|[A-Z]{1,7})",
        target in "/[!-~]{0,40}",
        headers in prop::collection::vec((0..HEADERS.len(), header_value()), 0..10),
        body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let request = Request::builder().method(&*method).uri(&*target).body(Bytes::from(body));
        prop_assume!(request.is_ok());
        let mut request = request.unwrap();
        for (name, value) in headers {
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                request.headers_mut().insert(HeaderName::from_static(HEADERS[name]), value);
            }
        }
        let reply = frozen(|builder| builder).respond(request);
        if !target.starts_with("/_emulator") {
            let reply = Reply::of(&reply);
            prop_assert_ne!(reply.code(), "success");
        }
    }

    #[test]
    fn any_parameters_get_a_documented_code(
        action in prop::sample::select(vec![
            "ImportImage",
            "DescribeImage",
            "DescribeCustomImageTask",
            "DeleteImage",
            "ModifyImageAttribute",
        ]),
        parameters in json_value(),
    ) {
        let emulator = frozen(|builder| builder);
        let reply = draft(action, &parameters).send(&emulator);
        let documented = tencentcloud_catalog::action("ecm", "2019-07-19", action).unwrap();
        let common = ["success", "UnknownParameter", "InvalidParameter", "InvalidParameterValue",
            "MissingParameter", "ResourceNotFound"];
        let code = reply.code();
        prop_assert!(documented.documents(code) || common.contains(&code), "{reply:?}");
    }

    #[test]
    fn any_query_gets_a_response(query in "[A-Za-z0-9.=&%+]{0,80}") {
        let get = draft("DescribeImage", &json!({})).set(|draft| {
            draft.method = http::Method::GET;
            draft.query = query.trim_end_matches('?').to_owned();
            draft.body = Bytes::new();
        });
        get.send(&frozen(|builder| builder));
    }

    #[test]
    fn any_multipart_body_gets_a_response(parts in prop::collection::vec(prop::sample::select(PARTS), 0..12)) {
        let post = draft("DescribeImage", &json!({})).set(|draft| {
            draft.content_type = "multipart/form-data; boundary=b".to_owned();
            draft.body = parts.concat().into();
        });
        let reply = post.send(&frozen(|builder| builder));
        prop_assert_ne!(reply.code(), "AuthFailure.SignatureFailure");
    }
}
