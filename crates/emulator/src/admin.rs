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
//! | `/_emulator/clock` | GET | | `{"unix": 1700000000, "frozen": false}` |
//! | `/_emulator/clock` | POST | `{"freeze": true, "set": 1700000000, "advance": 1.5}` | as for GET |
//! | `/_emulator/images` | GET | | `{"accounts": {…}, "source_images": […]}` |
//! | `/_emulator/reset` | POST | `{}` | `{"status": "ok"}` |
//!
//! A failed request has the body `{"error": "…"}` and one of these statuses: 400
//! for an invalid body, 403 for a foreign host or origin, 404 for an unknown path,
//! 405 for another method, 415 for a POST whose `Content-Type` is not
//! `application/json`.
//!
//! There is no authentication. The `Host` must name this machine (`localhost` or
//! an address such as `127.0.0.1`), and an `Origin`, if any, must be the same, so
//! that no web page can use the administration.
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
//! Lists the latest 1000 API requests, oldest first; `total` counts all requests
//! since the start or the last reset. An entry has these members:
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
//! | `passed`, `refused_by` | the names of the passed checks, and of the check that refused the request |
//! | `code`, `message` | the error; null on success |
//!
//! It never holds signatures, tokens or keys.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/journal
//! ```
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
//! images that can be imported.
//!
//! ```sh
//! curl http://127.0.0.1:8080/_emulator/images
//! ```
//!
//! # reset
//!
//! Drops imported images, rate counts and the journal. The clock does not change.
//!
//! ```sh
//! curl -H 'Content-Type: application/json' -d '{}' http://127.0.0.1:8080/_emulator/reset
//! ```

mod clock;
mod guard;
mod refusal;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};
use tencentcloud_verify::RawRequest;

use self::refusal::Refusal;
use crate::emulator::Emulator;
use crate::images::image_json;
use crate::response;

const PREFIX: &str = "/_emulator";

/// The path below the prefix; none for a request of the API.
pub(crate) fn path(request: &RawRequest) -> Option<&str> {
    let rest = request.path().strip_prefix(PREFIX)?;
    rest.strip_prefix('/').or(rest.is_empty().then_some(""))
}

pub(crate) fn respond(emulator: &Emulator, path: &str, request: &RawRequest) -> Response<Bytes> {
    let result = guard::check(request).and_then(|()| route(emulator, path, request));
    let at = emulator.now().timestamp();
    match result {
        Ok(body) => response::admin(StatusCode::OK, &body, at),
        Err(Refusal { status, reason }) => response::admin(status, &json!({"error": reason}), at),
    }
}

fn route(emulator: &Emulator, path: &str, request: &RawRequest) -> Result<Value, Refusal> {
    match (request.method(), path) {
        ("GET", "health") => Ok(json!({
            "status": "ok",
            "version": env!("CARGO_PKG_VERSION"),
        })),
        ("GET", "journal") => journal(emulator),
        ("GET", "clock") => Ok(clock::read(emulator)),
        ("POST", "clock") => clock::change(emulator, request.body()),
        ("GET", "images") => Ok(images(emulator)),
        ("POST", "reset") => {
            emulator.state().reset(&emulator.inner().seed);
            Ok(json!({"status": "ok"}))
        }
        (_, "health" | "journal" | "images") => {
            Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method not allowed; use GET"))
        }
        (_, "clock") => {
            Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method not allowed; use GET or POST"))
        }
        (_, "reset") => {
            Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method not allowed; use POST"))
        }
        _ => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "unknown path; use health, journal, clock, images or reset",
        )),
    }
}

fn journal(emulator: &Emulator) -> Result<Value, Refusal> {
    let state = emulator.state();
    let entries: Result<Vec<Value>, _> =
        state.journal.entries().map(serde_json::to_value).collect();
    let entries = entries
        .map_err(|error| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(json!({"total": state.journal.total(), "entries": entries}))
}

fn images(emulator: &Emulator) -> Value {
    let state = emulator.state();
    let now = emulator.now();
    let accounts: Map<String, Value> = state
        .store
        .accounts()
        .map(|(account, images)| {
            let images = images.iter().map(|image| image_json(image, account, now));
            (account.to_owned(), images.collect())
        })
        .collect();
    json!({"accounts": accounts, "source_images": state.store.sources()})
}
