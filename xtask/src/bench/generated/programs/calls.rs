//! Reads the input of an action, makes its request, and reads a response.

use std::env::args;
use std::hint::black_box;

use ecm_STYLE as types;
use serde::de::DeserializeOwned;
use tencentcloud_core::{Action, Request};

fn call<A: Action + DeserializeOwned>(input: &str, response: &str) {
    if let Ok(action) = serde_json::from_str::<A>(input) {
        let _ = black_box(Request::of(&action));
    }
    let _ = black_box(serde_json::from_str::<A::Output>(response));
}

fn main() {
    let mut arguments = args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (name, input, response) = (next(), next(), next());
    match &*name {
        // CALLS
        _ => {}
    }
}
