//! The administration.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use tencentcloud_core::Clock as _;
use tencentcloud_emulator::{AccountKey, Emulator};

use crate::caller::{START, admin, call, frozen, import_parameters};

fn send(emulator: &Emulator, request: http::request::Builder, body: &str) -> Response<Bytes> {
    let response = emulator.respond(request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap());
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["cache-control"], "no-store");
    response
}

fn post(emulator: &Emulator, path: &str, body: &str) -> (StatusCode, Value) {
    let request = Request::post(format!("/_emulator/{path}"))
        .header("host", "localhost:8080")
        .header("content-type", "application/json");
    let response = send(emulator, request, body);
    (response.status(), serde_json::from_slice(response.body()).unwrap())
}

#[test]
fn health_is_ok() {
    let emulator = frozen(|builder| builder);
    assert_eq!(admin(&emulator, "health")["status"], "ok");
}

#[test]
fn administration_is_refused_for_foreign_hosts() {
    let emulator = frozen(|builder| builder);
    let status = |host: &str| {
        let request = Request::get("/_emulator/journal").header("host", host);
        send(&emulator, request, "").status()
    };
    for own in
        ["127.0.0.1", "127.0.0.1:80", "127.9.9.9", "localhost:8080", "[::1]:80", "a.localhost"]
    {
        assert_eq!(status(own), 200, "{own}");
    }
    for foreign in [
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "user@localhost",
        "2130706433",
    ] {
        assert_eq!(status(foreign), 403, "{foreign}");
    }
    assert_eq!(send(&emulator, Request::get("/_emulator/journal"), "").status(), 403);
}

#[test]
fn administration_is_refused_for_foreign_origins() {
    let emulator = frozen(|builder| builder);
    let status = |origin: &str| {
        let request = Request::get("/_emulator/clock")
            .header("host", "127.0.0.1:8080")
            .header("origin", origin);
        send(&emulator, request, "").status()
    };
    assert_eq!(status("http://127.0.0.1:8080"), 200);
    for foreign in ["http://evil.example", "http://127.0.0.1:3000", "null", ""] {
        assert_eq!(status(foreign), 403, "{foreign}");
    }
    let garbled = Request::get("/_emulator/clock")
        .header("host", "127.0.0.1:8080")
        .header("origin", HeaderValue::from_bytes(b"http://evil.example\xff").unwrap());
    assert_eq!(send(&emulator, garbled, "").status(), 403);
    // A page may post a form without a preflight request, but not JSON.
    let form = Request::post("/_emulator/reset")
        .header("host", "127.0.0.1")
        .header("content-type", "text/plain");
    assert_eq!(send(&emulator, form, "{}").status(), 415);
    let bare = Request::post("/_emulator/reset").header("host", "127.0.0.1");
    assert_eq!(send(&emulator, bare, "").status(), 415);
}

