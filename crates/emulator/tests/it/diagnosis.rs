//! Why a signature is wrong: headers of the response, the journal, pasted requests.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use serde_json::{Value, json};
use tencentcloud_core::{Credential, Timestamp};
use tencentcloud_emulator::Emulator;

use crate::caller::{Draft, ID, Reply, START, draft, frozen, import_parameters, last_entry};

const DIAGNOSIS: &str = "x-emulator-diagnosis";
const DIFFERENCE: &str = "x-emulator-difference";
const CLIENT_TEXT: &str = "x-emulator-canonical-request";

fn import() -> Draft {
    draft("ImportImage", &import_parameters())
}

fn header<'a>(response: &'a Response<Bytes>, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

/// A request as it looks in a file.
pub(crate) fn raw(request: &Request<Bytes>) -> Bytes {
    let mut raw = format!("{} {} HTTP/1.1\r\n", request.method(), request.uri()).into_bytes();
    for (name, value) in request.headers() {
        raw.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    raw.extend(b"\r\n");
    raw.extend(request.body());
    raw.into()
}

/// Pastes a request into the administration.
pub(crate) fn paste(emulator: &Emulator, body: Bytes) -> Response<Bytes> {
    let request = Request::post("/_emulator/diagnose").header("host", "localhost").body(body);
    emulator.respond(request.unwrap())
}

fn explained(emulator: &Emulator, request: &Request<Bytes>) -> Value {
    let response = paste(emulator, raw(request));
    assert_eq!(response.status(), 200);
    serde_json::from_slice(response.body()).unwrap()
}

fn with_authorization(mut request: Request<Bytes>, from: &str, to: &str) -> Request<Bytes> {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    assert!(authorization.contains(from));
    let changed = authorization.replace(from, to).parse().unwrap();
    request.headers_mut().insert("authorization", changed);
    request
}

/// A request with a mistake, the name of its cause, and where it differs.
fn mistakes() -> Vec<(Request<Bytes>, &'static str, Option<&'static str>)> {
    let mut of_empty = import().set(|draft| draft.body = Bytes::new()).request();
    *of_empty.body_mut() = import().body;
    let late = Timestamp::saturating(START.seconds() - 301);
    let other = Credential::new(ID, "test-secret-key-000002").unwrap();
    vec![
        (of_empty, "payload-empty", Some("canonical_request")),
        (import().set(|draft| draft.timestamp = late).request(), "expired", None),
        (import().with("x-tc-token", "a").request(), "token", Some("authorization")),
        (
            with_authorization(import().request(), "SignedHeaders", "Signed"),
            "authorization-malformed",
            Some("authorization"),
        ),
        // Refused before the verification, since a parameter is missing.
        (
            import().without("x-tc-timestamp").request(),
            "authorization-malformed",
            Some("authorization"),
        ),
        (import().set(|draft| draft.credential = other).request(), "unknown", None),
    ]
}

#[test]
fn cause_of_a_wrong_signature_is_in_response_and_journal() {
    for (request, cause, differs_at) in mistakes() {
        let emulator = frozen(|builder| builder);
        let pasted = explained(&emulator, &request);
        let response = emulator.respond(request);
        assert_eq!(header(&response, DIAGNOSIS), Some(cause));
        assert_eq!(header(&response, DIFFERENCE), None);
        let entry = last_entry(&emulator);
        let expected = json!({
            "causes": [cause],
            "differs_at": differs_at,
            "message": pasted["message"],
            "difference": null,
        });
        assert_eq!(entry["diagnosis"], expected);
        assert_eq!((&pasted["verdict"], &pasted["causes"]), (&json!("invalid"), &json!([cause])));
        assert_eq!(pasted["differs_at"], json!(differs_at));
        // The message to the client is that of the service.
        let message = Reply::of(&response).message().to_owned();
        assert_eq!(entry["message"], message);
        assert!(!message.contains("The request is refused"), "{message}");
    }
}

#[test]
fn request_that_is_not_wrongly_signed_has_no_diagnosis() {
    let unknown = Credential::new("test-secret-id-000009", "test-secret-key-000001").unwrap();
    let large = import().set(|draft| draft.body = vec![b' '; 10 * 1024 * 1024 + 1].into());
    for (request, code) in [
        (import().request(), "success"),
        (import().set(|draft| draft.action = "Nothing".to_owned()).request(), "InvalidAction"),
        (import().with("x-tc-region", "mars").request(), "InvalidParameterValue"),
        (import().with("x-tc-language", "fr").request(), "InvalidParameterValue"),
        (import().without("x-tc-action").request(), "MissingParameter"),
        (
            import().set(|draft| draft.credential = unknown).request(),
            "AuthFailure.SecretIdNotFound",
        ),
        (import().without("authorization").request(), "MissingParameter"),
        (import().with("authorization", "SKIP").request(), "AuthFailure.InvalidAuthorization"),
        (large.with("x-tc-token", "a").request(), "RequestSizeLimitExceeded"),
    ] {
        let emulator = frozen(|builder| builder);
        let response = emulator.respond(request);
        assert_eq!(Reply::of(&response).code(), code);
        assert_eq!(header(&response, DIAGNOSIS), None, "{code}");
        assert_eq!(last_entry(&emulator)["diagnosis"], Value::Null, "{code}");
    }
}

#[test]
fn diagnosis_has_the_language_of_the_request() {
    let emulator = frozen(|builder| builder);
    let request = import().with("x-tc-token", "a").with("x-tc-language", "zh-CN").request();
    let pasted = explained(&emulator, &request);
    emulator.respond(request);
    let message = &last_entry(&emulator)["diagnosis"]["message"];
    assert!(message.as_str().unwrap().contains("请求被拒绝"), "{message}");
    assert_eq!(pasted["message"], *message);
}

#[test]
fn canonical_request_of_the_client_is_compared() {
    let emulator = frozen(|builder| builder);
    let other = Credential::new(ID, "test-secret-key-000002").unwrap();
    let wrong = import().set(|draft| draft.credential = other);
    let right = explained(&emulator, &wrong.request())["canonical_request"].clone();
    let right = right.as_str().unwrap();
    let long = STANDARD.encode(right.repeat(1_000));
    for (header_value, difference, differs_at) in [
        (STANDARD.encode(right), "none", Some("signature")),
        (
            STANDARD.encode(right.replace("\nhost", "\nHost")),
            "line 5, byte 1",
            Some("canonical_request"),
        ),
        (STANDARD.encode(format!("{right}\n")), "line 8, byte 65", Some("canonical_request")),
        (String::new(), "line 1, byte 1", Some("canonical_request")),
        ("*".to_owned(), "not compared: the header is not Base64", None),
        (long, "not compared: the header exceeds 64 KiB", None),
    ] {
        let mut request = wrong.request();
        request.headers_mut().insert(CLIENT_TEXT, header_value.parse().unwrap());
        let pasted = explained(&emulator, &request);
        let response = emulator.respond(request);
        assert_eq!(header(&response, DIAGNOSIS), Some("unknown"));
        assert_eq!(header(&response, DIFFERENCE), Some(difference));
        let diagnosis = &last_entry(&emulator)["diagnosis"];
        assert_eq!(diagnosis["difference"], difference);
        assert_eq!(diagnosis["differs_at"], json!(differs_at), "{difference}");
        assert_eq!(pasted["differs_at"], diagnosis["differs_at"]);
        assert_eq!(pasted["message"], diagnosis["message"]);
    }

    let mut twice = wrong.request();
    for _ in 0..2 {
        twice.headers_mut().append(CLIENT_TEXT, HeaderValue::from_static("AAAA"));
    }
    let response = emulator.respond(twice);
    let difference = "not compared: the header occurs more than once";
    assert_eq!(header(&response, DIFFERENCE), Some(difference));
}

#[test]
fn comparison_changes_no_cause_and_no_right_signature() {
    let emulator = frozen(|builder| builder);
    let right = explained(&emulator, &import().request())["canonical_request"].clone();
    let text: HeaderValue = STANDARD.encode(right.as_str().unwrap()).parse().unwrap();
    let unreadable = "not compared: the server has no canonical request";
    for (mut request, cause, differs_at) in mistakes() {
        request.headers_mut().insert(CLIENT_TEXT, text.clone());
        let response = emulator.respond(request);
        assert_eq!(header(&response, DIAGNOSIS), Some(cause));
        let expected = if cause == "authorization-malformed" { unreadable } else { "none" };
        assert_eq!(header(&response, DIFFERENCE), Some(expected), "{cause}");
        if cause != "unknown" {
            assert_eq!(last_entry(&emulator)["diagnosis"]["differs_at"], json!(differs_at));
        }
    }
    let mut request = import().request();
    request.headers_mut().insert(CLIENT_TEXT, "*".parse().unwrap());
    let response = emulator.respond(request);
    assert_eq!((header(&response, DIAGNOSIS), header(&response, DIFFERENCE)), (None, None));
}

#[test]
fn signature_v1_is_diagnosed() {
    let emulator = frozen(|builder| builder);
    let query = format!(
        "Action=ImportImage&Version=2019-07-19&Timestamp={START}&Nonce=1&SecretId={ID}\
         &Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"
    );
    let request = |query: &str| {
        let request = Request::get(format!("/?{query}")).header("host", "localhost");
        request.header(CLIENT_TEXT, "AAAA").body(Bytes::new()).unwrap()
    };
    for (query, cause) in [
        (query.clone(), "unknown"),
        (query.replace("&Nonce=1", ""), "authorization-malformed"),
        (format!("{query}&Nonce=1"), "authorization-malformed"),
        (format!("{query}&pair"), "authorization-malformed"),
    ] {
        let response = emulator.respond(request(&query));
        assert_eq!(header(&response, DIAGNOSIS), Some(cause), "{query}");
        let difference = "not compared: the server has no canonical request";
        assert_eq!(header(&response, DIFFERENCE), Some(difference));
        let pasted = explained(&emulator, &request(&query));
        assert_eq!(
            (&pasted["causes"], &pasted["canonical_request"]),
            (&json!([cause]), &Value::Null)
        );
    }
}

/// The members are those of `tc3 explain --json`.
#[test]
fn pasted_request_is_explained() {
    let emulator = frozen(|builder| builder);
    let explanation = explained(&emulator, &import().request());
    let members: Vec<_> = explanation.as_object().unwrap().keys().map(String::as_str).collect();
    let expected =
        ["verdict", "causes", "differs_at", "message", "canonical_request", "string_to_sign"];
    assert_eq!(members, expected);
    assert_eq!(explanation["verdict"], "valid");
    assert_eq!((&explanation["causes"], &explanation["differs_at"]), (&json!([]), &Value::Null));
    // An editor adds a line end.
    let mut request = import().request();
    let length = request.body().len().to_string().parse().unwrap();
    request.headers_mut().insert("content-length", length);
    let response = paste(&emulator, [&raw(&request)[..], b"\n"].concat().into());
    let saved: Value = serde_json::from_slice(response.body()).unwrap();
    assert_eq!(saved["verdict"], "valid");
    let unsigned = explained(&emulator, &import().without("authorization").request());
    assert_eq!(unsigned["verdict"], "unsigned");
    let other = Credential::new("test-secret-id-000009", "test-secret-key-000001").unwrap();
    let unknown = explained(&emulator, &import().set(|draft| draft.credential = other).request());
    assert_eq!((&unknown["verdict"], &unknown["causes"]), (&json!("unknown-key"), &json!([])));
    // The time is that of the emulator.
    emulator.clock().advance(std::time::Duration::from_secs(301));
    assert_eq!(explained(&emulator, &import().request())["causes"], json!(["expired"]));
    // Nothing was executed, and a pasted request is no request of the API.
    assert_eq!(crate::caller::admin(&emulator, "journal")["total"], 0);
}

#[test]
fn pasted_bytes_that_are_no_request_are_refused() {
    let emulator = frozen(|builder| builder);
    let large = vec![b'x'; 10 * 1024 * 1024 + 64 * 1024 + 1];
    for (body, status, says) in [
        (&b""[..], 400, "one HTTP/1.1 request: the first line"),
        (b"HTTP/1.1 200 OK\r\n\r\n", 400, "the first line"),
        (b"{}", 400, "the first line"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n", 400, "shorter than Content-Length"),
        (b"curl http://localhost", 400, "command lines to tc3 explain"),
        (b"curl http://localhost -d @/etc/hostname", 400, "the emulator reads no files"),
        (&large, 413, "more than 10551296 bytes"),
    ] {
        let response = paste(&emulator, Bytes::copy_from_slice(body));
        assert_eq!(response.status(), status);
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        assert!(body["error"].as_str().unwrap().contains(says), "{body}");
    }
}
