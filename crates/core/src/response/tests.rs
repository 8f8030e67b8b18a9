use alloc::boxed::Box;

use super::*;
use crate::{Action, Effect};

fn raw(body: &str) -> RawResponse {
    RawResponse {
        status: StatusCode::OK,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

trait Judged {
    fn judged(&self, request: &Request) -> Result<String, Error>;
}

impl Judged for RawResponse {
    fn judged(&self, request: &Request) -> Result<String, Error> {
        self.classify(request, &RequestSecrets::default())
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
    assert_eq!(response.judged(&request()).unwrap(), "r-1");
    let decodable = ApiResponse {
        raw: response,
        request_id: String::new(),
        attempts: 2,
        secrets: RequestSecrets::default(),
    };
    let whole: &RawValue = decodable.decode(&request()).unwrap();
    assert_eq!(whole.get(), r#"{"RequestId": "r-1", "New": [1, {"a": null}]}"#);
}

#[test]
fn an_error_needs_a_code_that_is_not_empty() {
    let response = raw(
        r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "no\nsuch"}, "RequestId": "r-2"}}"#,
    );
    let error = response.judged(&request()).unwrap_err();
    assert_eq!(error.code().unwrap().as_str(), "InvalidAction");
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.to_string(), "ImportImage: InvalidAction: no such (request id r-2)");
}