#[test]
fn unknown_paths_and_methods_are_refused() {
    let emulator = frozen(|builder| builder);
    for path in ["/_emulator", "/_emulator/", "/_emulator/faults", "/_emulator/health/x"] {
        let request = Request::get(path).header("host", "127.0.0.1");
        assert_eq!(send(&emulator, request, "").status(), 404, "{path}");
    }
    for (path, method, allow) in [
        ("health", Method::POST, "GET"),
        ("journal", Method::DELETE, "GET"),
        ("clock", Method::PUT, "GET, POST"),
        ("images", Method::DELETE, "GET, POST"),
        ("reset", Method::GET, "POST"),
        ("diagnose", Method::GET, "POST"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/_emulator/{path}"))
            .header("host", "127.0.0.1")
            .header("content-type", "application/json");
        let response = send(&emulator, request, "");
        assert_eq!(
            (response.status().as_u16(), &response.headers()["allow"]),
            (405, &HeaderValue::from_static(allow))
        );
    }
}

#[test]
fn clock_is_read_and_changed() {
    let emulator = frozen(|builder| builder);
    let start = START.seconds();
    assert_eq!(admin(&emulator, "clock"), json!({"unix": start, "frozen": true}));
    let (_, clock) = post(&emulator, "clock", r#"{"advance": 1.5}"#);
    assert_eq!(clock["unix"], start + 1);
    let (_, clock) = post(&emulator, "clock", r#"{"set": 5, "advance": 2}"#);
    assert_eq!(clock, json!({"unix": 7, "frozen": true}));
    let (_, clock) = post(&emulator, "clock", r#"{"freeze": false}"#);
    assert_eq!(clock["frozen"], false);
    assert!(!emulator.clock().is_frozen());
    let (_, clock) = post(&emulator, "clock", r#"{"freeze": true}"#);
    assert!(clock["frozen"] == true && emulator.clock().is_frozen());
    for invalid in [
        "",
        "[",
        r#"{"advance": -1}"#,
        r#"{"advance": 1e400}"#,
        r#"{"set": 253402300800}"#,
        r#"{"set": "1"}"#,
        r#"{"forward": 1}"#,
        // serde reads a list as a struct.
        "[false, 5, 1.5]",
        r#"{"set": 1, "set": 1}"#,
    ] {
        let (status, body) = post(&emulator, "clock", invalid);
        assert_eq!(status, 400, "{invalid}");
        assert!(body["error"].is_string());
    }
    let (_, body) =
        post(&emulator, "clock", r#"{"set": 1, "advance": {"a": [0, {"b": 1, "b": 2}]}}"#);
    assert_eq!(body["error"], "advance.a.1.b is given twice");
}

#[test]
fn date_header_follows_the_clock() {
    let emulator = frozen(|builder| builder);
    let reply = emulator.respond(crate::caller::draft("DescribeImage", &json!({})).request());
    assert_eq!(reply.headers()["date"], "Tue, 14 Nov 2023 22:13:20 GMT");
}

#[test]
fn reset_restores_the_seed() {
    let emulator = frozen(|builder| builder);
    for _ in 0..21 {
        call(&emulator, "ImportImage", &import_parameters());
    }
    call(&emulator, "ImportImage", &import_parameters()).fails("RequestLimitExceeded", &[]);
    assert_eq!(admin(&emulator, "journal")["total"], 22);
    assert_eq!(admin(&emulator, "images")["accounts"].as_object().unwrap().len(), 1);

    for invalid in ["[]", "{", r#"{"account": 1}"#, r#"{"a": 1, "a": 1}"#] {
        assert_eq!(post(&emulator, "reset", invalid).0, 400, "{invalid}");
    }
    assert_eq!(admin(&emulator, "journal")["total"], 22);
    assert_eq!(post(&emulator, "reset", "").0, 200);
    assert_eq!(post(&emulator, "reset", "{}").0, 200);
    assert_eq!(admin(&emulator, "journal"), json!({"total": 0, "entries": []}));
    let images = admin(&emulator, "images");
    assert_eq!(images["accounts"], json!({}));
    assert_eq!(images["source_images"][0]["ImageId"], "img-pmqg1cw9");
    assert_eq!(emulator.clock().now().unix, START);
    call(&emulator, "ImportImage", &import_parameters()).success();
}

#[test]
fn source_images_are_added_until_the_next_reset() {
    let emulator = frozen(|builder| builder);
    let body = r#"{"ImageId": "img-00000001", "Region": "ap-guangzhou"}"#;
    let (status, image) = post(&emulator, "images", body);
    assert_eq!(status, 200);
    let listed = json!({
        "ImageId": "img-00000001",
        "Region": "ap-guangzhou",
        "ImageName": "img-00000001",
        "ImageOsName": "CentOS 7.6 64bit",
        "ImageState": "NORMAL",
        "ImageSize": 20,
        "Account": AccountKey::DEFAULT_ACCOUNT,
    });
    assert_eq!(image, listed);
    assert_eq!(admin(&emulator, "images")["source_images"][1], listed);
    let import = json!({
        "ImageId": "img-00000001", "ImageDescription": "x", "SourceRegion": "ap-guangzhou",
    });
    call(&emulator, "ImportImage", &import).success();

    assert_eq!(post(&emulator, "images", body).0, 409);
    let other = r#"{"ImageId": "img-00000001", "Region": "ap-beijing", "ImageSize": 60,
        "ImageName": "web", "ImageState": "CREATING", "ImageOsName": "x", "Account": "7"}"#;
    let (status, image) = post(&emulator, "images", other);
    assert_eq!((status.as_u16(), &image["Account"]), (200, &json!("7")));
    for (invalid, says) in [
        ("[]", "must be an object"),
        (r#"{"ImageId": "img-00000001"}"#, "missing field `Region`"),
        (r#"{"ImageId": "x", "Region": "ap-beijing"}"#, "not img- and eight"),
        (r#"{"ImageId": "img-00000002", "Region": "x"}"#, "not a CVM region"),
        (r#"{"ImageId": "img-00000002", "Region": "ap-beijing", "Size": 1}"#, "`Size`"),
    ] {
        let (status, body) = post(&emulator, "images", invalid);
        assert_eq!(status, 400, "{invalid}");
        assert!(body["error"].as_str().unwrap().contains(says), "{body}");
    }
    post(&emulator, "reset", "{}");
    assert_eq!(admin(&emulator, "images")["source_images"].as_array().unwrap().len(), 1);
}

/// The requests that the documentation of the administration shows.
#[test]
fn documented_requests_succeed() {
    let emulator = frozen(|builder| builder);
    call(&emulator, "ImportImage", &import_parameters()).success();
    let health = admin(&emulator, "health");
    assert!(health["status"] == "ok" && health["version"].is_string());

    let journal = admin(&emulator, "journal");
    let entry = journal["entries"][0].as_object().unwrap();
    let members: Vec<&str> = entry.keys().map(String::as_str).collect();
    let documented = [
        "time",
        "request_id",
        "method",
        "path",
        "host",
        "action",
        "version",
        "region",
        "client",
        "body_bytes",
        "secret_id",
        "account",
        "service",
        "parameters",
        "expected",
        "diagnosis",
        "passed",
        "refused_by",
        "code",
        "message",
        "number",
        "result",
        "fidelity",
        "duration_ms",
        "user_agent",
        "peer",
    ];
    assert_eq!((&journal["total"], members), (&json!(1), documented.to_vec()));

    let (_, clock) =
        post(&emulator, "clock", r#"{"freeze": true, "set": 1700000000, "advance": 1.5}"#);
    assert_eq!(clock, json!({"unix": 1_700_000_001, "frozen": true}));
    assert_eq!(admin(&emulator, "clock"), clock);

    let images = admin(&emulator, "images");
    assert!(images["accounts"].is_object() && images["source_images"].is_array());
    assert_eq!(post(&emulator, "reset", "{}"), (StatusCode::OK, json!({"status": "ok"})));
    assert_eq!(admin(&emulator, "clock"), clock);
}
