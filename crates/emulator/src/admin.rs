//! The administration of an emulator over HTTP, under `/_emulator/`.
//!
//! Use it to inspect and control an emulator from a test or a shell, while
//! `Server` or `tc3 emulator` serves it. In process,
//! [`Emulator::respond`](crate::Emulator::respond) handles the same requests.
//!
//! | path | method | request body | response body |
//! | --- | --- | --- | --- |
//! | `/_emulator/health` | GET | | `{"status": "ok", "version": "…"}` |
//! | `/_emulator/journal` | GET | | `{"total": 2, "entries": […]}` |
//! | `/_emulator/diagnose` | POST | a raw HTTP/1.1 request | `{"verdict": "invalid", "causes": […], …}` |
//! | `/_emulator/clock` | GET | | `{"unix": 1700000000, "frozen": false}` |
//! | `/_emulator/clock` | POST | `{"freeze": true, "set": 1700000000, "advance": 1.5}` | as for GET |
//! | `/_emulator/images` | GET | | `{"accounts": {…}, "source_images": […]}` |
//! | `/_emulator/images` | POST | `{"ImageId": "img-00000001", "Region": "ap-guangzhou"}` | the added image |
//! | `/_emulator/reset` | POST | `{}` or none | `{"status": "ok"}` |
//!
//! A failed request has the body `{"error": "…"}` and one of these statuses: 400
//! for an invalid body, 403 for a foreign peer, host or origin, 404 for an unknown
//! path, 405 with `Allow` for another method, 409 for an image that exists, 413 for a
//! pasted request that is too large, 415 for a POST whose `Content-Type` is not
//! `application/json` (`diagnose` takes any type).
//!
//! A program on the same machine needs no authentication. One on another machine
//! must send the token of [`Builder::admin_token`](crate::Builder::admin_token)
//! (`tc3 emulator --admin-token` prints it to stderr):
//!
//! ```sh
//! curl -H 'X-Emulator-Token: 0123456789abcdef' http://10.0.0.7:8080/_emulator/health
//! ```
//!
//! The `Host` must name this machine (`localhost` or an address such as
//! `127.0.0.1`) or be the address of the emulator that the peer has connected to.
//! An `Origin`, if any, must be the same. So no web page can use the
//! administration.
//!
//! # health
//!
//! Responds once the emulator is ready.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/health
//! ```
//!
//! # journal
//!
//! Lists the latest API requests, oldest first: at most 1000, and at most 16 MiB
//! ([`Builder::journal_limit`](crate::Builder::journal_limit)). `total` counts all
//! requests since the start or the last reset. An entry has these members, each
//! text shortened to 4 KiB:
//!
//! | member | value |
//! | --- | --- |
//! | `time` | Unix seconds of the emulator's clock, with milliseconds |
//! | `request_id` | the `RequestId` of the response |
//! | `method`, `path`, `host`, `body_bytes` | the HTTP request |
//! | `action`, `version`, `region`, `client` | common parameters; `client` is `RequestClient` |
//! | `secret_id`, `account`, `service` | the result of authentication; `secret_id` only if known |
//! | `parameters` | the checked parameters, for bodies of at most 4096 bytes |
//! | `expected` | for a signature mismatch: `canonical_request` (null for signature v1) and `string_to_sign` |
//! | `diagnosis` | for a wrong signature: `causes`, `differs_at` and `message` as [below](#diagnose), and `difference`, the value of `X-Emulator-Difference`; null otherwise |
//! | `passed`, `refused_by` | the names of the passed checks, and of the check that refused the request |
//! | `code`, `message` | the error; null on success |
//! | `number` | from 1 since the start or the last reset |
//! | `result` | a few words: the code, `1 of 1 items`, the state of a task, `success` or `stub` |
//! | `fidelity` | the value of `X-Emulator-Fidelity` |
//! | `duration_ms` | milliseconds from the request to its response |
//! | `user_agent`, `peer` | the client: its header, and its address and port (null in process) |
//!
//! It never holds signatures or tokens. A request that is not validly signed may have a
//! key anywhere, so its entry has `[redacted]` in place of whatever may be one: an
//! unknown method, action or region, a version that is no date, the client, a path other
//! than `/`, values that a name such as `Token` suggests, and in all other texts
//! (`host`, `message`, `expected`, `diagnosis`) each word of at least 20 characters with letters and
//! digits, whether it is a name or in a value.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/journal
//! ```
//!
//! # diagnose
//!
//! Explains the signature of the request in the body, with the keys of the emulator and
//! at the time of its clock. Nothing is executed. The body is the whole request as sent,
//! lines end with CR LF or LF, and has at most 10 MB and a head of 64 KiB. What is no
//! request is status 400.
//!
//! ```sh
//! curl --data-binary @request.http http://127.0.0.1:8080/_emulator/diagnose
//! ```
//!
//! The response has these members, as `tc3 explain --json`:
//!
//! | member | value |
//! | --- | --- |
//! | `verdict` | `valid`, `invalid`, `unknown-key` or `unsigned` |
//! | `causes` | names of the causes that reproduce the signature ([`Cause`](tencentcloud_verify::Cause)), `unknown` if none does; empty unless invalid |
//! | `differs_at` | the first step that differs ([`DiffersAt`](tencentcloud_verify::DiffersAt)), or null |
//! | `message` | what is wrong, in the language of the pasted request |
//! | `canonical_request`, `string_to_sign` | the texts of the server, redacted; null if the request cannot be read that far, and the first for signature v1 |
//!
//! The response to a request of the API that is refused for its signature has the causes
//! in the header `X-Emulator-Diagnosis`, joined by commas. One whose secret id is unknown,
//! or that is not signed, does not have it.
//!
//! A client on the same machine may send the canonical request that it has signed, in
//! Base64 and of at most 64 KiB, as `X-Emulator-Canonical-Request`; from elsewhere the
//! header is not read. Then the response has `X-Emulator-Difference` as well:
//!
//! | value | meaning |
//! | --- | --- |
//! | `line 5, byte 1` | the first byte that differs from the server's text; both counted from 1, lines end with LF |
//! | `none` | the texts are equal |
//! | `not compared: …` | the header cannot be read, or the server has no canonical request |
//!
//! With it, `differs_at` is known for `unknown`, too: `canonical_request`, or `signature`
//! if the texts are equal, since nothing tells whether the string to sign or the key
//! differs. The message says whether anything else differs. A pasted request may have the
//! header, too.
//!
//! # clock
//!
//! Reads or changes the clock. All members of the body are optional, and take
//! effect in this order: `freeze` stops the clock or lets it run, `set` sets it to
//! a Unix second, `advance` advances it by seconds.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/clock
//! curl -H 'Content-Type: application/json' -d '{"freeze": true, "advance": 60}' \
//!     http://127.0.0.1:8080/_emulator/clock
//! ```
//!
//! # images
//!
//! Lists the images of each account as `DescribeImage` shows them, and the CVM
//! images that can be imported. A POST adds such a CVM image until the next reset.
//! `ImageId` and `Region` are required. Optional are `ImageName` (by default the
//! id), `ImageOsName`, `ImageState`, `ImageSize` in GB and `Account`, by default the
//! one of the first key.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/images
//! curl -H 'Content-Type: application/json' \
//!     -d '{"ImageId": "img-00000001", "Region": "ap-guangzhou", "ImageName": "web-server"}' \
//!     http://127.0.0.1:8080/_emulator/images
//! ```
//!
//! # reset
//!
//! Drops imported and added images, rate counts and the journal. The clock does not change.
//!
//! ```sh
//! curl -H 'Content-Type: application/json' -d '{}' http://127.0.0.1:8080/_emulator/reset
//! ```