#[test]
fn error_in_another_form_is_invalid_unless_the_action_declares_it() {
    for (error, said) in [
        (r#"{"Code": "", "Message": "it failed"}"#, r#"Error says message "it failed""#),
        (r#"{"Message": "it failed"}"#, r#"Error says message "it failed""#),
        (r#"{"Code": 5, "Message": "m"}"#, r#"Error says code 5, message "m""#),
        (
            r#"{"code": "InternalError", "message": "m"}"#,
            r#"Error says code "InternalError", message "m""#,
        ),
        (r#"{"Code": null}"#, r#"Error has the members "Code""#),
        (r#"{"Code": ["A"]}"#, r#"Error has the members "Code""#),
        (r#"{"Code": true}"#, r#"Error has the members "Code""#),
        ("{}", "Error has no members"),
        (r#"["InvalidAction", "m"]"#, ""),
        ("true", ""),
        ("false", ""),
        ("\"\"", ""),
        ("0", "Error is 0"),
        (r#""it failed""#, r#"Error is "it failed""#),
        // `serde_json::Value` would read the string as if it were JSON itself.
        (
            r#"{"$serde_json::private::RawValue": "{\"Code\": \"A\"}"}"#,
            r#"Error has the members "$serde_json::private::RawValue""#,
        ),
    ] {
        let body = alloc::format!(r#"{{"Response": {{"Error": {error}, "RequestId": "r"}}}}"#);
        match raw(&body).judged(&request()) {
            Err(Error::Reply { problem: ReplyError::Code, excerpt, request_id, .. }) => {
                assert_eq!((&*excerpt, request_id.as_deref()), (said, Some("r")), "{error}");
            }
            other => panic!("{error}: {other:?}"),
        }
        assert_eq!(raw(&body).judged(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
        assert_eq!(raw(&body).judged(&request().declare_error()).unwrap(), "r");
    }
    for null in ["Error", "error"] {
        let null = raw(&alloc::format!(r#"{{"Response": {{"{null}": null, "RequestId": "r"}}}}"#));
        assert_eq!(null.judged(&request()).unwrap(), "r");
    }
    let lower_case = raw(r#"{"Response": {"error": {"code": "A"}, "RequestId": "r"}}"#);
    let error = lower_case.judged(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Code, .. }), "{error}");
    assert_eq!(lower_case.judged(&request().declare_error()).unwrap(), "r");
    let error = raw(r#"{"Response": {"Error": {"Code": "A"}, "RequestId": "r"}}"#);
    assert!(matches!(error.judged(&request().declare_error()), Err(Error::Api(_))));
}

#[test]
fn an_api_error_is_one_in_every_http_status() {
    for status in [400, 401, 403, 404, 429, 500, 503] {
        let mut response = raw(
            r#"{"Response": {"Error": {"Code": "AuthFailure", "Message": "m"}, "RequestId": "r"}}"#,
        );
        response.status = StatusCode::from_u16(status).unwrap();
        let error = response.judged(&request()).unwrap_err();
        let Error::Api(api) = &error else { panic!("{error}") };
        assert_eq!(api.status.as_u16(), status);
        assert!(!error.may_have_taken_effect());
        assert_eq!(
            error.to_string(),
            alloc::format!("ImportImage: AuthFailure: m (HTTP status {status}, request id r)")
        );
        // Neither an output nor a garbled error is trusted.
        for body in [r#"{"Response": {"RequestId": "r"}}"#, r#"{"Response": {"Error": "x"}}"#] {
            response.body = Bytes::from_static(body.as_bytes());
            let error = response.judged(&request()).unwrap_err();
            assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }));
        }
    }
}

#[test]
fn an_error_of_the_old_api_is_an_api_error() {
    let legacy = r#"{"code": 4100, "message": "signature wrong", "codeDesc": "AuthFailure"}"#;
    let error = raw(legacy).judged(&request()).unwrap_err();
    assert_eq!(error.code().unwrap(), &"AuthFailure");
    let shown = "ImportImage: AuthFailure: signature wrong (no request id)";
    assert_eq!(error.to_string(), shown);
    for (status, is_definite) in [(401, true), (429, true), (502, false), (503, false)] {
        let mut response = raw(legacy);
        response.status = StatusCode::from_u16(status).unwrap();
        let error = response.judged(&request()).unwrap_err();
        assert_eq!(matches!(error, Error::Api(_)), is_definite, "{status}: {error}");
        assert!(error.to_string().contains("signature wrong"), "{error}");
    }
    for other in [
        r#"{"code": 0, "message": "", "codeDesc": "Success"}"#,
        r#"{"code": 4100, "message": "m"}"#,
        r#"{"code": 4100, "message": "m", "codeDesc": ""}"#,
        r#"{"code": "4100", "message": "m", "codeDesc": "AuthFailure"}"#,
    ] {
        let error = raw(other).judged(&request()).unwrap_err();
        assert!(matches!(error, Error::Reply { problem: ReplyError::Envelope(_), .. }), "{error}");
    }
}

#[test]
fn json_of_others_is_told_by_code_and_message_or_names() {
    let said = |body: &str| match raw(body).judged(&request()) {
        Err(Error::Reply { excerpt, .. }) => excerpt,
        other => panic!("{other:?}"),
    };
    let long = "x".repeat(200);
    for (body, expected) in [
        (r#"{"message": "no Route matched"}"#, r#"the body says message "no Route matched""#),
        (
            r#"{"Code": 1, "Message": "a\nb", "Key": "canary"}"#,
            r#"the body says code 1, message "a b""#,
        ),
        (
            r#"{"error": {"canary": 1}, "path": "canary"}"#,
            r#"the body has the members "error", "path""#,
        ),
        (r#"{"code": null, "message": {}}"#, r#"the body has the members "code", "message""#),
        ("{}", "the body has no members"),
        ("[\"canary\"]", ""),
        ("\"canary\"", ""),
    ] {
        assert_eq!(said(body), expected);
    }
    let cut = alloc::format!("the body says message {:?}", "x".repeat(120));
    assert_eq!(said(&alloc::format!(r#"{{"message": "{long}"}}"#)), cut);
    let many: Vec<String> = (0..13).map(|name| alloc::format!(r#""m{name}": 1"#)).collect();
    let many = said(&alloc::format!("{{{}}}", many.join(", ")));
    assert!(many.ends_with("\"m9\" and 3 more"), "{many}");
}

#[test]
fn a_redirect_tells_its_host() {
    let mut response = raw("<a>");
    response.status = StatusCode::FOUND;
    for (location, said) in [
        ("http://user:canary@portal.example:8080/login?canary", "it redirects to portal.example; "),
        ("//portal.example/a page", "it redirects to portal.example; "),
        ("https://[::1]:8443", "it redirects to ::1; "),
        ("portal.example//login", ""),
        ("https:///login", ""),
        ("/login", ""),
        ("not a URL", ""),
    ] {
        response.headers.insert("location", http::HeaderValue::from_static(location));
        match response.judged(&request()) {
            Err(Error::Reply { excerpt, .. }) => {
                assert_eq!(excerpt, alloc::format!("{said}the body begins \"<a>\""));
            }
            other => panic!("{other:?}"),
        }
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
        let failed = response.judged(&request()).unwrap_err();
        assert!(matches!(&failed, Error::Reply { problem: ReplyError::Envelope(_), .. }));
        assert_eq!(failed.request_id(), Some("r"));
        assert_eq!(response.judged(&Request::of(&SplitResult).unwrap()).unwrap(), "r");
    }
}

#[test]
fn a_stream_of_events_is_not_classified() {
    let mut response = raw(r#"{"Response": {"RequestId": "r"}}"#);
    response.headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("text/event-stream"));
    assert!(response.is_stream());
    let error = response.judged(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Stream, .. }), "{error}");

    response.status = StatusCode::BAD_GATEWAY;
    assert!(!response.is_stream());
    let error = response.judged(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Status(_), .. }), "{error}");
    assert!(!raw("{}").is_stream());
}

/// It goes to terminals and logs, which it must not control.
#[test]
fn an_error_is_one_line_without_control_characters() {
    let response = raw(
        r#"{"Response": {"Error": {"Code": "A.B\u001b[2J\nc", "Message": "\u001b[31m\r\n"}, "RequestId": "r\n2"}}"#,
    );
    let shown = response.judged(&request()).unwrap_err().to_string();
    assert!(!shown.contains(|c: char| c.is_control()), "{shown:?}");
    let without_id = raw(r#"{"Response": {"Error": {"Code": "InvalidAction", "Message": "m"}}}"#);
    let shown = without_id.judged(&request()).unwrap_err().to_string();
    assert_eq!(shown, "ImportImage: InvalidAction: m (no request id)");
}

#[test]
fn a_response_that_is_not_of_the_api_is_quoted() {
    let mut page = raw("<html>\n<title>502 Bad Gateway</title>");
    page.status = StatusCode::BAD_GATEWAY;
    page.headers.insert("x-tc-requestid", http::HeaderValue::from_static("r-9"));
    let error = page.judged(&request()).unwrap_err();
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
        let error = raw(body).judged(&request()).unwrap_err();
        assert!(matches!(error, Error::Reply { .. }), "{body:?}");
        assert!(!error.to_string().contains('\n'));
    }
    let list = raw("[]").judged(&request()).unwrap_err().to_string();
    assert!(list.contains("expected an object"), "{list}");
    let twice = r#"{"Response": {"RequestId": "a", "RequestId": "b"}}"#;
    assert!(raw(twice).judged(&request()).is_err());
}

#[test]
fn at_most_120_characters_of_a_page_are_quoted() {
    let quoted = |body: &str| match raw(body).judged(&request()) {
        Err(Error::Reply { excerpt, .. }) => excerpt,
        other => panic!("{other:?}"),
    };
    let expected = |beginning: &str| alloc::format!("the body begins {beginning:?}");
    assert_eq!(quoted(&"<".repeat(121)), expected(&"<".repeat(120)));
    let wide = "\u{1f98a}";
    assert_eq!(quoted(&wide.repeat(121)), expected(&wide.repeat(120)), "four bytes each");
    assert_eq!(quoted(&alloc::format!("{}<", " ".repeat(480))), expected("<"));
    assert_eq!(quoted("  "), "");
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
    let decodable = |body| ApiResponse {
        raw: raw(body),
        request_id: String::new(),
        attempts: 2,
        secrets: RequestSecrets::default(),
    };
    let response = decodable(r#"{"Response": {"RequestId": "r-1", "Count": "many"}}"#);
    let error = response.decode::<Output>(&request()).unwrap_err();
    assert!(matches!(error, Error::Reply { problem: ReplyError::Decode(_), .. }), "{error}");
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.attempts(), 2);
    assert!(error.to_string().contains("the output: Count: expected u32"), "{error}");
    assert!(decodable("[]").decode::<Output>(&request()).is_err());
}

#[test]
fn json_errors_do_not_quote_values() {
    let problem = |body: &str| match raw(body).judged(&request()) {
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

#[test]
fn json_of_any_depth_is_an_error_of_a_type_of_any_depth() {
    for depth in [200, 100_000] {
        let list = "[".repeat(depth) + &"]".repeat(depth);
        let response = ApiResponse {
            raw: raw(&alloc::format!(r#"{{"Response": {{"A": {list}}}}}"#)),
            request_id: String::new(),
            attempts: 1,
            secrets: RequestSecrets::default(),
        };
        let error = response.decode::<serde_json::Value>(&request()).unwrap_err().to_string();
        assert!(error.len() < 1_000 && error.contains("recursion"), "{error}");
    }
}

#[test]
fn a_decode_error_names_the_path_and_never_the_value() {
    use crate::lenient;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Image {
        #[serde(rename = "Size", deserialize_with = "lenient::scalar")]
        _size: Option<u8>,
        #[serde(rename = "Name")]
        _name: Option<Box<str>>,
        #[serde(rename = "Ports", deserialize_with = "lenient::scalars")]
        _ports: Option<Vec<u16>>,
        #[serde(rename = "Raw")]
        _raw: Option<Box<RawValue>>,
    }
    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Output {
        #[serde(rename = "ImageSet", deserialize_with = "lenient::list")]
        _image_set: Option<Vec<Image>>,
        #[serde(rename = "First")]
        _first: Option<Image>,
        #[serde(rename = "Tags")]
        _tags: alloc::collections::BTreeMap<String, i64>,
    }
    let decode = |content: &str| {
        let body = alloc::format!(r#"{{"Response": {content}}}"#);
        let response = ApiResponse {
            raw: raw(&body),
            request_id: String::new(),
            attempts: 1,
            secrets: RequestSecrets::default(),
        };
        response.decode::<Output>(&request()).map_err(|error| error.to_string())
    };
    for (content, said) in [
        (
            r#"{"ImageSet": [{}, null, {"Size": "canary"}]}"#,
            "ImageSet[2].Size: expected an integer",
        ),
        (
            r#"{"ImageSet": [{"Raw": {"a": 1}, "Size": 20.5}]}"#,
            "ImageSet[0].Size: a number with a fraction",
        ),
        (r#"{"ImageSet": [{"Size": 300}]}"#, "ImageSet[0].Size: out of range"),
        (r#"{"First": {"Size": 1, "Name": ["canary"]}}"#, "First.Name: expected a string"),
        (r#"{"First": {"Ports": [1, "2", {}]}}"#, "First.Ports[2]: expected an integer"),
        (r#"{"ImageSet": "canary"}"#, "ImageSet: expected a list or null"),
        (r#"{"ImageSet": {"canary": 1}}"#, "ImageSet: expected a list or null"),
        (r#"{"Tags": {"a": 1, "b": "canary"}}"#, "Tags.b: expected i64"),
        (r#"[["canary"]]"#, "the output: [0][0]: expected struct Image"),
    ] {
        let error = decode(content).unwrap_err();
        assert!(error.contains(said) && !error.contains("canary"), "{content}: {error}");
    }
    assert!(decode(r#"{"ImageSet": "", "First": null, "New": {"a": [1.5]}}"#).is_ok());
}
