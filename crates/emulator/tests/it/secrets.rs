//! No secret appears in any output.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use serde_json::json;
use tencentcloud_core::Credential;
use tencentcloud_emulator::Emulator;

use crate::caller::{Draft, ID, START, admin, draft, frozen, import_parameters, last_entry};
use crate::diagnosis::{paste, raw};

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
        let pasted = paste(&emulator, raw(&request));
        shown.push_str(std::str::from_utf8(pasted.body()).unwrap());
        let reply = emulator.respond(request);
        shown.extend(reply.headers().values().map(|value| value.to_str().unwrap().to_owned()));
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

/// A key that the emulator does not know.
const KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

/// The newest entry after a request that must be refused, without any key.
#[track_caller]
fn refused(emulator: &Emulator, request: Request<Bytes>) -> String {
    let shown = format!("{request:?}");
    let pasted = paste(emulator, raw(&request));
    let headers = format!("{:?}", emulator.respond(request).headers());
    let entry = last_entry(emulator);
    assert!(entry["code"].is_string(), "{shown}");
    let journal = admin(emulator, "journal").to_string();
    // Of a message that was cut, not even the beginning.
    let beginning = &KEY.to_lowercase()[..8];
    for output in [&journal, &headers, std::str::from_utf8(pasted.body()).unwrap()] {
        assert!(!output.to_lowercase().contains(beginning), "{shown}: {entry} {output}");
    }
    entry.to_string()
}

/// A request whose signature is of another key, changed after signing.
fn forged(change: impl FnOnce(&mut Draft)) -> Request<Bytes> {
    let other = Credential::new(ID, "test-secret-key-000002").unwrap();
    draft("ImportImage", &import_parameters())
        .set(|draft| draft.credential = other)
        .set(change)
        .request()
}

/// Also signs a header.
fn with_signed(mut request: Request<Bytes>, name: &str, value: &str) -> Request<Bytes> {
    let name = name.to_lowercase();
    let headers = request.headers_mut();
    let authorization = headers["authorization"].to_str().unwrap();
    let authorization = authorization.replace(";host", &format!(";host;{name}"));
    headers.insert("authorization", authorization.parse().unwrap());
    let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
    headers.insert(name, HeaderValue::from_str(value).unwrap());
    request
}

#[test]
fn key_in_any_part_of_a_wrongly_signed_request_is_redacted() {
    let emulator = frozen(|builder| builder);
    for value in [&format!("Bearer {KEY}"), KEY, &format!("{{\"k\": \"{KEY}\"}}")] {
        let entry = refused(&emulator, with_signed(forged(|_| {}), "x-a", value));
        assert!(entry.contains("x-a:") && entry.contains("[redacted]"), "{entry}");
    }
    refused(&emulator, with_signed(forged(|_| {}), KEY, "1"));
    // A signed header that is missing.
    let mut request = with_signed(forged(|_| {}), KEY, "1");
    request.headers_mut().remove(KEY.to_lowercase());
    refused(&emulator, request);

    let entry = refused(
        &emulator,
        forged(|draft| draft.content_type = format!("application/json; k={KEY}")),
    );
    assert!(entry.contains("content-type:application/json; [redacted]"), "{entry}");
    refused(&emulator, forged(|draft| draft.scope = KEY.to_owned()));
    let entry = refused(&emulator, forged(|draft| draft.host = format!("{KEY}.x:80")));
    assert!(entry.contains("[redacted].x:80"), "{entry}");
    refused(&emulator, forged(|draft| draft.method = KEY.parse().unwrap()));
    refused(&emulator, forged(|draft| draft.action = KEY.to_owned()));
    refused(&emulator, forged(|draft| draft.version = KEY.to_owned()));
    for header in ["x-tc-region", "x-tc-language", "x-tc-requestclient", "x-tc-timestamp"] {
        let mut request = forged(|_| {});
        request.headers_mut().insert(header, KEY.parse().unwrap());
        refused(&emulator, request);
    }
    let json = format!("%7B%22a%22%3A%22{KEY}%22%7D");
    let escaped = format!("%47{}", &KEY[1..]);
    for query in [
        format!("Limit=x%20{KEY}"),
        format!("Limit={json}"),
        format!("Limit={escaped}"),
        format!("{KEY}=1"),
        KEY.to_owned(),
        format!("Limit=%zz{KEY}"),
        format!("SecretId={KEY}"),
    ] {
        let change = |draft: &mut Draft| (draft.method, draft.query) = (Method::GET, query);
        refused(&emulator, forged(change));
    }
}

#[test]
fn key_in_any_part_of_a_wrongly_signed_form_is_redacted() {
    let emulator = frozen(|builder| builder);
    let common = format!(
        "Action=ImportImage&Version=2019-07-19&Timestamp={START}&Nonce=1&SecretId={ID}\
         &Signature=AAAA"
    );
    let padding = "a".repeat(70);
    for more in [
        format!("{KEY}=1"),
        format!("{KEY}=1&{KEY}=2"),
        format!("{KEY}%26a=1"),
        format!("{KEY}%3Da=1"),
        format!("{padding}.{KEY}=1&{padding}.{KEY}=2"),
        format!("secretid={KEY}"),
        format!("Region={KEY}"),
        format!("Language={KEY}"),
        format!("Token={KEY}"),
        format!("SignatureMethod={KEY}"),
        format!("ImageDescription=a%20b;{KEY}"),
        format!("ImageDescription=%22{KEY}%22%00"),
        KEY.to_owned(),
    ] {
        let request = Request::get(format!("/?{common}&{more}"))
            .header("host", format!("{KEY}.localhost"))
            .body(Bytes::new());
        refused(&emulator, request.unwrap());
    }
    // What is known stays readable.
    let request =
        Request::get(format!("/?{common}&Region=ap-guangzhou")).header("host", "localhost:80");
    let entry = refused(&emulator, request.body(Bytes::new()).unwrap());
    for known in [ID, "ImportImage", "2019-07-19", "ap-guangzhou", "GETlocalhost:80/?Action="] {
        assert!(entry.contains(known), "no {known} in {entry}");
    }
    assert_eq!(entry.matches("[redacted]").count(), 0, "{entry}");
}
