//! Unexpected response bodies.

use crate::fault::{Fault, Group, fault};
use crate::script::{respond, response, response_with, valid_body};

pub(crate) fn group() -> Group {
    let valid = valid_body();
    let with_type =
        |content_type| vec![respond(response_with("200 OK", content_type, valid_body()))];
    Group {
        title: "Bodies",
        faults: vec![
            bodies("not JSON", ["hello", "{", "{\"Response\":", "nul", "\0"]),
            bodies(
                "JSON, but not an object",
                ["[]", "null", "5", "\"Response\"", "[{\"RequestId\":\"r-own\"}]"],
            ),
            bodies("JSON without `Response`", ["{}", "{\"response\":{}}"]),
            bodies(
                "`Response` is null, a list, a string or a number",
                [
                    r#"{"Response":null}"#,
                    r#"{"Response":[]}"#,
                    r#"{"Response":["r-own"]}"#,
                    r#"{"Response":"r-own"}"#,
                    r#"{"Response":5}"#,
                ],
            ),
            bodies(
                "an error of the old API",
                [r#"{"code":4100,"message":"m","codeDesc":"AuthFailure"}"#],
            ),
            bodies("`Response` twice", [twice()]),
            bodies("100,000 levels deep", [deep("{\"Response\":", "}")]),
            bodies("100,000 levels, never closed", ["[".repeat(100_000)]),
            bodies(
                "invalid UTF-8",
                [
                    b"{\"Response\":{\"RequestId\":\"\xff\xfe\"}}".as_slice(),
                    b"{\"Response\":{\"New\":\"\xc3\x28\",\"RequestId\":\"r-own\"}}".as_slice(),
                    b"\xff".as_slice(),
                ],
            ),
            bodies("a byte order mark before the JSON", [format!("\u{feff}{valid}")]),
            bodies(
                "garbage after the JSON",
                [format!("{valid}garbage"), format!("{valid}{valid}")],
            ),
            bodies("whitespace around the JSON", [format!(" \r\n\t{valid}\r\n ")]),
            fault(
                "valid JSON with another Content-Type",
                vec![with_type("Content-Type: text/html\r\n"), with_type("Content-Type: odd\r\n")],
            ),
        ],
    }
}

/// A response with status 200 for each of these bodies.
pub(crate) fn bodies(
    what: &'static str,
    bodies: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> Fault {
    fault(what, bodies.into_iter().map(|body| vec![respond(response(body))]).collect())
}

/// A deeply nested value.
pub(crate) fn deep(open: &str, close: &str) -> String {
    const LEVELS: usize = 100_000;
    format!("{}0{}", open.repeat(LEVELS), close.repeat(LEVELS))
}

fn twice() -> String {
    let valid = valid_body();
    let response = valid.trim_start_matches('{').trim_end_matches('}');
    format!("{{{response}}},{response}}}}}")
}
