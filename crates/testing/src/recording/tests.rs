//! The written form, and reading it back.

use http::StatusCode;

use super::*;

fn request() -> http::Request<Bytes> {
    http::Request::post("https://ecm.tencentcloudapi.com/")
        .header("host", "ecm.tencentcloudapi.com")
        .header("authorization", "TC3-HMAC-SHA256 Credential=test-secret-id-000001/a, ...")
        .header("x-tc-token", "test-token-000001")
        .header("x-tc-action", "DescribeImage")
        .body(Bytes::from_static(b"{\"Limit\": 5}"))
        .unwrap()
}

fn recording() -> Recording {
    let mut response = http::Response::new(Bytes::from_static(&[0xff, 0]));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().append("x-a", "1".parse().unwrap());
    response.headers_mut().append("x-a", "2".parse().unwrap());
    let mut failure = Failure::new(TransportErrorKind::Closed, Sent::Maybe);
    failure.reason = "reset by peer".to_owned();
    let never = Failure::new(TransportErrorKind::Connect, Sent::Never);
    let outcomes = [
        Outcome::Complete(response.clone()),
        Outcome::Truncated(response, failure),
        Outcome::Failed(never),
    ];
    Recording { exchanges: outcomes.map(|outcome| Exchange::new(request(), outcome)).into() }
}

#[test]
fn recording_survives_writing_and_reading() {
    let text = recording().to_json();
    let read = Recording::from_json(&text).unwrap();
    assert_eq!(read.to_json(), text);
    assert_eq!(read.exchanges[0].request.body(), &request().into_body());
    let Outcome::Truncated(response, failure) = &read.exchanges[1].outcome else { panic!() };
    assert_eq!(response.body(), &[0xff, 0][..]);
    assert_eq!(response.headers().get_all("x-a").iter().count(), 2);
    assert_eq!(failure.reason, "reset by peer");
}

/// Later versions can read existing files only if the format stays the same.
#[test]
fn written_format_is_stable() {
    let mut recording = recording();
    recording.exchanges.remove(0);
    let written = r#"{
  "format": "tencentcloud-recording/1",
  "exchanges": [
    {
      "request": {
        "method": "POST",
        "uri": "https://ecm.tencentcloudapi.com/",
        "headers": [
          "host: ecm.tencentcloudapi.com",
          "authorization: REDACTED",
          "x-tc-token: REDACTED",
          "x-tc-action: DescribeImage"
        ],
        "body": "{\"Limit\": 5}"
      },
      "response": {
        "status": 502,
        "headers": [
          "x-a: 1",
          "x-a: 2"
        ],
        "body_base64": "/wA="
      },
      "failure": {
        "kind": "Closed",
        "sent": "Maybe",
        "reason": "reset by peer"
      }
    },
    {
      "request": {
        "method": "POST",
        "uri": "https://ecm.tencentcloudapi.com/",
        "headers": [
          "host: ecm.tencentcloudapi.com",
          "authorization: REDACTED",
          "x-tc-token: REDACTED",
          "x-tc-action: DescribeImage"
        ],
        "body": "{\"Limit\": 5}"
      },
      "failure": {
        "kind": "Connect",
        "sent": "Never"
      }
    }
  ]
}
"#;
    assert_eq!(recording.to_json(), written);
    let later = written.replace("\"status\": 502", "\"status\": 502, \"took\": 0.25");
    assert_eq!(Recording::from_json(&later).unwrap().to_json(), written);
}

#[test]
fn signatures_and_tokens_are_redacted() {
    let mut v1 = request();
    v1.headers_mut().remove("authorization");
    *v1.uri_mut() =
        "https://a.example/?Action=A&SecretId=s1&Signature=s2&Token=s3".parse().unwrap();
    v1.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    *v1.body_mut() = "SecretId=s1&Limit=5&Signature=s2&Token=s3".into();
    let mut recording = recording();
    recording.exchanges.push(Exchange::new(v1, recording.exchanges[0].outcome.clone()));
    let text = recording.to_json();
    for secret in ["test-secret", "test-token", "=s1", "=s2", "=s3"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(text.contains("?Action=A&SecretId=REDACTED&"), "{text}");
    assert!(text.contains("&Limit=5&"), "{text}");
    let debug = format!("{recording:?}");
    assert!(!debug.contains("test-") && debug.contains("DescribeImage"), "{debug}");
}

/// With signature v3 these are parameters of the action, which a replay compares.
#[test]
fn parameters_named_like_secrets_of_v1_are_kept_in_v3() {
    let mut get = request();
    *get.uri_mut() = "https://a.example/?SecretId=a&Signature=b&Token=c".parse().unwrap();
    let mut form = request();
    let form_type = "application/x-www-form-urlencoded".parse().unwrap();
    form.headers_mut().insert("content-type", form_type);
    *form.body_mut() = "Token=d".into();
    let mut recording = Recording::default();
    for request in [get, form] {
        let failed = Outcome::Failed(Failure::new(TransportErrorKind::Connect, Sent::Never));
        recording.exchanges.push(Exchange::new(request, failed));
    }
    let read = Recording::from_json(&recording.to_json()).unwrap();
    let query = read.exchanges[0].request.uri().query();
    assert_eq!(query, Some("SecretId=a&Signature=b&Token=c"));
    assert_eq!(read.exchanges[1].request.body(), "Token=d");
    assert!(!recording.to_json().contains("test-secret-id"));
}

#[test]
fn every_kind_of_failure_is_read_back() {
    for &kind in TransportErrorKind::ALL {
        let failed = Outcome::Failed(Failure::new(kind, Sent::Never));
        let one = Recording { exchanges: vec![Exchange::new(request(), failed)] };
        let read = Recording::from_json(&one.to_json()).unwrap();
        let Outcome::Failed(failure) = &read.exchanges[0].outcome else { panic!() };
        assert_eq!(failure, &Failure::new(kind, Sent::Never));
    }
}

#[test]
fn errors_name_the_exchange_and_say_everything_once() {
    let text = recording().to_json();
    for (text, says) in [
        ("[".to_owned(), "line 1"),
        (text.replace("recording/1", "recording/2"), "recording/2"),
        (text.replace("\"Connect\"", "\"Asleep\""), "3 of the recording is invalid: unknown kind"),
        (text.replace("\"Never\"", "\"Often\""), "exchange 3"),
        (text.replace("/wA=", "?"), "1 of the recording is invalid: body_base64"),
        (text.replace("x-a: 1", "x-a"), "\"x-a\" is not a header"),
    ] {
        let error = Recording::from_json(&text).unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
        assert!(std::error::Error::source(&error).is_none(), "{error}");
    }
}

#[test]
fn reason_of_a_failure_survives_the_way_through_an_error() {
    for reason in ["", "connection reset: by peer"] {
        let mut failure = Failure::new(TransportErrorKind::Closed, Sent::Maybe);
        failure.reason = reason.to_owned();
        let error = TransportError::from(failure.clone());
        assert_eq!(Failure::from(&error), failure);
    }
}