mod clock;
mod diagnose;
mod guard;
mod images;
mod refusal;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tencentcloud_catalog::read_input;
use tencentcloud_verify::RawRequest;

use self::refusal::Refusal;
use crate::emulator::Emulator;
use crate::peer::Peer;
use crate::response;

const PREFIX: &str = "/_emulator";

/// The path below the prefix; none for a request of the API.
pub(crate) fn path(request: &RawRequest) -> Option<&str> {
    let rest = request.path().strip_prefix(PREFIX)?;
    rest.strip_prefix('/').or(rest.is_empty().then_some(""))
}

pub(crate) fn respond(
    emulator: &Emulator,
    path: &str,
    request: &RawRequest,
    peer: Option<Peer>,
) -> Response<Bytes> {
    let checked = guard::check(request, peer, emulator.admin_token());
    let result = checked.and_then(|()| route(emulator, path, request, peer));
    let at = emulator.now().timestamp();
    match result {
        Ok(body) => response::admin(StatusCode::OK, body, None, at),
        Err(Refusal { status, reason, allow }) => {
            response::admin(status, json!({"error": reason}).to_string(), allow, at)
        }
    }
}

/// The body of the response.
fn route(
    emulator: &Emulator,
    path: &str,
    request: &RawRequest,
    peer: Option<Peer>,
) -> Result<String, Refusal> {
    // It changes nothing, and its body is no JSON.
    if (request.method(), path) == ("POST", "diagnose") {
        return diagnose::explain(emulator, request.body(), peer);
    }
    guard::check_type(request)?;
    let get = |body: &dyn Fn() -> String| match request.method() {
        "GET" => Ok(body()),
        _ => Err(Refusal::method("GET")),
    };
    match (request.method(), path) {
        (_, "health") => {
            get(&|| json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}).to_string())
        }
        (_, "journal") => get(&|| emulator.state().journal.to_json()),
        ("GET", "clock") => Ok(clock::read(emulator).to_string()),
        ("POST", "clock") => Ok(clock::change(emulator, request.body())?.to_string()),
        ("GET", "images") => Ok(images::list(emulator).to_string()),
        ("POST", "images") => Ok(images::add(emulator, request.body())?.to_string()),
        (_, "clock" | "images") => Err(Refusal::method("GET, POST")),
        ("POST", "reset") => {
            reset_body(request.body())?;
            emulator.reset();
            Ok(json!({"status": "ok"}).to_string())
        }
        (_, "reset" | "diagnose") => Err(Refusal::method("POST")),
        _ => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "unknown path; use health, journal, diagnose, clock, images or reset",
        )),
    }
}

/// A reset has no members; `curl -X POST` sends no body.
fn reset_body(bytes: &[u8]) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}
    if bytes.is_empty() { Ok(()) } else { body::<Nothing>(bytes).map(|_| ()) }
}

/// The body of a POST: a JSON object whose members occur once.
fn body<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let refuse = |reason: String| Refusal::new(StatusCode::BAD_REQUEST, reason);
    let text = std::str::from_utf8(body).map_err(|_| refuse("the body is not UTF-8".into()))?;
    let members = read_input(text).map_err(|findings| {
        refuse(findings.first().map_or_else(String::new, ToString::to_string))
    })?;
    serde_json::from_value(Value::Object(members)).map_err(|error| refuse(error.to_string()))
}
