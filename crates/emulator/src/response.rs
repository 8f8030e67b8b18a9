//! HTTP responses.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, DATE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Map, Value, json};
use tencentcloud_core::Timestamp;

use crate::dates::http_date;
use crate::diagnosis::Diagnosis;

/// Without parameters: the Python SDK recognizes errors only by exactly this type,
/// and the Node.js and Go SDKs detect streams by it.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The output of an action. `RequestId` comes last, as in the service.
pub(crate) fn success(
    mut output: Map<String, Value>,
    request_id: &str,
    at: Timestamp,
) -> Response<Bytes> {
    output.insert("RequestId".to_owned(), request_id.into());
    api(&Value::Object(output), at)
}

/// An API error, which has status 200 as well.
pub(crate) fn error(code: &str, message: &str, request_id: &str, at: Timestamp) -> Response<Bytes> {
    let error = json!({
        "Error": {"Code": code, "Message": message},
        "RequestId": request_id,
    });
    api(&error, at)
}

/// Gives the response to a CONNECT an error status: a client takes any 2xx for an
/// open tunnel and would send requests for other servers into it.
pub(crate) fn refuse_tunnel(response: &mut Response<Bytes>) {
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
}

/// `X-Emulator-Fidelity`: what the emulator knows of the action that is named.
pub(crate) fn insert_fidelity(response: &mut Response<Bytes>, fidelity: &'static str) {
    response.headers_mut().insert("x-emulator-fidelity", HeaderValue::from_static(fidelity));
}

/// `X-Emulator-Diagnosis`: the names of the causes of a wrong signature.
/// `X-Emulator-Difference`: where the canonical request of the client differs, if it was sent.
pub(crate) fn insert_diagnosis(response: &mut Response<Bytes>, diagnosis: &Diagnosis) {
    let causes = Some(Cow::Owned(diagnosis.causes.join(",")));
    for (name, value) in
        [("x-emulator-diagnosis", causes), ("x-emulator-difference", diagnosis.difference.clone())]
    {
        if let Some(Ok(value)) = value.as_deref().map(HeaderValue::from_str) {
            response.headers_mut().insert(name, value);
        }
    }
}

fn api(members: &Value, at: Timestamp) -> Response<Bytes> {
    response(StatusCode::OK, json!({"Response": members}).to_string(), at)
}

/// A response of the administration. It must not be cached.
pub(crate) fn admin(
    status: StatusCode,
    body: String,
    allow: Option<&'static str>,
    at: Timestamp,
) -> Response<Bytes> {
    let mut response = response(status, body, at);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(allow) = allow {
        headers.insert(ALLOW, HeaderValue::from_static(allow));
    }
    response
}

fn response(status: StatusCode, body: String, at: Timestamp) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    if let Ok(date) = HeaderValue::try_from(http_date(at)) {
        headers.insert(DATE, date);
    }
    response
}
