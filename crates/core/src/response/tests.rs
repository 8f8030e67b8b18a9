use super::*;
use crate::{Action, Effect};

fn raw(body: &str) -> RawResponse {
    RawResponse {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}")
}

/// An action whose output has a member `Error`, as two actions of lkeap have.
#[derive(serde::Serialize)]
struct SplitResult;

impl Action for SplitResult {
    const SERVICE: &'static str = "lkeap";
    const VERSION: &'static str = "2024-05-22";
    const NAME: &'static str = "GetSplitDocumentResult";
    const EFFECT: Effect = Effect::Read;
    const DECLARES_ERROR: bool = true;
    type Output = serde_json::Value;
    type Code = ErrorCode;
}

#[test]
fn a_success_has_its_request_id() {
    let response = raw(r#"{"Response": {"RequestId": "r-1", "New": [1, {"a": null}]}}"#);
    assert_eq!(response.classify(&request()).unwrap(), "r-1");
    let decodable = ApiResponse { raw: response, request_id: String::new(), attempts: 2 };
    let whole: &RawValue = decodable.decode(&request()).unwrap();
    assert_eq!(whole.get(), r#"{"RequestId": "r-1", "New": [1, {"a": null}]}"#);
}

#[test]
fn an_error_needs_a_code_that_is_not_empty() {
    let response = raw(
        r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "no\nsuch"}, "RequestId": "r-2"}}"#,
    );
    let error = response.classify(&request()).unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidAction");
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.to_string(), "ImportImage: InvalidAction: no such (request id r-2)");

    for success in [
        r#"{"Response": {"Error": {"Code": "", "Message": "x"}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": {"Message": "x"}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": ["InvalidAction", "m"], "RequestId": "r"}}"#,
        r#"{"Response": {"Error": {}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": null, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": "a member of the action", "RequestId": "r"}}"#,
        // `serde_json::Value` would read the string as if it were JSON itself.
        r#"{"Response": {"Error": {"$serde_json::private::RawValue": "{\"Code\": \"A\"}"}, "RequestId": "r"}}"#,
    ] {
        assert_eq!(raw(success).classify(&request()).unwrap(), "r", "{success}");
    }
}

#[test]
fn a_code_that_is_no_string_is_invalid_unless_the_action_declares_error() {
    for code in ["7", "{}", "[]", "true", "null"] {
        let body =
            alloc::format!(r#"{{"Response": {{"Error": {{"Code": {code}}}, "RequestId": "r"}}}}"#);
        let response = raw(&body);
        let error = response.classify(&request()).unwrap_err();
        assert!(matches!(&error, Error::Reply { problem: ReplyError::Code, .. }), "{error}");
        assert_eq!(error.request_id(), Some("r"));
        assert_eq!(response.classify(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
    }
}

#[test]
fn an_error_with_duplicate_members_is_no_success() {
    for error in [
        r#"{"Code": "A", "Message": "m", "Message": "n"}"#,
        r#"{"Code": "A", "Code": "", "Message": "m"}"#,
    ] {
        let body = alloc::format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r"}}}}"#);
        let response = raw(&body);
        let failed = response.classify(&request()).unwrap_err();
        assert!(matches!(&failed, Error::Reply { problem: ReplyError::Envelope(_), .. }));
        assert_eq!(failed.request_id(), Some("r"));
        assert_eq!(response.classify(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
    }
}

#[test]
fn a_stream_of_events_is_not_classified() {
    let mut response = raw(r#"{"Response": {"RequestId": "r"}}"#);
    response.headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("text/event-stream"));
    assert!(response.is_stream());
    let error = response.classify(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Stream, .. }), "{error}");

    response.status = StatusCode::BAD_GATEWAY;
    assert!(!response.is_stream());
    let error = response.classify(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }), "{error}");
    assert!(!raw("{}").is_stream());
}

/// It goes to terminals and logs, which it must not control.
#[test]
fn an_error_is_one_line_without_control_characters() {
    let response = raw(
        r#"{"Response": {"Error": {"Code": "A.B\u001b[2J\nc", "Message": "\u001b[31m\r\n"}, "RequestId": "r\n2"}}"#,
    );
    let shown = response.classify(&request()).unwrap_err().to_string();
    assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    let without_id = raw(r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "m"}}}"#);
    let shown = without_id.classify(&request()).unwrap_err().to_string();
    assert_eq!(shown, "ImportImage: InvalidAction: m (no request id)");
}

