//! Responses of another form than the API's: proxies, redirects, pages, other JSON.

use super::*;

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
        (r#"{"a": 1, "b": 2, "a": 3}"#, r#"the body has the members "a", "b""#),
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
