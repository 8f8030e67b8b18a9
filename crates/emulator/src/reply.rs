//! Answers as they go out.

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, DATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};
use tencentcloud_core::Timestamp;

use crate::dates::http_date;

/// Exactly this: the SDK for Python looks for errors only when the type has no
/// parameter, those for Node.js and Go tell streams by it.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What an action gave. `RequestId` comes last, as the service has it.
pub(crate) fn success(
    mut output: Map<String, Value>,
    request_id: &str,
    at: Timestamp,
) -> Response<Bytes> {
    output.insert("RequestId".to_owned(), request_id.into());
    api(&Value::Object(output), at)
}

/// An error: it comes with status 200, too.
pub(crate) fn error(code: &str, message: &str, request_id: &str, at: Timestamp) -> Response<Bytes> {
    let error = json!({
        "Error": {"Code": code, "Message": message},
        "RequestId": request_id,
    });
    api(&error, at)
}

/// Makes an error one of HTTP as well. To a CONNECT any status of success
/// means that a tunnel is open, without a body, and what the client sends next
/// would be for somebody else.
pub(crate) fn refuse_tunnel(answer: &mut Response<Bytes>) {
    *answer.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
}

fn api(members: &Value, at: Timestamp) -> Response<Bytes> {
    response(StatusCode::OK, &json!({"Response": members}), at)
}

/// An answer of the administration, which nobody may keep.
pub(crate) fn admin(status: StatusCode, body: &Value, at: Timestamp) -> Response<Bytes> {
    let mut response = response(status, body, at);
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    response
}

fn response(status: StatusCode, body: &Value, at: Timestamp) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    if let Ok(date) = HeaderValue::try_from(http_date(at)) {
        headers.insert(DATE, date);
    }
    response
}
