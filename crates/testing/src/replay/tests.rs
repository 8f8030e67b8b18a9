//! Which requests are equal, and what the error says about the others.

use http::Method;

use super::*;

use crate::{Failure, Outcome};

const LIMITS: Limits = Limits::new(Duration::from_secs(2), Duration::from_secs(10));
const TC3: [(&str, &str); 4] = [
    ("content-type", "application/json"),
    ("x-tc-action", "DescribeImage"),
    ("x-tc-version", "2019-07-19"),
    ("x-tc-region", "ap-guangzhou"),
];

fn request(headers: &[(&str, &str)], query: &str, body: &str) -> http::Request<Bytes> {
    let uri = format!("https://ecm.tencentcloudapi.com/{query}");
    let method = if body.is_empty() { Method::GET } else { Method::POST };
    let mut request = http::Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.to_owned().into()).unwrap()
}

fn json(body: &str) -> http::Request<Bytes> {
    request(&TC3, "", body)
}

fn replay(exchanges: Vec<(http::Request<Bytes>, Outcome)>) -> Replay {
    let exchange = |(request, outcome)| Exchange::new(request, outcome);
    Replay::new(Recording { exchanges: exchanges.into_iter().map(exchange).collect() })
}

fn response(body: &'static str) -> Outcome {
    Outcome::Complete(http::Response::new(body.into()))
}

fn send(replay: &Replay, request: http::Request<Bytes>) -> Result<Bytes, TransportError> {
    pollster::block_on(async {
        replay.send(request, LIMITS).await?.into_body().collect(LIMITS.body).await
    })
}

fn unmatched(replay: &Replay, request: http::Request<Bytes>) -> Unmatched {
    let error = send(replay, request).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Unsupported, Sent::Never));
    let unmatched = replay.unmatched().pop().unwrap();
    assert!(error.to_string().ends_with(&unmatched.to_string()), "{error}");
    unmatched
}

