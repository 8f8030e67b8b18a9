//! No secret appears in any output.

use bytes::Bytes;
use http::Request;
use serde_json::json;
use tencentcloud_core::Credential;
use tencentcloud_emulator::Emulator;

use crate::caller::{START, draft, import_parameters};

const CANARY_KEY: &str = "canary-key-5f1c";
const CANARY_TOKEN: &str = "canary-token-5f1c";

#[test]
fn secrets_are_redacted_everywhere() {
    let credential = Credential::new("id", CANARY_KEY).unwrap().with_token(CANARY_TOKEN).unwrap();
    let builder = Emulator::builder().keys([credential.clone()]).clock_start(START);
    let mut shown = format!("{builder:?}");
    let emulator = builder.build().unwrap();

    // Valid, with a wrong token, with a changed body, and with key and id swapped.
    let import = draft("ImportImage", &import_parameters());
    let right = import.clone().set(|draft| draft.credential = credential);
    let swapped = Credential::new(CANARY_KEY, "id").unwrap();
    let requests = [
        right.clone().with("x-tc-token", CANARY_TOKEN),
        right.clone().with("x-tc-token", "canary-other"),
        right.with("x-tc-token", CANARY_TOKEN).set(|draft| draft.body = "{}".into()),
        import.set(|draft| draft.credential = swapped),
    ];
    let mut signatures = Vec::new();
    for draft in requests {
        let request = draft.request();
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        signatures.push(authorization.rsplit_once('=').unwrap().1.to_owned());
        let reply = emulator.respond(request);
        shown.push_str(std::str::from_utf8(reply.body()).unwrap());
    }
    let changed = draft("ImportImage", &json!({}))
        .set(|draft| draft.signed_host = Some("elsewhere.example".into()));
    emulator.respond(changed.request());
    for path in ["journal", "images", "health", "clock"] {
        let uri = format!("http://localhost/_emulator/{path}");
        let reply = emulator.respond(Request::get(uri).body(Bytes::new()).unwrap());
        shown.push_str(std::str::from_utf8(reply.body()).unwrap());
    }
    let shown = format!("{shown} {emulator:?} {emulator:#?}");

    assert!(!shown.contains("canary"), "{shown}");
    for signature in signatures {
        assert!(!shown.contains(&signature));
    }
}
