use super::*;
use crate::{Action, Effect};

mod decode;
mod foreign;

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