#[test]
fn signature_and_order_are_ignored_when_matching() {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let parts = |boundary| [TC3[1], ("content-type", boundary)];
    let (a, b) =
        (parts("multipart/form-data; boundary=aa"), parts("multipart/form-data; boundary=bb"));
    let signed = [&TC3[..], &[("authorization", "x"), ("x-tc-timestamp", "1")]].concat();
    let signed_again = [&TC3[..], &[("authorization", "y"), ("x-tc-timestamp", "2")]].concat();
    for (recorded, sent) in [
        (json(r#"{"A": 1, "B": [2]}"#), json(r#"{"B":[2],"A":1}"#)),
        (request(&signed, "", "{}"), request(&signed_again, "", "{}")),
        (request(&TC3, "?A=1&B=2", ""), request(&TC3, "?B=2&A=1", "")),
        (
            request(&[], "?Action=A&Nonce=1&Timestamp=1&Signature=a&X=1", ""),
            request(&[], "?X=1&Timestamp=2&Nonce=2&Action=A&Signature=b", ""),
        ),
        (
            request(&form, "", "Action=A&SecretId=REDACTED&X=1"),
            request(&form, "", "SecretId=test-secret-id-000001&X=1&Action=A"),
        ),
        (request(&a, "", "--aa\r\n1--aa--"), request(&b, "", "--bb\r\n1--bb--")),
    ] {
        let replay = replay(vec![(recorded, response("found"))]);
        assert_eq!(send(&replay, sent).unwrap(), "found");
        assert!(replay.unused().is_empty());
    }
}

/// Whatever the name of a parameter is, a written recording has the same request.
#[test]
fn written_recording_replays() {
    let signed = [&TC3[..], &[("authorization", "TC3-HMAC-SHA256 x")]].concat();
    for query in ["?Limit=5", "?Token=abc", "?SecretId=abc&Signature=d"] {
        let exchange = Exchange::new(request(&signed, query, ""), response("found"));
        let text = Recording { exchanges: vec![exchange] }.to_json();
        let replay = Replay::new(Recording::from_json(&text).unwrap());
        assert_eq!(send(&replay, request(&signed, query, "")).unwrap(), "found", "{query}");
        unmatched(&replay, request(&signed, &format!("{query}x"), ""));
    }
}

#[test]
fn equal_exchanges_are_used_once_and_in_order() {
    let failure = Failure::new(TransportErrorKind::Closed, Sent::Maybe);
    let replay = replay(vec![
        (json("{}"), Outcome::Failed(failure.clone())),
        (json(r#"{"Limit":1}"#), response("another")),
        (json("{}"), response("second")),
        (json("{}"), Outcome::Truncated(http::Response::new("thi".into()), failure)),
    ]);
    let error = send(&replay, json("{}")).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Closed, Sent::Maybe));
    assert_eq!(send(&replay, json("{}")).unwrap(), "second");
    assert_eq!(send(&replay, json("{}")).unwrap_err().kind(), TransportErrorKind::Closed);

    let error = unmatched(&replay, json("{}"));
    assert_eq!((error.used, error.differences.as_slice()), (3, &[][..]));
    assert!(error.to_string().ends_with("again: all 3 equal exchanges are used"), "{error}");
    let unused = replay.unused();
    assert_eq!(unused.len(), 1);
    assert_eq!(unused[0].request.body(), r#"{"Limit":1}"#);
}

#[test]
fn nearest_exchange_is_named_with_its_differences() {
    let other_action = [TC3[0], ("x-tc-action", "DeleteImage"), TC3[2], TC3[3]];
    let other_region = [TC3[0], TC3[1], TC3[2]];
    let replay = replay(vec![
        (request(&other_action, "", r#"{"Limit":5,"F":[{"N":"a"}]}"#), response("")),
        (request(&other_region, "", r#"{"Limit":5,"F":[{"N":"a"}]}"#), response("")),
        (json(r#"{"Limit":5,"F":[{"N":"b"}],"Offset":1}"#), response("")),
    ]);
    let error = unmatched(&replay, json(r#"{"Limit":5,"F":[{"N":"a"}],"New":"x"}"#));
    assert_eq!(error.nearest, Some(3));
    assert_eq!(
        error.to_string(),
        "POST ecm.tencentcloudapi.com DescribeImage 2019-07-19 ap-guangzhou is not in the recording; \
         nearest is exchange 3, but F.0.N: \"b\" was recorded, \"a\" was sent; \
         Offset: 1 was recorded, nothing was sent; New: nothing was recorded, \"x\" was sent"
    );
    let error = unmatched(&replay, request(&other_region, "", r#"{"Limit":6,"F":[{"N":"a"}]}"#));
    assert_eq!((error.nearest, error.differences[0].place.as_str()), (Some(2), "Limit"));
    assert_eq!(replay.unused().len(), 3);
    let nothing = unmatched(&Replay::new(Recording::default()), json("{}"));
    assert!(nothing.to_string().ends_with("which is empty"), "{nothing}");
}

#[test]
fn host_version_method_and_kind_of_body_must_match() {
    let replay = replay(vec![(json("{\"A\":1}"), response(""))]);
    let mut other_host = json("{\"A\":1}");
    other_host.headers_mut().insert("host", "cvm.tencentcloudapi.com".parse().unwrap());
    let mut other_version = json("{\"A\":1}");
    other_version.headers_mut().insert("x-tc-version", "2020-01-01".parse().unwrap());
    let mut other_method = json("{\"A\":1}");
    *other_method.method_mut() = Method::PUT;
    for (request, place) in [
        (other_host, "host"),
        (other_version, "version"),
        (other_method, "method"),
        (json("not json"), "body"),
        (json("[1]"), "body"),
    ] {
        let error = unmatched(&replay, request);
        assert_eq!(error.differences.len(), 1, "{error}");
        assert_eq!(error.differences[0].place, place);
    }
    assert!(!format!("{replay:?}").contains("DescribeImage"));
}