#[test]
fn a_response_that_is_not_of_the_api_is_quoted() {
    let mut page = raw("<html>\n<title>502 Bad Gateway</title>");
    page.status = StatusCode::BAD_GATEWAY;
    page.headers.insert("x-tc-requestid", http::HeaderValue::from_static("r-9"));
    let error = page.classify(&request()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ImportImage: invalid response: HTTP status 502 Bad Gateway; \
         the body begins \"<html> <title>502 Bad Gateway</title>\" (request id r-9)"
    );
    let deep = alloc::format!(r#"{{"Response": {}{}}}"#, "[".repeat(500), "]".repeat(500));
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "<html>",
        r#"{"Response": "#,
        r#"{"Response": 1}"#,
        &deep,
        "\u{7f}\0",
    ] {
        let error = raw(body).classify(&request()).unwrap_err();
        assert!(matches!(error, Error::Reply { .. }), "{body:?}");
        assert!(!error.to_string().contains('\n'));
    }
    let list = raw("[]").classify(&request()).unwrap_err().to_string();
    assert!(list.contains("expected an object"), "{list}");
    let twice = r#"{"Response": {"RequestId": "a", "RequestId": "b"}}"#;
    assert!(raw(twice).classify(&request()).is_err());
}

#[test]
fn at_most_120_characters_of_a_page_are_quoted() {
    let quoted = |body: &str| match raw(body).classify(&request()) {
        Err(Error::Reply { beginning, .. }) => beginning,
        other => panic!("{other:?}"),
    };
    assert_eq!(quoted(&"<".repeat(121)), "<".repeat(120));
    assert_eq!(quoted(&"\u{1f98a}".repeat(121)), "\u{1f98a}".repeat(120), "four bytes each");
    assert_eq!(quoted(&alloc::format!("{}<", " ".repeat(479))), "<");
    assert_eq!(quoted(&alloc::format!("{}<", " ".repeat(480))), "");
}

#[test]
fn debug_shows_only_the_size_of_a_body() {
    let shown = alloc::format!("{:?}", raw("canary"));
    assert_eq!(shown, "RawResponse(200 OK, 6 bytes)");
}

#[test]
fn an_output_that_does_not_fit_is_a_decode_error_with_its_attempts() {
    #[derive(Debug, Deserialize)]
    struct Output {
        #[serde(rename = "Count")]
        _count: u32,
    }
    let decodable = |body| ApiResponse { raw: raw(body), request_id: String::new(), attempts: 2 };
    let response = decodable(r#"{"Response": {"RequestId": "r-1", "Count": "many"}}"#);
    let error = response.decode::<Output>(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. }), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.attempts(), 2);
    assert!(decodable("[]").decode::<Output>(&request()).is_err());
}

#[test]
fn json_errors_do_not_quote_values() {
    let problem = |body: &str| match raw(body).classify(&request()) {
        Err(Error::Reply { problem, .. }) => problem.to_string(),
        other => panic!("{other:?}"),
    };
    for (body, expected) in [
        ("<html>", "expected value at line 1 column 1"),
        (r#"{"Response": "#, "EOF while parsing a value at line 1 column 13"),
        ("{}", "missing field `Response` at line 1 column 2"),
        (r#"{"Response": {}, "Response": {}}"#, "duplicate field `Response` at line 1 column 27"),
    ] {
        assert_eq!(
            problem(body),
            alloc::format!("invalid response: not an API response: {expected}")
        );
    }
    let expected = problem(r#"{"Response": "canary"}"#);
    assert!(expected.contains("expected an object") && !expected.contains("canary"), "{expected}");
}
