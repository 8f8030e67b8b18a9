use super::*;
use crate::{Action, Effect};

fn received(body: &str) -> RawResponse {
    RawResponse {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn request() -> Request {
    Request::new("ecm", "2019-07-19", "ImportImage", "{}")
}

/// An action whose output has an `Error` of its own, as two of lkeap have.
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
fn success_keeps_the_request_id() {
    let reply = received(r#"{"Response": {"RequestId": "r-1", "New": [1, {"a": null}]}}"#);
    assert_eq!(reply.classify(&request()).unwrap(), "r-1");
    let accepted = ApiResponse { raw: reply, request_id: String::new(), attempts: 2 };
    let whole: &RawValue = accepted.decode(&request()).unwrap();
    assert_eq!(whole.get(), r#"{"RequestId": "r-1", "New": [1, {"a": null}]}"#);
}

#[test]
fn an_error_is_one_with_a_code_that_says_something() {
    let reply = received(
        r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "no\nsuch"}, "RequestId": "r-2"}}"#,
    );
    let error = reply.classify(&request()).unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidAction");
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.to_string(), "ImportImage: InvalidAction: no such (request id r-2)");

    for success in [
        r#"{"Response": {"Error": {"Code": "", "Message": "x"}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": {"Message": "x"}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": ["InvalidAction", "m"], "RequestId": "r"}}"#,
        r#"{"Response": {"Error": {}, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": null, "RequestId": "r"}}"#,
        r#"{"Response": {"Error": "a text of the action's own", "RequestId": "r"}}"#,
        // `serde_json::Value` would read the text as if it stood there itself.
        r#"{"Response": {"Error": {"$serde_json::private::RawValue": "{\"Code\": \"A\"}"}, "RequestId": "r"}}"#,
    ] {
        assert_eq!(received(success).classify(&request()).unwrap(), "r", "{success}");
    }
}

#[test]
fn a_code_that_is_no_text_is_garbled_unless_the_output_declares_error() {
    for code in ["7", "{}", "[]", "true", "null"] {
        let body =
            alloc::format!(r#"{{"Response": {{"Error": {{"Code": {code}}}, "RequestId": "r"}}}}"#);
        let reply = received(&body);
        let error = reply.classify(&request()).unwrap_err();
        assert!(matches!(&error, Error::Reply { problem: ReplyError::Code, .. }), "{error}");
        assert_eq!(error.request_id(), Some("r"));
        assert_eq!(reply.classify(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
    }
}

#[test]
fn an_error_that_says_two_things_is_no_success() {
    for error in [
        r#"{"Code": "A", "Message": "m", "Message": "n"}"#,
        r#"{"Code": "A", "Code": "", "Message": "m"}"#,
    ] {
        let body = alloc::format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r"}}}}"#);
        let reply = received(&body);
        let failed = reply.classify(&request()).unwrap_err();
        assert!(matches!(&failed, Error::Reply { problem: ReplyError::Envelope(_), .. }));
        assert_eq!(failed.request_id(), Some("r"));
        assert_eq!(reply.classify(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
    }
}

/// Whoever reads streams does so before the answer is judged.
#[test]
fn a_stream_of_events_is_no_answer_to_be_judged() {
    let mut reply = received(r#"{"Response": {"RequestId": "r"}}"#);
    reply.headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("text/event-stream"));
    assert!(reply.is_stream());
    let error = reply.classify(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Stream, .. }), "{error}");

    reply.status = StatusCode::BAD_GATEWAY;
    assert!(!reply.is_stream());
    let error = reply.classify(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }), "{error}");
    assert!(!received("{}").is_stream());
}

/// A terminal or a log shows what came; it must not be led by it.
#[test]
fn an_error_is_one_line_without_control_characters() {
    let reply = received(
        r#"{"Response": {"Error": {"Code": "A.B\u001b[2J\nc", "Message": "\u001b[31m\r\n"}, "RequestId": "r\n2"}}"#,
    );
    let shown = reply.classify(&request()).unwrap_err().to_string();
    assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    let without_id =
        received(r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "m"}}}"#);
    let shown = without_id.classify(&request()).unwrap_err().to_string();
    assert_eq!(shown, "ImportImage: InvalidAction: m (no request id)");
}

#[test]
fn what_is_not_the_api_is_named_with_its_beginning() {
    let mut page = received("<html>\n<title>502 Bad Gateway</title>");
    page.status = StatusCode::BAD_GATEWAY;
    page.headers.insert("x-tc-requestid", http::HeaderValue::from_static("r-9"));
    let error = page.classify(&request()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "ImportImage: the answer has HTTP status 502 Bad Gateway, \
         it begins \"<html> <title>502 Bad Gateway</title>\" (request id r-9)"
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
        let error = received(body).classify(&request()).unwrap_err();
        assert!(matches!(error, Error::Reply { .. }), "{body:?}");
        assert!(!error.to_string().contains('\n'));
    }
    let list = received("[]").classify(&request()).unwrap_err().to_string();
    assert!(list.contains("expected an object"), "{list}");
    let twice = r#"{"Response": {"RequestId": "a", "RequestId": "b"}}"#;
    assert!(received(twice).classify(&request()).is_err());
}

#[test]
fn as_much_of_a_page_is_quoted_as_shows_whose_it_is() {
    let quoted = |body: &str| match received(body).classify(&request()) {
        Err(Error::Reply { beginning, .. }) => beginning,
        other => panic!("{other:?}"),
    };
    assert_eq!(quoted(&"<".repeat(121)), "<".repeat(120));
    assert_eq!(quoted(&"\u{1f98a}".repeat(121)), "\u{1f98a}".repeat(120), "of four bytes each");
    assert_eq!(quoted(&alloc::format!("{}<", " ".repeat(479))), "<");
    assert_eq!(quoted(&alloc::format!("{}<", " ".repeat(480))), "");
}

#[test]
fn debug_shows_the_size_of_a_body_and_nothing_of_it() {
    let shown = alloc::format!("{:?}", received("canary"));
    assert_eq!(shown, "RawResponse(200 OK, 6 bytes)");
}

#[test]
fn what_does_not_fit_the_type_is_an_error_that_says_where() {
    #[derive(Debug, Deserialize)]
    struct Output {
        #[serde(rename = "Count")]
        _count: u32,
    }
    let accepted =
        |body| ApiResponse { raw: received(body), request_id: String::new(), attempts: 2 };
    let reply = accepted(r#"{"Response": {"RequestId": "r-1", "Count": "many"}}"#);
    let error = reply.decode::<Output>(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. }), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert!(accepted("[]").decode::<Output>(&request()).is_err());
}

/// Beside the beginning of the answer, which is quoted where it is none.
#[test]
fn what_is_wrong_is_told_without_the_value_that_is_wrong() {
    let problem = |body: &str| match received(body).classify(&request()) {
        Err(Error::Reply { problem, .. }) => problem.to_string(),
        other => panic!("{other:?}"),
    };
    for (body, told) in [
        ("<html>", "expected value at line 1 column 1"),
        (r#"{"Response": "#, "EOF while parsing a value at line 1 column 13"),
        ("{}", "missing field `Response` at line 1 column 2"),
        (r#"{"Response": {}, "Response": {}}"#, "duplicate field `Response` at line 1 column 27"),
    ] {
        assert_eq!(problem(body), alloc::format!("invalid response: not an API response: {told}"));
    }
    let told = problem(r#"{"Response": "canary"}"#);
    assert!(told.contains("expected an object") && !told.contains("canary"), "{told}");
}
