//! Administration: what a test, or a person, may ask of the emulator itself.
//!
//! | path under `/_emulator/` | method | what it does |
//! | --- | --- | --- |
//! | `health` | GET | says that it is there |
//! | `journal` | GET | the latest requests, and how far each came |
//! | `clock` | GET, POST | reads or moves the clock |
//! | `images` | GET | what is in the store |
//! | `reset` | POST | back to the seed |
//!
//! There are no keys for this. It is meant for programs on the same machine, so
//! a request that a web page could have sent is refused.

mod clock;
mod guard;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};
use tencentcloud_verify::RawRequest;

use crate::emulator::Emulator;
use crate::images::image_json;
use crate::reply;

const PREFIX: &str = "/_emulator";

/// The part of the path that says what is asked, if it is not the API.
pub(crate) fn path(request: &RawRequest) -> Option<&str> {
    let rest = request.path().strip_prefix(PREFIX)?;
    rest.strip_prefix('/').or(rest.is_empty().then_some(""))
}

pub(crate) fn answer(emulator: &Emulator, path: &str, request: &RawRequest) -> Response<Bytes> {
    let outcome = guard::check(request).and_then(|()| route(emulator, path, request));
    let at = emulator.inner().clock.moment().timestamp();
    match outcome {
        Ok(body) => reply::admin(StatusCode::OK, &body, at),
        Err(Refused(status, why)) => reply::admin(status, &json!({"error": why}), at),
    }
}

/// Why something is not done, for a person.
struct Refused(StatusCode, String);

impl Refused {
    fn new(status: StatusCode, why: &str) -> Self {
        Self(status, why.to_owned())
    }
}

fn route(emulator: &Emulator, path: &str, request: &RawRequest) -> Result<Value, Refused> {
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
        (_, "health" | "journal" | "clock" | "images" | "reset") => {
            Err(Refused::new(StatusCode::METHOD_NOT_ALLOWED, "this path has another method"))
        }
        _ => Err(Refused::new(
            StatusCode::NOT_FOUND,
            "there are health, journal, clock, images and reset",
        )),
    }
}

fn journal(emulator: &Emulator) -> Result<Value, Refused> {
    let state = emulator.state();
    let entries: Result<Vec<Value>, _> =
        state.journal.entries().map(serde_json::to_value).collect();
    let entries =
        entries.map_err(|error| Refused(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(json!({"total": state.journal.total(), "entries": entries}))
}

fn images(emulator: &Emulator) -> Value {
    let state = emulator.state();
    let now = emulator.inner().clock.moment();
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
