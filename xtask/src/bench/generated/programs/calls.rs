//! Makes the request of an action, and reads a response, as a program that calls it does.

use std::env::args;
use std::hint::black_box;

use ecm_STYLE as types;
use tencentcloud_core::{Action, Request};

fn call<A: Action>(response: &str) {
    // The compiler does not know that there is none.
    if let Some(action) = black_box(None::<A>) {
        let _ = black_box(Request::of(&action));
    }
    let _ = black_box(serde_json::from_str::<A::Output>(response));
}

fn main() {
    let mut arguments = args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (name, response) = (next(), next());
    match &*name {
        // CALLS
        _ => {}
    }
}
